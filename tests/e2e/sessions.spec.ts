import type { Page } from "@playwright/test";
import type { Community, Session } from "../../ui/src/lib/api/types";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

/** What must not be read in anything that leaves. */
const SECRETS = /Amira|Khan|Tomasz|Tomek|Nowak/;

/** A community, two pupils on the list of people, and three entries about them, ticked. */
async function lessons(given: Given): Promise<Community> {
  await given.call("person_add", {
    people: [
      { name: "Amira Khan", aliases: [] },
      { name: "Tomasz Nowak", aliases: ["Tomek"] },
    ],
    role: "pupil",
  });
  const community = await given.call("community_save", {
    name: "Y9 enquiry group",
    shown_name: "C.",
    norms: "Questions before advice.",
    members: [{ name: "Bea Brook" }, { name: "Dev Ash" }],
  });
  // One after the other: the agenda has them in this order.
  for (const fields of [
    { title: "Amira waits", body: "I asked Amira and waited. Tomek answered for her." },
    { title: "Cold calling", body: "Tomasz Nowak said “pass”.\n\n? How long is a long silence" },
    { title: "A form", body: "Nobody had filled it in." },
  ]) {
    const { id } = await given.entry(fields);
    await given.call("tray_add", { ids: [id] });
  }
  return community;
}

