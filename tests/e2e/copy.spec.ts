import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

const FRAME = "Preview of exactly what will leave";

/** Two finished entries and a draft, all ticked. */
async function tray(given: Given): Promise<void> {
  const first = await given.entry({
    title: "Cold calling",
    body: "Amira answered before I had finished asking.",
    people: ["Amira"],
  });
  const second = await given.entry({
    title: "Night shift",
    body: "The handover took twenty minutes.",
    audience: "private",
  });
  const draft = await given.entry({
    title: "Half a thought",
    body: "Nobody shall read this sentence.",
    readiness: "draft",
  });
  await given.call("tray_add", { ids: [first.id, second.id, draft.id] });
}

test("what is written is byte for byte what was previewed, and the draft stays out", async ({ page, given }) => {
  await tray(given);
  await given.dialogs({ save: "path:out.html" });
  await page.goto("/#/copy");
  await expect(page.getByText("2 entries,")).toBeVisible();
  await expect(page.getByText("1 of these is marked private.")).toBeVisible();
  await expect(page.getByText("1 draft", { exact: true })).toBeVisible();
  const shown = await page.getByTitle(FRAME).getAttribute("srcdoc");
  await page.getByRole("button", { name: "Save the file…" }).click();
  await expect(page.getByText(/holds 2 entries/)).toBeVisible();
  await expect(page.getByText("Left out: 1 draft.")).toBeVisible();
  const written = (await given.written("out.html")).toString("utf8");
  expect(written).toBe(shown);
  expect(written).toContain("before I had finished asking");
  expect(written).not.toContain("Nobody shall read this sentence");
});

test("drafts leave only with their own tick", async ({ page, given }) => {
  await tray(given);
  await page.goto("/#/copy");
  const frame = page.getByTitle(FRAME);
  await expect(frame).toHaveAttribute("srcdoc", /twenty minutes/);
  await expect(frame).not.toHaveAttribute("srcdoc", /Nobody shall read/);
  await page.getByRole("checkbox", { name: "Drafts too" }).check();
  await expect(frame).toHaveAttribute("srcdoc", /Nobody shall read/);
  await expect(page.getByText("Nothing in the tray stays out.")).toBeVisible();
});

