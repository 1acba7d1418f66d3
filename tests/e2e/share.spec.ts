import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

const CLASS = ["Amira Khan", "Tomasz Nowak", "Aoife O’Brien", "Rebecca Jones", "Sanne de Vries", "Kofi Mensah"];
/** What must not be read in anything that leaves: every name, every spelling that stands in the texts, and the numbers. */
const SECRETS =
  /Amira|Khan|Tomasz|Tomek|Nowak|Aoife|O.Brien|Rebecca|Bex|Sanne|Kofi|Mensah|Patel|943.?476|example\.org|\b9B\b/i;

/** A class as it comes from the register, a community, and three entries about them, in the tray. */
async function lessons(given: Given): Promise<void> {
  const people = CLASS.map((name) => ({
    name,
    aliases: name === "Rebecca Jones" ? ["Bex"] : name === "Tomasz Nowak" ? ["Tomek"] : [],
  }));
  await given.call("person_add", { people, role: "pupil" });
  await given.call("person_add", { people: [{ name: "Dev Patel", aliases: [] }], role: "colleague" });
  await given.call("telltale_save", { codes: ["9B"], places: [], not_names: [] });
  await given.call("community_save", { name: "Enquiry group", shown_name: "C." });
  const entries = await Promise.all([
    given.entry({
      title: "Amira waits",
      body: "I asked Amira and waited. Bex answered for her, as AMIRA looked at the desk. Afterwards Amira’s mother wrote from s.khan@example.org.\n\nDev Patel came to watch.",
      people: ["Amira Khan"],
      tags: ["9B"],
    }),
    given.entry({
      title: "Cold calling in 9B",
      body: "| who | said |\n| --- | --- |\n| Tomek | nothing |\n| Kofi | “pass” |\n\nSanne’s hand was up all the time.",
    }),
    given.entry({
      title: "A form",
      body: "On the form stood 943 476 5919. Aoife had filled it in for **Reb**ecca.",
    }),
  ]);
  await given.call("tray_add", { ids: entries.map(({ id }) => id) });
}

/** Nothing stands in the way of a screen reader, and nothing is wider than the window. */
async function expectReadable(page: Page): Promise<void> {
  await expectNoBarriers(page);
  for (const width of [640, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
}

const step = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name: new RegExp(name) });

/** Every proposal of every section, section by section. */
async function acceptAll(page: Page): Promise<void> {
  const accept = page.getByRole("button", { name: /^Take (this proposal|all \d+ proposals here)$/ });
  await expect(accept.first()).toBeVisible();
  while ((await accept.count()) > 0) {
    const before = await accept.count();
    await accept.first().click();
    await expect(accept).toHaveCount(before - 1);
  }
  await expect(page.getByText("Everything that was found is decided.")).toBeVisible();
}
async function answerNo(page: Page): Promise<void> {
  for (const question of [/recognise them/, /only one such person/, /upset to read it/]) {
    await page.getByRole("group", { name: question }).getByRole("radio", { name: "No" }).check();
  }
  await expect(page.getByRole("heading", { name: "Before it can be made" })).toBeHidden();
}

test("from three entries about a class to a packet without a single name, and it stands in the list of what left", async ({
  page,
  given,
}) => {
  await lessons(given);
  await given.dialogs({ save: "path:packet.html" });
  await page.goto("/#/share");
  await page.getByRole("combobox", { name: "For whom" }).selectOption("Enquiry group");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("For Enquiry group");
  await page.getByRole("textbox", { name: "In your words" }).fill("Do I give up on the silence too soon?");
  await expectReadable(page);
  await page.getByRole("button", { name: "Next: What goes" }).click();
  await expect(page.getByRole("region", { name: "What goes" }).getByRole("listitem")).toHaveCount(3);
  await page.getByRole("button", { name: "Next: Names and traces" }).click();
  await acceptAll(page);
  await expect(page.getByText("Amira Khan").first()).toBeVisible();
  await answerNo(page);
  await page.getByRole("button", { name: "Next: Read it" }).click();
  await page.getByRole("button", { name: "Make it", exact: true }).click();
  await expect(page.getByRole("region", { name: "What is in it" })).toContainText("3 entries");
  await expectReadable(page);
  await page.getByRole("button", { name: "Next: File out" }).click();
  await expectReadable(page);
  await page.getByRole("button", { name: "Save the file…" }).click();
  await expect(page.getByText("The file is written")).toBeVisible();
  await expectReadable(page);
  const file = (await given.written("packet.html")).toString("utf8");
  expect(file).toContain("Do I give up on the silence too soon?");
  expect(file).toMatch(/Pupil [A-Z]/);
  expect(SECRETS.exec(file.replace(/[A-Za-z0-9+/=]{200,}/g, ""))).toBeNull();

  await page.getByRole("link", { name: "See what left" }).click();
  const line = page.getByRole("listitem").filter({ hasText: "Enquiry group" });
  await expect(line).toContainText("3 entries");
  await expect(line).toContainText("nothing came back yet");
  await line.getByRole("button", { name: /^More about/ }).click();
  await expect(line).toContainText("people on your list: replaced");
  await expectNoBarriers(page);
});

