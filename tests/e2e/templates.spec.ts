import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

const body = (page: Page) => page.getByRole("textbox", { name: "What you write" });
const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^\s*Saved\s*$/ });
const questions = (page: Page) => page.getByRole("region", { name: "Questions of the template" });
const chooser = (page: Page) => page.getByRole("dialog", { name: "Choose a way to write" });

/** What an entry that nobody has a reason to keep leaves behind: nothing. */
async function leavesNothing(
  page: Page,
  given: { call: (name: "entry_list", body: object) => Promise<{ total: number }> },
) {
  await page.keyboard.press("Control+t");
  await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
  await page.waitForTimeout(1200);
  expect((await given.call("entry_list", {})).total).toBe(0);
}

test("a quick template is one press away, and its questions are asked one at a time", async ({ page, given }) => {
  await page.goto("/#/new");
  await page.getByRole("button", { name: "What? So what? Now what?" }).click();
  await expect(questions(page)).toContainText("What?");
  await expect(body(page)).toBeFocused();
  await page.keyboard.type("He put his hand up before I had finished.");
  await expect(saved(page)).toBeVisible();
  const first = await questions(page).textContent();
  await questions(page).getByRole("button", { name: "Another question" }).click();
  expect(await questions(page).textContent()).not.toBe(first);
  await expect(
    questions(page).getByRole("button", { name: "What?, you are here, something is written" }),
  ).toBeVisible();
  await page.keyboard.press("Control+j");
  await page.keyboard.type("It was me who could not wait.");
  await expect(
    questions(page).getByRole("button", { name: "So what?, you are here, something is written" }),
  ).toBeVisible();
  await page.keyboard.press("Control+Shift+J");
  await page.keyboard.type(" Twice.");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("This version is kept.")).toBeVisible();
  const { rows } = await given.call("entry_list", { filter: {} });
  expect(rows[0]?.template).toBe("www");
  expect((await given.call("entry_get", { id: rows[0]?.id ?? "" })).body).toBe(
    "## What?\n\nHe put his hand up before I had finished. Twice.\n\n## So what?\n\nIt was me who could not wait.\n\n## Now what?\n",
  );
});

test("headings alone are no entry", async ({ page, given }) => {
  await page.goto("/#/new");
  await page.getByRole("button", { name: "What? So what? Now what?" }).click();
  await expect(questions(page)).toBeVisible();
  await leavesNothing(page, given);
});

test("what one's own rule says is there at once and goes away by one key", async ({ page, given }) => {
  await given.call("settings_save", { template_rules: [{ weekday: null, setting: null, template: "gibbs" }] });
  await page.goto("/#/new");
  await expect(page.getByText("by your own rule for new entries")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Feelings" })).toBeVisible();
  await expect(body(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Feelings" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Blank page", exact: true })).toHaveAttribute("aria-pressed", "true");
  await leavesNothing(page, given);
});

test("a rule for a setting is offered when the setting is given, and put in on request", async ({ page, given }) => {
  await given.call("settings_save", { template_rules: [{ weekday: null, setting: "Year 9", template: "gibbs" }] });
  await page.goto("/#/new");
  await expect(body(page)).toBeFocused();
  await expect(page.getByRole("heading", { name: "Feelings" })).toHaveCount(0);
  await page.getByRole("button", { name: "Details, attachments and versions" }).click();
  await page.getByLabel("Setting", { exact: true }).fill("year 9");
  await expect(page.getByText("Your rule for this setting is")).toBeVisible();
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByRole("heading", { name: "Feelings" })).toBeVisible();
  await expect(body(page)).toBeFocused();
});

test("a learning log is begun from the chooser, and the entry stays", async ({ page, given }) => {
  const { id } = await given.entry({ title: "Again", body: "It came back." });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: "Template: Blank page" }).click();
  await chooser(page).getByRole("button", { name: "It keeps coming back" }).click();
  await chooser(page)
    .getByRole("button", { name: /Learning log/ })
    .click();
  await expect(page).toHaveURL(/#\/loop\//);
  expect(await given.call("entry_get", { id })).toMatchObject({ body: "It came back.", template: "free" });
});