/** Nothing stands in the way of a screen reader, light and dark, and nothing is wider than the window. */
async function expectReadable(page: Page): Promise<void> {
  await expectNoBarriers(page);
  for (const width of [640, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
}
const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();

test("from three entries to a printed pack without a name, in one straight line", async ({ page, given }) => {
  test.slow();
  await lessons(given);
  await given.dialogs({ save: "path:pack.pdf" });
  await page.goto("/#/sessions");
  await expect(page.getByText("No session yet")).toBeVisible();
  await expectReadable(page);

  const clicks: string[] = [];
  const begun = Date.now();
  const click = async (name: string): Promise<void> => {
    await page.getByRole("button", { name, exact: true }).click();
    clicks.push(name);
  };
  await click("Plan a session");
  await page.getByRole("combobox", { name: "Protocol" }).selectOption("success_analysis");
  clicks.push("Protocol");
  await click("Plan it");
  await expect(page.getByRole("heading", { level: 1, name: "Y9 enquiry group" })).toBeVisible();
  await click("Print the pack");
  await expect(page.getByRole("heading", { level: 1, name: "Before it is printed" })).toBeVisible();
  const accept = page.getByRole("button", { name: /^Take (this proposal|all \d+ proposals here)$/ });
  await expect(accept.first()).toBeVisible();
  while ((await accept.count()) > 0) {
    const before = await accept.count();
    await accept.first().click();
    clicks.push("Take all proposals");
    await expect(accept).toHaveCount(before - 1);
  }
  for (const question of [/recognise them/, /only one such person/, /upset to read it/]) {
    await page.getByRole("group", { name: question }).getByRole("radio", { name: "No" }).check();
    clicks.push("No");
  }
  await expect(page.getByRole("heading", { name: "Before it can be made" })).toBeHidden();
  await click("On to the pages");
  // It is made without being asked for.
  await expect(page.getByRole("img", { name: /page 1 of/i })).toBeVisible({ timeout: 60_000 });
  await click("Save to print…");
  await expect(page.getByText("The file is written")).toBeVisible();
  test.info().annotations.push({
    type: "measured",
    description: `${clicks.length} clicks, ${Date.now() - begun} ms`,
  });
  expect(clicks.length, clicks.join(", ")).toBeLessThanOrEqual(11);
  expect((await given.written("pack.pdf")).subarray(0, 5).toString()).toBe("%PDF-");

  await page.getByText("What stands in it").click();
  const text = page.getByRole("region", { name: "What stands in it" });
  await expect(text).toContainText("Run sheet");
  await expect(text).toContainText("Copy 2 of 2");
  await expect(text).not.toContainText(SECRETS);
  await page.getByRole("checkbox", { name: "Black and white" }).check();
  await page.getByRole("radio", { name: "Letter" }).check();
  await page.getByRole("spinbutton", { name: "Copies" }).fill("1");
  await page.getByRole("radio", { name: /^Word/ }).check();
  await expect(page.getByRole("region", { name: "What stands in it" })).toContainText("Copy 1 of 1", {
    timeout: 60_000,
  });
  await expectReadable(page);

  // Among what is prepared for others it stands as a session, and leads to its page.
  await page.goto("/#/share");
  await page.getByRole("link", { name: /^Session: Y9 enquiry group/ }).click();
  await expect(page.getByRole("button", { name: "Print the pack" })).toBeVisible();
});

test("whoever is quicker than the journal loses no key and is not taken back", async ({ page, given }) => {
  const community = await lessons(given);
  const session = await given.call("session_save", {
    community: community.id,
    title: "Waiting",
    start: "2027-03-11T15:40",
    agenda: ["One", "Two", "Three"].map((text) => ({ kind: "text" as const, text })),
  });
  await page.goto(`/#/session/${session.id}`);
  const points = page.getByRole("region", { name: "Agenda" }).getByRole("listitem");
  await expect(points).toHaveCount(3);
  await page.route("**/call/session_save", async (route) => {
    await new Promise((slow) => setTimeout(slow, 400));
    await route.continue();
  });
  await page.getByRole("button", { name: "Take One off the agenda" }).press("Enter");
  const purpose = page.getByRole("textbox", { name: "What for, in one line" });
  await purpose.focus();
  await expect(points).toHaveCount(2);
  await expect(purpose).toBeFocused();
  await page.getByRole("button", { name: "Add a point" }).press("Enter");
  await page.keyboard.type("Four");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Five");
  await page.keyboard.press("Enter");
  await expect(points).toHaveCount(4);
  expect((await given.call("session_get", { id: session.id })).agenda.map(({ text }) => text)).toEqual([
    "Two",
    "Three",
    "Four",
    "Five",
  ]);
});

test("what is brought while another is still being added is brought in its turn", async ({ page, given }) => {
  const community = await lessons(given);
  const before = await given.call("session_save", { community: community.id, start: "2026-01-15T15:40" });
  for (const what of ["Tally wait time", "Film a lesson"])
    await given.call("commitment_save", { session: before.id, what });
  const session = await given.call("session_save", {
    community: community.id,
    title: "Next",
    start: "2027-03-11T15:40",
  });
  await page.goto(`/#/session/${session.id}`);
  await page.getByText("What could we bring?").click();
  await page.route("**/call/session_save", async (route) => {
    await new Promise((slow) => setTimeout(slow, 400));
    await route.continue();
  });
  await page.getByRole("button", { name: "Bring “Tally wait time”" }).press("Enter");
  await page.getByRole("button", { name: "Bring “Film a lesson”" }).press("Enter");
  const kept = async (): Promise<string[]> =>
    (await given.call("session_get", { id: session.id })).agenda.map(({ kind }) => kind);
  await expect.poll(kept).toEqual(["commitment", "commitment"]);
});

test("a session is planned by keyboard: its agenda, its minutes, its roles, and all of it is kept", async ({
  page,
  given,
}) => {
  test.slow();
  const community = await lessons(given);
  const before = await given.call("session_save", {
    community: community.id,
    start: "2026-01-15T15:40",
    roles: [{ role: "facilitator" }],
  });
  await given.call("commitment_save", { session: before.id, what: "Tally wait time" });
  const session = await given.call("session_save", {
    community: community.id,
    title: "Waiting",
    start: "2027-03-11T15:40",
    minutes: 60,
  });
  await page.goto(`/#/session/${session.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Waiting" })).toBeVisible();
  const get = (): Promise<Session> => given.call("session_get", { id: session.id });

  await page.getByRole("textbox", { name: "What for, in one line" }).focus();
  await page.keyboard.type("Do we wait long enough? ");
  await page.keyboard.type("Or too long?");
  await saved(page);
  expect((await get()).purpose).toBe("Do we wait long enough? Or too long?");
  await expect(page.getByRole("textbox", { name: "What for, in one line" })).toHaveValue(
    "Do we wait long enough? Or too long?",
  );

  // The agenda: from the tray, from the journal, from suggestions, and by hand.
  await page.getByRole("button", { name: "Bring the 3 ticked entries" }).press("Enter");
  const agenda = page.getByRole("region", { name: "Agenda" });
  const points = agenda.getByRole("listitem");
  await expect(points).toHaveCount(3);
  await page.getByRole("button", { name: "Bring from the journal…" }).press("Enter");
  const pick = page.getByRole("dialog", { name: "Bring from the journal" });
  await expect(pick.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("filled");
  await expect(pick.getByRole("checkbox")).toHaveCount(1);
  await expect(pick.getByRole("checkbox")).toBeDisabled();
  await expectNoBarriers(page);
  await page.keyboard.press("Escape");
  await page.getByText("What could we bring?").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Bring “Tally wait time”" }).press("Enter");
  await expect(points).toHaveCount(4);
  await page.getByRole("button", { name: "Bring “How long is a long silence”" }).press("Enter");
  await expect(points).toHaveCount(5);
  await page.getByRole("button", { name: "Add a point" }).press("Enter");
  await page.keyboard.type("Who has a microscope?");
  await page.keyboard.press("Enter");
  await expect(points).toHaveCount(6);
  expect((await get()).agenda.map(({ kind }) => kind)).toEqual([
    "piece",
    "piece",
    "piece",
    "commitment",
    "question",
    "text",
  ]);

  // Moving keeps the focus and says where it is; taking off can be undone.
  await page.getByRole("button", { name: "Move Amira waits down" }).press("Enter");
  await expect(agenda.getByRole("status").filter({ hasText: "Now 2 of 6." })).toBeAttached();
  await expect(page.getByRole("button", { name: "Move Amira waits down" })).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(agenda.getByRole("status").filter({ hasText: "Now 1 of 6." })).toBeAttached();
  await page.getByRole("button", { name: "Take A form off the agenda" }).press("Enter");
  await expect(points).toHaveCount(5);
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(points).toHaveCount(6);
  await points.first().getByRole("textbox", { name: "Your question to them" }).fill("What do I not see?");
  await points.first().getByRole("textbox", { name: "What readers have to know first" }).fill("1\n2\n3\n4\n5\n6");
  await expect(points.first().getByRole("alert")).toContainText("more than five lines");
  await points.first().getByRole("textbox", { name: "What readers have to know first" }).fill("Year 9");
  await saved(page);
  await expect
    .poll(async () => (await get()).agenda[0])
    .toMatchObject({ focus: "What do I not see?", context: "Year 9" });

  // A protocol: in the order of what one shows; too much for an hour is said in words.
  await page.getByRole("button", { name: "Choose a protocol" }).press("Enter");
  const choose = page.getByRole("dialog", { name: "Choose a protocol" });
  await expect(choose.getByRole("listitem").first()).toContainText("World café");
  await expect(choose.getByRole("listitem").filter({ hasText: "Consultancy" })).toContainText("not solved");
  await expectNoBarriers(page);
  await choose.getByRole("button", { name: /^Consultancy/ }).press("Enter");
  const minutes = page.getByRole("region", { name: "Minutes" });
  await expect(minutes).toContainText("of 60 minutes");
  await expect(minutes).toContainText("bring one piece fewer, or leave out a step");
  await page.getByRole("button", { name: "Take A form off the agenda" }).press("Enter");
  await page.getByRole("button", { name: "Take Cold calling off the agenda" }).press("Enter");
  // With one piece it fills the hour, too, and has each step once.
  await expect(points).toHaveCount(4);
  await expect(minutes.getByRole("spinbutton", { name: "Minutes for Probing questions" })).toHaveCount(1);
  await expect(minutes).toContainText("60 of 60 minutes");
  await minutes.getByRole("spinbutton", { name: "Minutes for Probing questions" }).fill("30");
  await minutes.getByRole("spinbutton", { name: "Minutes for Probing questions" }).blur();
  await expect(minutes).toContainText("too many");
  await page.getByRole("button", { name: "Divide them for me" }).press("Enter");
  await expect(minutes).toContainText("60 of 60 minutes");

  // What the facilitator says can be said in other words here, without the protocol or the minutes changing.
  const probing = minutes.getByRole("button", { name: "Other words for Probing questions" });
  const words = minutes.getByRole("textbox", { name: "Words for this session" });
  await probing.press("Enter");
  await expect(words).toBeFocused();
  const usual = await words.inputValue();
  await words.fill("Ask what nobody asked yet.");
  await expectNoBarriers(page);
  await minutes.getByRole("button", { name: "Keep these words" }).press("Enter");
  await expect(words).toBeHidden();
  await expect(probing).toBeFocused();
  const said = async () => (await get()).steps.find(({ key }) => key === "probe");
  expect(await said()).toMatchObject({ says: "Ask what nobody asked yet.", own_words: true });
  const slot = page.getByRole("region", { name: "When and what for" }).getByRole("textbox", { name: "Minutes" });
  for (const long of ["70", "60"]) {
    await slot.fill(long);
    await expect(minutes).toContainText(`${long} of ${long} minutes`);
    expect(await said()).toMatchObject({ says: "Ask what nobody asked yet." });
  }
  await probing.press("Enter");
  await page.keyboard.press("Escape");
  await expect(words).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: "Waiting" })).toBeVisible();
  await probing.press("Enter");
  await minutes.getByRole("button", { name: "As in the protocol" }).press("Enter");
  await expect.poll(async () => (await said())?.says).toBe(usual);

  // Roles go one turn on from who had them.
  const roles = page.getByRole("region", { name: "Roles" });
  await expect(roles).toContainText("last time C.");
  await roles.getByRole("button", { name: "One turn on from last time" }).press("Enter");
  await expect(roles.getByRole("combobox", { name: "Facilitator" })).toHaveValue(String(community.members[0]?.person));
  await roles.getByRole("combobox", { name: "Keeps time" }).selectOption({ label: "C. (me)" });
  await expect
    .poll(async () => (await get()).roles.map(({ role, name }) => `${role} ${name}`))
    .toEqual(["facilitator Bea Brook", "time C."]);
  await expect(page.getByRole("link", { name: "Run it" })).toHaveAttribute("href", `#/run/${session.id}`);
  await expectReadable(page);

  // The list has it under its community; what was before stands apart; the next one is planned from here.
  await page.getByRole("button", { name: "More for this session" }).press("Enter");
  await page.getByRole("menuitem", { name: "Plan the next one" }).press("Enter");
  const when = page.getByRole("dialog", { name: "When do you meet next?" });
  await when.getByLabel("Day").fill("2027-03-25");
  await when.getByRole("button", { name: "Plan it" }).press("Enter");
  await expect(page.getByText("Thursday 25 March 2027, 15:40 to 16:40")).toBeVisible();
  await expect(page.getByRole("region", { name: "Agenda" }).getByRole("listitem")).toContainText(["Promised"]);
  await page.getByRole("link", { name: "All sessions" }).press("Enter");
  await expect(page.getByRole("region", { name: "Y9 enquiry group" }).getByRole("listitem")).toHaveCount(3);
  await expectReadable(page);

  // One that was only planned can be deleted, after a question.
  await page.getByRole("link", { name: "Waiting" }).first().click();
  await page.getByRole("button", { name: "More for this session" }).press("Enter");
  await page.getByRole("menuitem", { name: "Delete this session" }).press("Enter");
  await page.getByRole("button", { name: "Delete the session" }).press("Enter");
  await expect(page.getByRole("region", { name: "Y9 enquiry group" }).getByRole("listitem")).toHaveCount(2);
});

test("a protocol is read, copied, changed, put away and put back; a draft piece is asked about before it is printed", async ({
  page,
  given,
}) => {
  test.slow();
  const community = await lessons(given);
  const lines = page.getByRole("main").getByRole("listitem");
  await page.goto("/#/protocols");
  await expect(lines).toHaveCount(12);
  await expect(lines.first()).toContainText("World café");
  await expectReadable(page);
  await page.getByRole("link", { name: "Balint group" }).click();
  await expect(page.getByText("Nothing is written down.")).toBeVisible();
  await expect(lines.filter({ hasText: "The presenter tells the case" })).toContainText("No notes");
  await expectReadable(page);
  await page.getByRole("link", { name: "All protocols" }).click();
  await page.getByRole("link", { name: "Tuning" }).click();
  await page.getByRole("button", { name: "Make a copy to change" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tuning, ours" })).toBeVisible();
  await page.getByRole("button", { name: "Change it" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Ours");
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.getByRole("button", { name: "Save the protocol" }).click();
  await expect(page.getByText("Each step needs a name.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "What is done" }).last()).toBeFocused();
  await page.keyboard.type("Cake");
  await expectReadable(page);
  // What is typed is there again for whoever comes back.
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByText("These changes are not in the protocol yet.")).toBeVisible();
  await page.getByRole("button", { name: "Save the protocol" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ours" })).toBeVisible();
  await expect(lines.filter({ hasText: "Cake" })).toContainText("10 minutes");
  await page.getByRole("button", { name: "Put away" }).click();
  await expect(page.getByText("no longer offered when you plan")).toBeVisible();
  await page.getByRole("button", { name: "Put back" }).click();
  await expect(page.getByRole("button", { name: "Change it" })).toBeVisible();

  const draft = await given.entry({
    title: "Half a thought",
    body: "Not yet.",
    readiness: "draft",
    audience: "private",
  });
  const session = await given.call("session_save", {
    community: community.id,
    start: "2027-03-11T15:40",
    agenda: [{ kind: "piece", entry: draft.id }],
  });
  await page.goto(`/#/session/${session.id}`);
  await expect(page.getByRole("region", { name: "Agenda" })).toContainText("It is a draft");
  await page.getByRole("button", { name: "Print the pack" }).click();
  await expect(page.getByText("One piece of the agenda stays out of the pack.")).toBeVisible();
  await page.getByRole("button", { name: "See which" }).click();
  await page.getByRole("button", { name: "Let “Half a thought” go" }).click();
  await expect(page.getByRole("region", { name: "What goes" }).getByRole("listitem")).toHaveCount(1);
  await expectReadable(page);
  await page.getByRole("link", { name: "Back to the session" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Y9 enquiry group" })).toBeVisible();
});