test("the same person has another name in front of other readers, and the same one the next time", async ({
  page,
  given,
}) => {
  await lessons(given);
  const ids = (await given.call("tray_list", {})).map(({ id }) => id);
  const of = async (audience: string): Promise<(readonly [number | null, string | undefined])[]> => {
    const plan = await given.call("plan_begin", { audience, ids });
    const names = await given.call("plan_decide", { plan: plan.id, accept: true });
    const people = names.groups.filter(({ kind }) => kind === "person");
    return people.map(({ person, decision }) => [person, decision?.text] as const);
  };
  const first = await of("Bea");
  const second = await of("Nora");
  expect(first).toHaveLength(7);
  expect(first.filter(([who, label]) => second.some((other) => other[0] === who && other[1] === label))).toEqual([]);
  expect(await of("Bea")).toEqual(first);
  await page.goto("/#/share");
  await page.getByRole("link", { name: "For Bea" }).first().click();
  await step(page, "Names and traces").click();
  await expect(page.getByText("decided before").first()).toBeVisible();
  await expect(page.getByText("Everything that was found is decided.")).toBeVisible();
});

test("by keyboard alone: a name taken, one put in other words, one cut, one kept with a reason", async ({
  page,
  given,
}) => {
  await lessons(given);
  const ids = (await given.call("tray_list", {})).map(({ id }) => id);
  const { id } = await given.call("plan_begin", { audience: "Bea", ids });
  await page.goto(`/#/plan/${id}`);
  await step(page, "Names and traces").focus();
  await page.keyboard.press("Enter");
  const card = (name: string) => page.getByRole("group", { name: new RegExp(`^${name}, in`) });
  await card("Amira Khan").focus();
  await page.keyboard.press("Enter");
  await expect(card("Amira Khan")).toContainText("becomes “Pupil");
  // What comes next has the focus.
  await expect(page.locator("[data-group]:focus")).toHaveCount(1);
  await card("Kofi Mensah").focus();
  await page.keyboard.press("c");
  await page.getByRole("textbox", { name: "What stands there instead of Kofi Mensah" }).fill("the boy by the window");
  await page.keyboard.press("Enter");
  await expect(card("Kofi Mensah")).toContainText("becomes “the boy by the window”");
  await card("Sanne de Vries").focus();
  await page.keyboard.press("x");
  await expect(card("Sanne de Vries")).toContainText("becomes cut out");
  await card("Dev Patel").focus();
  await page.keyboard.press("k");
  await page.getByRole("combobox", { name: "Why Dev Patel may stay" }).fill("He is in the room");
  await page.keyboard.press("Enter");
  await expect(card("Dev Patel")).toContainText("becomes stays: He is in the room");
  await expect(page.getByText("Dev Patel is named in this and has not agreed yet.")).toBeVisible();
  await expectNoBarriers(page);
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
});

test("who refuses is in no pack, and who is named must have agreed", async ({ page, given }) => {
  await lessons(given);
  const ids = (await given.call("tray_list", {})).map(({ id }) => id);
  const { id } = await given.call("plan_begin", { audience: "Bea", ids });
  await page.goto(`/#/plan/${id}`);
  await step(page, "Names and traces").click();
  await page.getByRole("combobox", { name: "How it stands with Amira Khan" }).selectOption("They refuse");
  await expect(page.getByText("Amira Khan does not agree to be in this. Take out what is about them;")).toBeVisible();
  await page.getByRole("combobox", { name: "How it stands with Amira Khan" }).selectOption("They agree");
  await page.getByRole("textbox", { name: "What Amira Khan agreed to" }).fill("this one reading");
  await page.getByLabel("On which day Amira Khan agreed").fill("2026-11-20");
  await page.getByRole("button", { name: "Keep this", exact: true }).click();
  await expect(page.getByText("Amira Khan does not agree")).toBeHidden();
});