test("another template is chosen by keyboard; the words move, and Undo brings them back", async ({ page, given }) => {
  const { id } = await given.entry({
    title: "Marking",
    template: "www",
    body: "## What?\n\nI marked in red.\n\n## So what?\n\nK was cross.\n",
  });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: "Template: What? So what? Now what?" }).press("Enter");
  await expect(chooser(page)).toContainText("Your words move to the matching headings; nothing is lost.");
  await expect(chooser(page)).toContainText("one way among many");
  await expectNoBarriers(page);
  await page.keyboard.type("gibbs");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Description" })).toBeVisible();
  await expect(page.getByText("Your words moved to the matching headings; nothing is lost.")).toBeVisible();
  const moved = await given.call("entry_get", { id });
  expect(moved.template).toBe("gibbs");
  expect(moved.body).toContain("## Description\n\nI marked in red.");
  expect(moved.body).toContain("K was cross.");
  // The editor has a button of this name, too.
  await page.getByText("Undo", { exact: true }).click();
  await expect(page.getByRole("heading", { name: "So what?" })).toBeVisible();
  await expect
    .poll(async () => given.call("entry_get", { id }))
    .toMatchObject({ template: "www", body: "## What?\n\nI marked in red.\n\n## So what?\n\nK was cross.\n" });
});