test("a name known to the journal that stands in the text is pointed out, and does not stop anything", async ({
  page,
  given,
}) => {
  await tray(given);
  await page.goto("/#/copy");
  await expect(page.getByRole("heading", { name: "A name stands in the text" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: /^Amira$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save the file…" })).toBeEnabled();
});

test("each format can be previewed, and the file has its ending", async ({ page, given }) => {
  await tray(given);
  await page.goto("/#/copy");
  for (const { name, id, extension, needs_letter } of await given.call("export_formats", {})) {
    if (needs_letter) continue;
    await page.getByRole("radio", { name }).check();
    await expect(page.getByTitle(FRAME)).toHaveAttribute("srcdoc", /twenty minutes/);
    const preview = await given.call("export_preview", {
      tray: true,
      format: id,
    });
    expect(preview.file_name.endsWith(`.${extension}`)).toBe(true);
  }
});

test("an entry taken out can be put back, and so can the whole tray", async ({ page, given }) => {
  await tray(given);
  await page.goto("/#/copy");
  const lines = page.getByRole("region", { name: /^In the tray/ }).getByRole("listitem");
  await page.getByRole("button", { name: "Take “Night shift” out of the tray" }).click();
  await expect(lines).toHaveCount(2);
  await page.getByRole("button", { name: "Put back" }).click();
  await expect(lines).toHaveCount(3);
  await page.getByRole("button", { name: "Empty the tray" }).click();
  await expect(page.getByText("The tray is empty")).toBeVisible();
  await page.getByRole("button", { name: "Put back" }).last().click();
  await expect(lines).toHaveCount(3);
});

test("by keyboard alone: another format, drafts, and the file", async ({ page, given }) => {
  await tray(given);
  await given.dialogs({ save: "path:keys.zip" });
  await page.goto("/#/today");
  await expect(page.getByText("Write now")).toBeVisible();
  await page.keyboard.press("Control+e");
  await expect(page.getByRole("heading", { name: "Share", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Make a copy for myself" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "A copy for myself" })).toBeVisible();
  await page.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("checkbox", { name: "Drafts too" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByText("3 entries,")).toBeVisible();
  const save = page.getByRole("button", { name: "Save the file…" });
  await expect(save).toBeEnabled();
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    if (await save.evaluate((node) => node === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await expect(page.getByText(/holds 3 entries/)).toBeVisible();
  expect((await given.written("keys.zip")).subarray(0, 2).toString()).toBe("PK");
});

test("a full disk is said in words, and nothing is claimed to be written", async ({ page, given }) => {
  await tray(given);
  await given.dialogs({ save: "path:out.html" });
  await page.goto("/#/copy");
  await given.fault("export_write", "disk_full", "The disk is full. Nothing was written.");
  await page.getByRole("button", { name: "Save the file…" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The disk is full." })).toBeVisible();
  await expect(page.getByText("The file is written")).toBeHidden();
});

test("the preview looks as the file will: nothing in it is refused by the content security policy", async ({
  page,
  given,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  await tray(given);
  await page.goto("/#/copy");
  await expect(page.getByTitle(FRAME)).toHaveAttribute("srcdoc", /twenty minutes/);
  await page.waitForTimeout(300); // what is refused is only said once the frame has been laid out
  expect(refused).toEqual([]);
});

test("printing shows the entries on white paper and nothing of the window", async ({ page, given }) => {
  await tray(given);
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "yes");
  });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/#/copy");
  await expect(page.getByText("2 entries,")).toBeVisible();
  await page.getByRole("button", { name: "Print the tray" }).click();
  await expect(page.locator("html[data-printed]")).toBeAttached();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.locator("#app")).toBeHidden();
  const paper = page.locator(".on-paper");
  await expect(paper).toContainText("The handover took twenty minutes.");
  await expect(paper).not.toContainText("Nobody shall read this sentence");
  const ink = await paper.evaluate((node) => getComputedStyle(node.querySelector("p") ?? node).color);
  expect(Math.max(...(ink.match(/[\d.]+/g) ?? ["255"]).slice(0, 3).map(Number))).toBeLessThan(120);
});

test("hundreds of entries and long titles fit, without barriers", async ({ page, given }) => {
  const ids: string[] = [];
  for (let at = 0; at < 120; at++) {
    ids.push(
      (
        await given.entry({
          title: `${at} ${"a very long title without an end ".repeat(6)}`,
          body: "Words.",
        })
      ).id,
    );
  }
  await given.call("tray_add", { ids });
  await page.goto("/#/copy");
  await expect(page.getByText("120 entries,")).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});

test("the empty tray says what belongs there", async ({ page }) => {
  await page.goto("/#/copy");
  await expect(page.getByText("The tray is empty")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: "Go to the journal" }).click();
  await expect(page).toHaveURL(/#\/journal$/);
});

test("a learning log’s earlier wordings and left-hand column leave only with their own ticks", async ({
  page,
  given,
}) => {
  await given.call("sample_add", {});
  const log = (await given.call("loop_list", {})).find((one) => one.title === "Nobody answers, so I do");
  if (!log) throw new Error("the sample has changed");
  await given.call("tray_add", { ids: [log.id] });
  const [old, unsaid] = [/they take it for not knowing/, /Please do not say it was fine/];
  await page.goto("/#/copy");
  const frame = page.getByTitle(FRAME);
  await expect(frame).toHaveAttribute("srcdoc", /still at work in it/);
  await expect(frame).not.toHaveAttribute("srcdoc", old);
  await expect(frame).not.toHaveAttribute("srcdoc", unsaid);
  const stays = page.getByRole("region", { name: "What stays out" });
  await expect(stays.getByText(`The left-hand column of “${log.title}”`)).toBeVisible();
  await expectNoBarriers(page);

  await page.getByRole("checkbox", { name: "with the left-hand column" }).check();
  await expect(frame).toHaveAttribute("srcdoc", unsaid);
  await expect(frame).not.toHaveAttribute("srcdoc", old);
  await page.getByRole("checkbox", { name: /^with its \d+ earlier wordings?$/ }).check();
  await expect(frame).toHaveAttribute("srcdoc", old);
  await expect(page.getByText("Nothing in the tray stays out.")).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);

  await page.getByRole("button", { name: `Take “${log.title}” out of the tray` }).click();
  await page.getByRole("button", { name: "Put back" }).click();
  await expect(page.getByRole("checkbox", { name: "with the left-hand column" })).not.toBeChecked();
  await expect(frame).not.toHaveAttribute("srcdoc", unsaid);
});