test("a paragraph, a draft and a private entry go only by their own tick; what stays is said", async ({
  page,
  given,
}) => {
  const first = await given.entry({ title: "Two thoughts", body: "The first thought.\n\nThe second thought." });
  const draft = await given.entry({ title: "Half a thought", body: "Not yet.", readiness: "draft" });
  const { id } = await given.call("plan_begin", { audience: "Bea", ids: [first.id, draft.id] });
  await page.goto(`/#/plan/${id}`);
  await step(page, "What goes").click();
  const stays = page.getByRole("region", { name: "What stays" });
  await expect(stays).toContainText("it is a draft");
  await page.getByRole("button", { name: "Let “Half a thought” go" }).click();
  await expect(stays).toContainText("Of what you chose, nothing stays.");
  await page.getByRole("button", { name: "Choose parts of “Two thoughts”" }).click();
  await page.getByRole("checkbox", { name: "The second thought." }).uncheck();
  await expect(page.getByRole("checkbox", { name: "All of the text, with title, tags and fields" })).not.toBeChecked();
  await expect(page.getByText(/2 parts ticked/)).toBeVisible();
  await expectNoBarriers(page);
  // The choice outlives leaving the screen.
  await page.goto("/#/today");
  await page.goto("/#/share");
  await page.getByRole("link", { name: "For Bea" }).click();
  await expect(page.getByText(/2 parts ticked/)).toBeVisible();
});

test("what is prepared is thrown away only after a question; a community’s address is one press away", async ({
  page,
  given,
}) => {
  await given.call("plan_begin", { audience: "Bea", ids: [] });
  await page.goto("/#/share");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Throw away what is prepared for Bea" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("link", { name: "For Bea" })).toBeVisible();
  await page.getByRole("button", { name: "Throw away what is prepared for Bea" }).click();
  await page.getByRole("button", { name: "Throw away", exact: true }).click();
  await expect(page.getByRole("link", { name: "For Bea" })).toBeHidden();
});

test("a face is covered by keyboard alone, and the cover is there again", async ({ page, given, request }) => {
  const entry = await given.entry({ title: "The board", body: "What we wrote." });
  const point = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
    "base64",
  );
  const { staged } = (await (await request.post("/stage", { data: point })).json()) as { staged: string };
  await given.call("attachment_add", { entry: entry.id, staged, name: "board.png" });
  const { id } = await given.call("plan_begin", { audience: "Bea", ids: [entry.id] });
  await page.goto(`/#/plan/${id}`);
  await step(page, "What goes").click();
  await page.getByRole("button", { name: "Choose parts of “The board”" }).click();
  await page.getByRole("checkbox", { name: "File: board.png" }).check();
  await page.getByRole("button", { name: "Cover a face or a name on “board.png”…" }).click();
  await page.getByRole("button", { name: "Add a rectangle" }).focus();
  await page.keyboard.press("Enter");
  const patch = page.getByRole("button", { name: /^Rectangle 1: 40 percent from the left/ });
  await expect(patch).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("button", { name: /^Rectangle 1: 42 percent .* 20 wide, 22 high$/ })).toBeFocused();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Cover these places" }).click();
  await expect(page.getByText("1 place is covered")).toBeVisible();
  await page.reload();
  await step(page, "What goes").click();
  await page.getByRole("button", { name: "Choose parts of “The board”" }).click();
  await expect(page.getByText("1 place is covered")).toBeVisible();
});

test("what a picture shows is asked for before it leaves, and is in the file without a name", async ({
  page,
  given,
  request,
}) => {
  await given.call("person_add", { people: [{ name: "Amira Khan", aliases: [] }], role: "pupil" });
  const entry = await given.entry({ title: "The board", body: "What we wrote." });
  const point = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
    "base64",
  );
  const { staged } = (await (await request.post("/stage", { data: point })).json()) as { staged: string };
  const photo = await given.call("attachment_add", { entry: entry.id, staged, name: "board.png" });
  const { id } = await given.call("plan_begin", { audience: "Bea", ids: [entry.id] });
  await given.call("plan_pieces", { plan: id, set: [{ entry: entry.id, whole: true, ticks: [`file:${photo.id}`] }] });
  await given.dialogs({ save: "path:board.html" });
  await page.goto(`/#/plan/${id}`);
  await step(page, "Read it").click();
  const asked = page.getByRole("region", { name: "What these pictures show" });
  await asked.getByRole("textbox", { name: "board.png, in “The board”" }).fill("The sum of Amira on the wall");
  await expectReadable(page);
  await asked.getByRole("button", { name: "Keep these words" }).click();
  await expect(asked.getByRole("button", { name: "Keep these words" })).toBeDisabled();
  await step(page, "Names and traces").click();
  await acceptAll(page);
  await answerNo(page);
  await step(page, "Read it").click();
  await page.getByRole("radio", { name: /^Web page/ }).check();
  await page.getByRole("button", { name: "Make it", exact: true }).click();
  await expect(page.getByRole("region", { name: "What is in it" })).toContainText("1 picture");
  await expect(page.getByText("has no words for those who cannot see it")).toBeHidden();
  await step(page, "File out").click();
  await page.getByRole("button", { name: "Save the file…" }).click();
  await expect(page.getByText("The file is written")).toBeVisible();
  const file = (await given.written("board.html")).toString("utf8");
  expect(file).toMatch(/alt="The sum of Pupil [A-Z]+ on the wall"/);
  expect(file).not.toContain("Amira");
});