test("the chooser asks what kind of moment it was", async ({ page }) => {
  await page.goto("/#/new");
  await page.getByRole("button", { name: "More…" }).click();
  await chooser(page).getByRole("button", { name: "It stirred strong feelings" }).click();
  await expect(chooser(page).getByRole("button", { name: /Gibbs/ })).toBeVisible();
  await expect(chooser(page).getByRole("button", { name: /Social Work England/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(chooser(page)).toHaveCount(0);
});

test("typed fields are saved as they are set, and what is missing is said only when it is marked ready", async ({
  page,
  given,
}) => {
  const { id } = await given.entry({
    title: "A day on trauma",
    template: "swe_cpd",
    readiness: "draft",
    body: "## What I learned\n\nTo wait.\n",
  });
  await page.goto(`/#/entry/${id}`);
  const fields = page.getByRole("group", { name: "Fields of the template" });
  await fields.getByLabel("Kind of CPD").selectOption("Course or training");
  await expect(fields.getByText("Saved")).toBeVisible();
  await expect
    .poll(async () => (await given.call("form_get", { id })).fields.find(({ field }) => field.key === "type")?.value)
    .toBe("Course or training");
  await expect(page.getByText("This form also asks for")).toHaveCount(0);
  await page.getByRole("button", { name: "Draft · Shareable" }).click();
  await page.getByRole("radio", { name: /^Ready/ }).check();
  await page.keyboard.press("Escape");
  const note = page.getByText("Marked ready. This form also asks for");
  await expect(note).toContainText("Date");
  await expect(note).not.toContainText("Kind of CPD");
  await expectNoBarriers(page);
});

test("a field that could not be saved says so, keeps its value and is tried again", async ({ page, given }) => {
  const { id } = await given.entry({ title: "A day", template: "swe_cpd", body: "x" });
  await page.goto(`/#/entry/${id}`);
  const fields = page.getByRole("group", { name: "Fields of the template" });
  await expect(fields).toBeVisible();
  await given.fault("form_set", "disk_full", "The disk is full.");
  await fields.getByLabel("Kind of CPD").selectOption("Supervision");
  await expect(fields.getByText("Not saved. The disk is full.")).toBeVisible();
  await expect(fields.getByLabel("Kind of CPD")).toHaveValue("Supervision");
  await fields.getByRole("button", { name: "Try again" }).click();
  await expect(fields.getByText("Saved", { exact: true })).toBeVisible();
});

test("each field of a form is copied by itself, and its cycle is counted in words", async ({
  page,
  given,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await given.entry({
    title: "One",
    template: "nmc_account",
    body: "## What I learned\n\nTo ask first.\n",
  });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: "More for this entry" }).click();
  await page.getByRole("menuitem", { name: "Copy each field" }).click();
  const dialog = page.getByRole("dialog", { name: /copy each field/ });
  await expect(dialog).toContainText("of 5 accounts");
  const { fields } = await given.call("form_get", { id });
  const filled = fields.find(({ text }) => text !== "");
  const label = filled?.field.label ?? fields[0]?.field.label ?? "";
  if (filled) {
    await dialog.getByRole("button", { name: `Copy “${label}”` }).click();
    await expect(dialog.getByText(`“${label}” is copied.`)).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("To ask first.");
  }
  await dialog.getByLabel("The cycle began on").fill("2026-04-01");
  await expect
    .poll(async () => (await given.call("settings_get", {})).form_cycles)
    .toEqual([{ template: "nmc_account", start: "2026-04-01" }]);
  await expectNoBarriers(page);
});

test("a template of one's own is made, used, changed and removed; entries stay", async ({ page, given }) => {
  await page.goto("/#/templates");
  await page.getByRole("button", { name: "New template" }).click();
  await page.getByRole("button", { name: "Save the template" }).click();
  await expect(page.getByText("A template needs a name.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("After a visit");
  await page.getByLabel("Heading").fill("What I saw");
  await page.getByLabel("Questions, one a line").fill("Who was there?\nWhat surprised you?");
  await page.getByRole("button", { name: "Add a part" }).click();
  await expect(page.getByLabel("Heading").last()).toBeFocused();
  await page.keyboard.type("Kind of visit");
  await page.getByLabel("What is written here").last().selectOption({ label: "One of a list" });
  await page.getByLabel("What there is to choose from, one a line").fill("Lesson\nMeeting");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Save the template" }).click();
  await expect(page.getByRole("heading", { name: "After a visit" })).toBeVisible();
  const made = (await given.call("template_list", {})).find(({ own }) => own);
  const { id } = await given.entry({ title: "Visit", template: made?.id ?? "", body: "## What I saw\n\nMuch.\n" });
  await page.goto(`/#/entry/${id}`);
  await expect(page.getByRole("group", { name: "Fields of the template" }).getByLabel("Kind of visit")).toBeVisible();
  await page.goto("/#/templates");
  await page.getByRole("button", { name: "More for “After a visit”" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(page.getByText("Entries written with it stay as they are.")).toBeVisible();
  expect((await given.call("form_get", { id })).fields.map(({ field }) => field.label)).toEqual([
    "What I saw",
    "Kind of visit",
  ]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Edit “After a visit”" })).toBeVisible();
});

test("a template that is half made is still there after a reload", async ({ page }) => {
  await page.goto("/#/templates");
  await page.getByRole("button", { name: "New template" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Half made");
  await page.waitForTimeout(1500);
  await page.reload();
  await page.getByRole("button", { name: "New template" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half made");
  await page.getByRole("button", { name: "Discard them" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
});

test("a template goes out as a file and comes in again", async ({ page, given }) => {
  const { id } = await given.call("template_copy", { id: "gibbs" });
  const { definition } = await given.call("template_get", { id });
  await given.dialogs({ save: "path:mine.toml", open: "path:mine.toml" });
  await page.goto("/#/templates");
  await page.getByRole("button", { name: `More for “${definition.name}”` }).click();
  await page.getByRole("menuitem", { name: "Save as a file" }).click();
  await expect(page.getByText("Written to mine.toml.")).toBeVisible();
  await page.getByRole("button", { name: "Import a template" }).click();
  await expect.poll(async () => (await given.call("template_list", {})).filter(({ own }) => own).length).toBe(2);
});

test("a rule for new entries is made and taken away", async ({ page, given }) => {
  await page.goto("/#/templates");
  await page.getByRole("button", { name: "Add a rule" }).click();
  const rule = page.getByRole("group", { name: "Rule 1" });
  await expect(rule).toBeVisible();
  // Whoever is quicker than the journal has both.
  await page.route("**/call/settings_save", async (route) => {
    await new Promise((slow) => setTimeout(slow, 400));
    await route.continue();
  });
  await rule.getByLabel("Day").selectOption({ label: "Monday" });
  await rule.getByLabel("Template").selectOption("gibbs");
  await expect
    .poll(async () => (await given.call("settings_get", {})).template_rules)
    .toEqual([{ weekday: 1, setting: null, template: "gibbs" }]);
  await rule.getByRole("button", { name: "Remove rule 1" }).click();
  await expect.poll(async () => (await given.call("settings_get", {})).template_rules).toEqual([]);
});

for (const width of [1280, 900, 640, 400]) {
  test(`templates fit ${width} pixels, without barriers`, async ({ page, given }) => {
    await page.setViewportSize({ width, height: 800 });
    const { id } = await given.entry({
      title: "A long title about the day",
      template: "swe_cpd",
      body: `## What I learned\n\n${"Long words about waiting and asking. ".repeat(40)}\n`,
    });
    await page.goto(`/#/entry/${id}`);
    await expect(questions(page)).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
    await page.getByRole("button", { name: /^Template:/ }).click();
    await expect(chooser(page)).toBeVisible();
    await expectNothingSideways(page);
    await page.keyboard.press("Escape");
    await given.call("template_copy", { id: "gibbs" });
    await given.call("settings_save", { template_rules: [{ weekday: 1, setting: "Year 9", template: "www" }] });
    await page.goto("/#/templates");
    await expect(page.getByRole("group", { name: "Rule 1" })).toBeVisible();
    await page.getByText("Templates that come with Loopbook").click();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
    await page.getByRole("button", { name: /^Edit “/ }).click();
    await expect(page.getByRole("button", { name: "Save the template" })).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
  });
}
