import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^\s*Saved\s*$/ });
const turn = (page: Page, n: number) => page.getByRole("group", { name: `Turn ${n}`, exact: true });
/** The speaker's box; it offers names used before, which makes it a combobox. */
const speaker = (page: Page, n: number) => turn(page, n).getByLabel("Who speaks?");
const SAID = "What was said";
const UNSAID = "What I thought, and did not say";
const REDESIGN = "Another time I could say";

const ACCOUNT = "I asked why the ice melted faster. Two seconds. I answered myself.";
const ASSUMPTION = "I assume that if I leave a silence, then I lose the class.";

/** A learning log with something in it. */
async function begun(given: Given): Promise<string> {
  const { entry } = await given.call("loop_begin", { title: "Wait time in Y9" });
  const fields = { trigger: "Nobody answers.", account: ACCOUNT, strategy: "I re-ask, then answer myself." };
  await given.call("loop_write", { id: entry.id, base: entry.revision, fields });
  return entry.id;
}
async function look(page: Page, id: string, way: string): Promise<void> {
  await page.goto(`/#/loop/${id}`);
  await page
    .getByRole("navigation", { name: "Look at it another way" })
    .getByRole("button", { name: new RegExp(way) })
    .click();
  await expect(page.getByRole("heading", { level: 2, name: way, exact: true })).toBeFocused();
  await expect(page.getByRole("region", { name: way, exact: true })).toBeVisible();
}
const CASE = {
  real: "real" as const,
  context: "The corridor, with K, between two lessons.",
  purpose: "That she lets me try the pause in her class, too.",
  block: "The observation plan of her department.",
  feared: "That she takes it as a criticism of her pace.",
  turns: [
    {
      ...{ id: null, speaker: "Me", said: "Have you a minute? I wondered how you find the new questions." },
      ...{ unsaid: "Do not tell her that her class is silent.", marker: "easing_in" as const },
      redesign: "I counted how long I wait. May I count in your class, too?",
    },
    {
      ...{ id: null, speaker: "K", said: "Fine. They like it quick." },
      ...{ unsaid: "They like it quick because you answer.", marker: "trigger" as const, redesign: "" },
    },
    { ...{ id: null, speaker: "Me", said: "Right." }, ...{ unsaid: "", marker: null, redesign: "" } },
  ],
};
const shown = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["LOOPBOOK_PICTURES"];
  const before = page.viewportSize();
  if (folder === undefined || before === null) return;
  await page.setViewportSize({ ...before, height: 2600 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
  await page.setViewportSize(before);
};

test("a talk is written in two columns: first what was said, then what was not, stored within two seconds", async ({
  page,
  given,
}) => {
  const id = await begun(given);
  const stored = () => given.call("case_get", { loop: id });
  await look(page, id, "Two columns");
  await expect(page.getByText("This stays with you.")).toBeVisible();
  await field(page, "What did you want to bring about?").fill("That she lets me try.");
  await expect.poll(async () => (await stored()).purpose, { timeout: 2000 }).toBe("That she lets me try.");
  await page.getByRole("radio", { name: "Not yet, I prepare for it" }).check();

  await button(page, "Add the first turn").click();
  await expect(speaker(page, 1)).toBeFocused();
  await speaker(page, 1).fill("Me");
  // The left-hand column is not asked for before there is a right-hand one.
  await expect(field(page, UNSAID)).toHaveCount(0);
  await expect(button(page, "Fill in what was not said")).toHaveCount(0);
  await turn(page, 1).getByRole("textbox", { name: SAID }).fill("Have you a minute?");
  await button(page, "Add a turn").click();
  await speaker(page, 2).fill("K");
  await turn(page, 2).getByRole("textbox", { name: SAID }).fill("They like it quick.");
  await button(page, "Fill in what was not said").click();
  await expect(turn(page, 1).getByRole("textbox", { name: UNSAID })).toBeFocused();
  await turn(page, 1).getByRole("textbox", { name: UNSAID }).fill("Not about her pace.");
  await turn(page, 1)
    .getByLabel("What does this turn do?")
    .selectOption({ label: "Easing in: hints, so that the other says it first" });
  await turn(page, 1).getByRole("button", { name: "Say it another way" }).click();
  await expect(turn(page, 1).getByRole("textbox", { name: REDESIGN })).toBeFocused();
  await turn(page, 1).getByRole("textbox", { name: REDESIGN }).fill("May I count in your class?");
  await expect(saved(page)).toBeVisible();
  expect(await stored()).toMatchObject({
    real: "imagined",
    turns: [
      {
        speaker: "Me",
        said: "Have you a minute?",
        unsaid: "Not about her pace.",
        marker: "easing_in",
        redesign: "May I count in your class?",
      },
      { speaker: "K", said: "They like it quick.", unsaid: "", marker: null },
    ],
  });
  await page.reload();
  await look(page, id, "Two columns");
  await expect(turn(page, 1).getByRole("textbox", { name: UNSAID })).toHaveValue("Not about her pace.");
});

test("turns are added, moved, taken away and brought back by keyboard alone", async ({ page, given }) => {
  const id = await begun(given);
  await given.call("case_save", { loop: id, case: CASE });
  const order = async () => (await given.call("case_get", { loop: id })).turns.map(({ said }) => said);
  const [first, second, third] = CASE.turns.map(({ said }) => said);
  await look(page, id, "Two columns");
  await button(page, "Move turn 3 up").focus();
  await page.keyboard.press("Enter");
  await expect(button(page, "Move turn 2 up")).toBeFocused();
  await page.keyboard.press("Enter");
  // It can go no further; the way down has the focus.
  await expect(button(page, "Move turn 1 down")).toBeFocused();
  await expect.poll(order).toEqual([third, first, second]);

  await page.keyboard.press("Tab");
  await expect(button(page, "Take away turn 1")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(speaker(page, 1)).toBeFocused();
  await expect.poll(order).toEqual([first, second]);
  await button(page, "Undo").focus();
  await page.keyboard.press("Enter");
  await expect.poll(order).toEqual([third, first, second]);

  await button(page, "Add a turn").focus();
  await page.keyboard.press("Enter");
  await expect(speaker(page, 4)).toBeFocused();
  await expect(speaker(page, 4)).toHaveValue("Me");
  await page.keyboard.press("Shift+Tab");
  await expect(speaker(page, 4)).not.toBeFocused();
});

test("nothing typed into the two columns is lost: not on leaving, not when saving fails", async ({ page, given }) => {
  const id = await begun(given);
  await given.call("case_save", { loop: id, case: CASE });
  await look(page, id, "Two columns");
  await given.fault("case_save", "disk_full", "The disk is full. Nothing that was saved before is touched.");
  await turn(page, 3).getByRole("textbox", { name: UNSAID }).fill("I give up.");
  await expect(page.getByText("Not saved: The disk is full.")).toBeVisible();
  await expect(saved(page)).toBeVisible({ timeout: 10_000 });
  await turn(page, 3).getByRole("textbox", { name: REDESIGN }).waitFor({ state: "detached" });
  await turn(page, 3).getByRole("textbox", { name: UNSAID }).fill("I give up, for now.");
  await page.keyboard.press("Control+t");
  await expect
    .poll(async () => (await given.call("case_get", { loop: id })).turns.at(2)?.unsaid)
    .toBe("I give up, for now.");
});

test("the two columns and the stages are saved side by side", async ({ page, given }) => {
  const id = await begun(given);
  await look(page, id, "Two columns");
  await field(page, "What did you fear might happen?").fill("Losing face.");
  await field(page, "Title of the learning log").fill("Another title");
  await button(page, "Back to “Noticed”").click();
  await field(page, "What happened").fill("She said yes.");
  await expect(saved(page)).toBeVisible();
  const loop = await given.call("loop_get", { id });
  expect(loop).toMatchObject({ has_case: true, entry: { title: "Another title" } });
  expect(loop.fields.find(({ key }) => key === "actual")?.text).toBe("She said yes.");
  expect((await given.call("case_get", { loop: id })).feared).toBe("Losing face.");
  // The most private text is no part of the log's own.
  expect(loop.entry.body).not.toContain("Losing face.");
});

test("the two columns ask one question at a time, when asked to", async ({ page, given }) => {
  await look(page, await begun(given), "Two columns");
  await button(page, "Ask me something").click();
  await expect(page.getByText("What made you think what stands in the left-hand column?")).toBeVisible();
  await button(page, "Another question").click();
  await expect(page.getByText("What did you want from this talk, and did you get it?")).toBeVisible();
  await expect(page.getByText("What made you think what stands in the left-hand column?")).toHaveCount(0);
});

test("the ladder is the same record: what is written on a rung stands in the log, and the least safe one is marked", async ({
  page,
  given,
}) => {
  const id = await begun(given);
  await given.call("claim_add", { loop: id, kind: "assumption", text: ASSUMPTION, confidence: 85 });
  await look(page, id, "The ladder");
  await expect(field(page, "What was said and done")).toHaveValue(ACCOUNT);
  await expect(field(page, "What I did about it")).toHaveValue("I re-ask, then answer myself.");
  await expect(page.getByRole("region", { name: "The ladder" }).getByText(ASSUMPTION)).toBeVisible();
  // From the top rung down.
  const rungs = await page.getByRole("region", { name: "The ladder" }).locator("ol > li .unseen").allTextContents();
  expect(rungs).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `Step ${n} of 7`));
  await field(page, "What I made of it").fill("They do not know it.");
  await field(page, "What I concluded").fill("I have to fill the gap.");
  await page.getByRole("radio", { name: "3 · What I made of it" }).check();
  await expect(page.getByText("The least safe step", { exact: true })).toBeVisible();
  await button(page, "Add another reading").click();
  await field(page, "How else could it be read?").fill("They were still thinking.");
  await page.getByRole("form").getByRole("button", { name: "Add another reading" }).click();
  await expect(page.getByText("They were still thinking.")).toBeVisible();
  await expect(saved(page)).toBeVisible();
  const loop = await given.call("loop_get", { id });
  expect(loop.riskiest_rung).toBe(3);
  expect(loop.challenges).toMatchObject([{ kind: "reading", text: "They were still thinking." }]);
  expect(loop.entry.body).toContain("## What I made of it\n\nThey do not know it.");
  await page.getByRole("radio", { name: "I can’t say" }).check();
  await expect.poll(async () => (await given.call("loop_get", { id })).riskiest_rung).toBeNull();
  await expect(page.getByText("The least safe step", { exact: true })).toHaveCount(0);
});

test("what pulls the other way is written in four columns, the last of them the assumptions of the log", async ({
  page,
  given,
}) => {
  const id = await begun(given);
  await look(page, id, "What pulls the other way");
  const written = {
    "What I want to get better at": "Leaving time to think.",
    "What I do or don’t do instead": "I answer my own questions.",
    "What worries me if I did the opposite": "It gets loud.",
    "What I am also committed to": "Being seen to be in charge.",
  };
  for (const [name, text] of Object.entries(written)) {
    await page.getByRole("textbox", { name: new RegExp(name.replace("’", ".")) }).fill(text);
  }
  await button(page, "Add an assumption").click();
  const form = page.getByRole("form", { name: "Add an assumption" });
  await form.getByLabel("If…").fill("I leave a silence");
  await form.getByLabel("then…").fill("I lose the class");
  await form.getByRole("button", { name: "Add an assumption" }).click();
  await expect(page.getByRole("region", { name: "What pulls the other way" }).getByText(ASSUMPTION)).toBeVisible();
  await expect(saved(page)).toBeVisible();
  const { entry, assumptions } = await given.call("loop_get", { id });
  for (const text of Object.values(written)) expect(entry.body).toContain(text);
  expect(assumptions.map(({ claim }) => claim.text)).toEqual([ASSUMPTION]);
  // The same assumption stands on the ladder.
  await button(page, /^The ladder/).click();
  await expect(page.getByRole("region", { name: "The ladder" }).getByText(ASSUMPTION)).toBeVisible();
});

for (const width of [1280, 900, 640]) {
  test(`the other ways fit ${width} pixels, empty and full, without a barrier`, async ({ page, given }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width, height: 900 });
    const id = await begun(given);
    const fresh = (await given.call("loop_begin", { title: "A fresh one" })).entry.id;
    const long = "Whateverissaidinonelongbreathmuststillfitontothepage ".repeat(8);
    await given.call("case_save", { loop: id, case: { ...CASE, block: long } });
    await given.call("claim_add", { loop: id, kind: "assumption", text: ASSUMPTION, confidence: 85 });
    const { entry } = await given.call("loop_get", { id });
    const fields = {
      ...{ selected: "The silence, and my watch.", meaning: "They do not know it.", conclusion: long },
      ...{ belief: "Silence is lost time.", goal: "Leaving time to think.", instead: "I answer my own questions." },
      ...{ worries: "It gets loud.", commitments: "Being seen to be in charge." },
    };
    await given.call("loop_write", { id, base: entry.revision, fields });
    await given.call("loop_set", { id, riskiest_rung: 3 });
    await given.call("challenge_save", { loop: id, kind: "reading", text: "They were still thinking." });
    const ways = { columns: "Two columns", ladder: "The ladder", map: "What pulls the other way" };
    for (const [name, way] of Object.entries(ways)) {
      for (const [state, loop] of Object.entries({ full: id, empty: fresh })) {
        await look(page, loop, way);
        await expectNothingSideways(page);
        await expectNoBarriers(page);
        await shown(page, `${name}-${state}-${width}`);
      }
    }
  });
}
