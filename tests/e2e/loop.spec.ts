import type { Locator, Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const stage = (page: Page, name: string) => page.getByRole("heading", { level: 2, name });
const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^\s*Saved\s*$/ });
const sure = (page: Page) => page.getByRole("spinbutton", { name: "How sure, in percent" });

/** The example the app was made for: nobody answers in year 9. */
const NOTICED = {
  "What surprised, bothered or delighted me": "Nobody answers my questions in Y9.",
  "What was said and done": "I asked why the ice melted faster.\nTwo seconds.\nI asked again, then answered myself.",
  "What I wanted to happen": "Three or four pupils think aloud.",
  "What happened": "I talked, they wrote down what I said.",
};
const MAPPED = {
  "What I did about it": "I re-ask, then answer myself.",
  "What I would say guides me": "I want pupils to think.",
  "What my actions say guides me": "Fill any silence within two seconds.",
};
const PREDICTION = "At least three new speakers.";

/** By pointing, or by keys alone. */
type Hands = {
  write(box: Locator, text: string): Promise<void>;
  press(what: Locator): Promise<void>;
  /** Goes there to read. */
  look(box: Locator): Promise<void>;
};
const mouse: Hands = {
  write: (box, text) => box.fill(text),
  press: (what) => what.click(),
  look: (box) => box.click(),
};
const keyboard = (page: Page): Hands => {
  const isHere = (what: Locator): Promise<boolean> => what.evaluate((node) => node === document.activeElement);
  async function reach(what: Locator): Promise<void> {
    await expect(what).toBeVisible();
    for (let step = 0; step < 120; step++) {
      if (await isHere(what)) return;
      // Tab stops once in a group of radio buttons; the arrows go on from there.
      const inGroup = await what.evaluate(
        (node) =>
          node instanceof HTMLInputElement &&
          node.type === "radio" &&
          node.name === document.activeElement?.getAttribute("name"),
      );
      await page.keyboard.press(inGroup ? "ArrowDown" : "Tab");
    }
    throw new Error("the Tab key never gets there");
  }
  return {
    look: reach,
    async write(box, text) {
      await reach(box);
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(text);
    },
    async press(what) {
      await reach(what);
      await page.keyboard.press("Space");
    },
  };
};

/** From nothing to a closed learning log; `seen` looks at each stage when it is filled in. */
async function live(page: Page, hands: Hands, seen: (where: string) => Promise<void>): Promise<void> {
  const { write, press, look } = hands;
  await page.goto("/#/loops");
  await expect(page.getByText("A learning log turns a surprise into something learned")).toBeVisible();
  await page.keyboard.press("Control+Shift+n");
  await expect(stage(page, "What did you notice?")).toBeVisible();
  await write(field(page, "Title of the learning log"), "Wait time in Y9");
  for (const [name, text] of Object.entries(NOTICED)) await write(field(page, name), text);
  await seen("noticed");

  await press(button(page, "Go on to “Mapped”"));
  await expect(stage(page, "What was behind it?")).toBeFocused();
  for (const [name, text] of Object.entries(MAPPED)) await write(field(page, name), text);
  const account = field(page, "From what was said and done");
  await look(account);
  await account.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(35, 47));
  await press(button(page, "Use this as evidence"));
  await expect(page.locator("blockquote", { hasText: "Two seconds." })).toBeVisible();
  await write(field(page, "An aim that was at stake"), "Not looking lost in front of the class");
  await press(page.getByRole("form", { name: "Add an aim" }).getByRole("radio", { name: "Held" }));
  await press(page.getByRole("form").getByRole("button", { name: "Add an aim" }));
  const assumption = page.getByRole("form", { name: "Add an assumption" });
  await write(assumption.getByLabel("If…"), "I leave a silence");
  await write(assumption.getByLabel("then…"), "I lose the class");
  await expect(assumption.getByLabel("Together")).toHaveValue(
    "I assume that if I leave a silence, then I lose the class.",
  );
  await write(sure(page), "85");
  await press(assumption.getByRole("button", { name: "Add an assumption" }));
  await expect(page.getByText("Quite sure, 85%").first()).toBeVisible();
  await seen("mapped");

  await press(button(page, "Go on to “Challenged”"));
  await expect(stage(page, "What speaks against it?")).toBeFocused();
  await press(button(page, "Add evidence against"));
  await write(field(page, "What does not fit?"), "Her tally shows that I wait 1.4 seconds.");
  await press(page.getByRole("form").getByRole("button", { name: "Add evidence against" }));
  await press(button(page, "Add another person’s view"));
  await write(field(page, "What did they say?"), "Two pupils say they were still thinking.");
  await write(field(page, "Who was it?"), "M and J");
  await write(field(page, "How did you ask?"), "Asked at the end of the lesson.");
  await press(page.getByRole("form").getByRole("button", { name: "Add another person’s view" }));
  await expect(page.getByText("M and J · Asked at the end of the lesson.")).toBeVisible();
  await write(field(page, "My own part in it"), "I taught them that I will answer.");
  await seen("challenged");

  await press(button(page, "Go on to “Revised”"));
  await expect(stage(page, "What would you say now?")).toBeFocused();
  await press(button(page, /^Write “I assume that if I leave/));
  await write(field(page, "From now on"), "Silence under eight seconds is thinking time.");
  await write(sure(page), "60");
  await press(button(page, "Keep the new wording"));
  await expect(page.getByText("Changed in this log")).toBeVisible();
  await seen("revised");

  await press(button(page, "Go on to “Test planned”"));
  await expect(stage(page, "How could you find out?")).toBeFocused();
  await write(field(page, "What will you do?"), "Wait five seconds in two lessons.");
  await write(field(page, "Where?"), "Room 12");
  await write(field(page, "With whom?"), "Y9");
  await write(field(page, "Do they know, and agree?"), "I told them.");
  await write(field(page, "What do you expect to happen?"), PREDICTION);
  await write(field(page, "What would show that you were wrong?"), "Talk off the task rises.");
  await seen("test_planned, before it is sealed");
  await press(button(page, "Seal and plan"));
  await expect(page.getByText(/^Planned today/)).toBeVisible();
  await expect(field(page, "What do you expect to happen?")).toHaveCount(0);
  await expect(page.getByText(PREDICTION)).toHaveCount(0);
  await seen("test_planned");

  await press(button(page, "Go on to “Tested”"));
  await expect(stage(page, "What happened?")).toBeFocused();
  await expect(page.getByText(PREDICTION)).toHaveCount(0);
  await write(field(page, "What happened?"), "Five new speakers, one noisy patch.");
  await seen("tested, before the result");
  await press(button(page, "Keep what happened, and show what I expected"));
  await expect(page.getByRole("definition").filter({ hasText: PREDICTION })).toBeVisible();
  await press(page.getByRole("radio", { name: "Yes" }));
  await write(sure(page), "75");
  await press(button(page, "Keep this"));
  await expect(page.getByText("It came as expected.")).toBeVisible();
  await seen("tested");

  await press(button(page, "Go on to “Closed”"));
  await expect(stage(page, "What do you make of it?")).toBeFocused();
  await write(field(page, "What changes in what I do"), "I count to five.");
  await write(field(page, "Who needs to know"), "M, who tallied.");
  await press(page.getByRole("radio", { name: /^Drop it/ }));
  await write(field(page, "What do you hold instead?"), "Silence makes thinking visible.");
  await seen("closed, before the verdict");
  await press(button(page, "Close this learning log"));
  await expect(page.getByText("You dropped the assumption.").first()).toBeVisible();
  await seen("closed");
}

/** What the journal holds afterwards. */
async function expectLived(given: Given): Promise<void> {
  const [row] = await given.call("loop_list", {});
  expect(row).toMatchObject({ title: "Wait time in Y9", stage: "closed", verdict: "drop" });
  const loop = await given.call("loop_get", { id: row?.id ?? "" });
  expect(loop.assumptions[0]?.versions.map(({ text, confidence }) => [text, confidence])).toEqual([
    ["I assume that if I leave a silence, then I lose the class.", 85],
    ["Silence under eight seconds is thinking time.", 60],
    ["Silence under eight seconds is thinking time.", 75],
    ["Silence makes thinking visible.", 75],
  ]);
  expect(loop.tests[0]).toMatchObject({ prediction: PREDICTION, met: "yes", confidence: 75 });
  expect(loop.aims[0]).toMatchObject({ rating: "held", claim: { text: "Not looking lost in front of the class" } });
  expect(loop.quotes[0]).toMatchObject({ exact: "Two seconds.", found: true });
  expect(loop.complete).toBe(true);
}

test("a first learning log is lived through from noticed to closed by mouse, without a barrier at any stage", async ({
  page,
  given,
}) => {
  test.setTimeout(300_000);
  await live(page, mouse, async () => {
    await expectNothingSideways(page);
    await expectNoBarriers(page);
  });
  await expectLived(given);
});

test("the same by keyboard alone", async ({ page, given }) => {
  test.slow();
  await live(page, keyboard(page), () => Promise.resolve());
  await expectLived(given);
});

test("each stage says what is still missing, in words, and goes on when nothing is", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", {});
  await page.goto(`/#/loop/${entry.id}`);
  await button(page, "Go on to “Mapped”").click();
  await expect(page.getByText("Say what surprised, bothered or delighted you.")).toBeVisible();
  await expect(stage(page, "What did you notice?")).toBeVisible();
  for (const [name, text] of Object.entries(NOTICED)) await field(page, name).fill(text);
  // At once, before any autosave: what was just typed counts.
  await button(page, "Go on to “Mapped”").click();
  await expect(stage(page, "What was behind it?")).toBeVisible();
  await expect(button(page, /Challenged/).first()).toBeDisabled();
});

test("a learning log that stays empty is not left behind, one with a word in it is", async ({ page, given }) => {
  await page.goto("/#/loops");
  // Keys count from the moment the page is there.
  await expect(page.getByRole("heading", { name: "Learning logs", level: 1 })).toBeVisible();
  await page.keyboard.press("Control+Shift+n");
  await expect(stage(page, "What did you notice?")).toBeVisible();
  await page.keyboard.press("Control+t");
  await expect.poll(async () => (await given.call("loop_list", {})).length).toBe(0);
  // It is put away first and deleted then: for a moment it lies in the trash.
  await expect.poll(() => given.call("trash_list", {})).toEqual([]);
  await page.keyboard.press("Control+Shift+n");
  await field(page, "What happened").fill("x");
  await page.keyboard.press("Control+t");
  await expect.poll(async () => (await given.call("loop_list", {})).length).toBe(1);
});

test("what is typed is stored within two seconds, and at once on leaving", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", { title: "Silence" });
  const text = async (key: string) =>
    (await given.call("loop_get", { id: entry.id })).fields.find((one) => one.key === key)?.text;
  await page.goto(`/#/loop/${entry.id}`);
  await field(page, "What was said and done").fill("K asked: **why red?**");
  await expect.poll(() => text("account"), { timeout: 2000 }).toBe("K asked: **why red?**");
  await expect(saved(page)).toBeVisible();
  await field(page, "What happened").fill("She put the pen away.");
  await page.keyboard.press("Control+t");
  await expect.poll(() => text("actual")).toBe("She put the pen away.");
  await page.goBack();
  await expect(field(page, "What happened")).toHaveValue("She put the pen away.");
});

test("when saving fails it says why, keeps the text, and stores it once it can", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", { title: "Silence" });
  await page.goto(`/#/loop/${entry.id}`);
  await expect(field(page, "What happened")).toBeVisible();
  await given.fault("loop_write", "disk_full", "The disk is full. Nothing that was saved before is touched.");
  await field(page, "What happened").fill("Precious words.");
  await expect(page.getByText("Not saved: The disk is full.")).toBeVisible();
  await expect(field(page, "What happened")).toHaveValue("Precious words.");
  await expect(saved(page)).toBeVisible({ timeout: 10_000 });
});

test("a learning log changed somewhere else is never written over", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", { title: "Two hands" });
  await page.goto(`/#/loop/${entry.id}`);
  await field(page, "What happened").fill("Mine.");
  // Both at once: the page has typing of its own when it hears of the other.
  await given.call("loop_write", { id: entry.id, base: entry.revision, fields: { actual: "Theirs." } });
  await expect(page.getByText("This entry was changed somewhere else")).toBeVisible();
  await button(page, "Go on with mine").click();
  await expect(saved(page)).toBeVisible();
  expect((await given.call("loop_get", { id: entry.id })).entry.body).toContain("Mine.");
  await expect(field(page, "What happened")).toHaveValue("Mine.");
});

test("a claim that was being typed is there again after the window was closed", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", { title: "Silence" });
  const fields = Object.fromEntries(["trigger", "account", "intended", "actual"].map((key) => [key, "x"]));
  const { entry: now } = await given.call("loop_write", { id: entry.id, base: entry.revision, fields });
  await given.call("loop_move", { id: now.id, to: "mapped" });
  await page.goto(`/#/loop/${entry.id}`);
  await page.getByRole("form", { name: "Add an assumption" }).getByLabel("If…").fill("nobody speaks");
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("form", { name: "Add an assumption" }).getByLabel("If…")).toHaveValue("nobody speaks");
});

test("it can be parked with a day to come back, and taken up again", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", { title: "Silence" });
  await page.goto(`/#/loop/${entry.id}`);
  await button(page, "Park it…").click();
  await field(page, "What is it waiting for?").fill("The new timetable");
  await page.getByLabel("When shall it come back?").fill("2030-05-03");
  await button(page, "Park it").last().click();
  await expect(page.getByText("Parked: The new timetable")).toBeVisible();
  expect(await given.call("loop_get", { id: entry.id })).toMatchObject({ exit: "parked", revisit: "2030-05-03" });
  await button(page, "Take it up again").click();
  await expect(button(page, "Take it up again")).toBeHidden();
  expect((await given.call("loop_get", { id: entry.id })).exit).toBe("none");
});

test("the fix can be enough, and that is a good ending", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", { title: "Silence" });
  await page.goto(`/#/loop/${entry.id}`);
  await button(page, "The fix was enough…").click();
  await field(page, "What was the fix?").fill("A no-hands-up app");
  await button(page, "Close it with the fix").click();
  await expect(page.getByText("The fix was enough: A no-hands-up app")).toBeVisible();
  await page.goto("/#/loops");
  await expect(page.getByText("the fix was enough")).toBeVisible();
});

test("an earlier stage can be opened at any time, and going back is noted with its reason", async ({ page, given }) => {
  const { entry } = await given.call("loop_begin", { title: "Silence" });
  const fields = Object.fromEntries(["trigger", "account", "intended", "actual"].map((key) => [key, "x"]));
  await given.call("loop_write", { id: entry.id, base: entry.revision, fields });
  await given.call("loop_move", { id: entry.id, to: "mapped" });
  await page.goto(`/#/loop/${entry.id}`);
  await page
    .getByRole("navigation", { name: "Stages of this learning log" })
    .getByRole("button", { name: /Noticed/ })
    .click();
  await expect(page.getByText("You are looking at an earlier stage. The log is at “Mapped”.")).toBeVisible();
  await button(page, "Take the log back to this stage…").click();
  await field(page, "What made you go back?").fill("I had forgotten the bell.");
  await button(page, "Go back").click();
  await expect(page.getByText("The log is back at “Noticed”.")).toBeVisible();
  expect((await given.call("loop_get", { id: entry.id })).moves.at(-1)).toMatchObject({
    from: "mapped",
    to: "noticed",
    note: "I had forgotten the bell.",
  });
});

test("it begins from a passage of an entry, which stands beside what surprised", async ({ page, given }) => {
  const { id } = await given.entry({ title: "Ice", body: "A quiet lesson. Nobody **answered** me.", tags: ["y9"] });
  await page.goto(`/#/entry/${id}`);
  const body = page.getByRole("textbox", { name: "What you write" });
  await body.click();
  await page.keyboard.press("Control+End");
  for (let step = 0; step < "Nobody answered me.".length; step++) await page.keyboard.press("Shift+ArrowLeft");
  await button(page, "More for this entry").click();
  await page.getByRole("menuitem", { name: "Begin a learning log from this" }).click();
  await expect(stage(page, "What did you notice?")).toBeVisible();
  await expect(page.locator("blockquote", { hasText: "Nobody **answered** me." })).toBeVisible();
  const [row] = await given.call("loop_list", {});
  const loop = await given.call("loop_get", { id: row?.id ?? "" });
  expect(loop.entry.tags).toEqual(["y9"]);
  expect(loop.quotes[0]).toMatchObject({ field: "trigger", source: id, found: true });
  expect(loop.links[0]).toMatchObject({ rel: "began_from", back: false });
});

test("the list says of each what is next, and finds by text, stage and state", async ({ page, given }) => {
  const first = await given.call("loop_begin", { title: "Silence in Y9" });
  await given.call("loop_begin", { title: "Handover at night" });
  await given.call("loop_park", { id: first.entry.id, why: "timetable", revisit: "2030-05-03" });
  await page.goto("/#/loops");
  await expect(page.getByText("Next: Say what surprised, bothered or delighted you.")).toBeVisible();
  await expect(page.getByText("Comes back 3 May 2030")).toBeVisible();
  await page.getByLabel("Show", { exact: true }).selectOption({ label: "Parked" });
  await expect(page.getByRole("link", { name: /Handover at night/ })).toBeHidden();
  await page.getByLabel("Find in learning logs").fill("zzz");
  await button(page, "Show all").click();
  await expect(page.getByRole("link", { name: /Handover at night/ })).toBeVisible();
  await expectNoBarriers(page);
});

for (const width of [1280, 900, 640, 400]) {
  test(`a learning log fits ${width} pixels with long texts`, async ({ page, given }) => {
    await page.setViewportSize({ width, height: 800 });
    const long = "Whyeverythingthatissaidinonelongbreathmuststillfitontothepage ".repeat(20);
    const { entry } = await given.call("loop_begin", { title: long.slice(0, 400) });
    const fields = Object.fromEntries(["trigger", "account", "intended", "actual"].map((key) => [key, long]));
    await given.call("loop_write", { id: entry.id, base: entry.revision, fields });
    await given.call("loop_move", { id: entry.id, to: "mapped" });
    await given.call("claim_add", { loop: entry.id, kind: "assumption", text: long.slice(0, 900), confidence: 40 });
    await given.call("claim_add", { loop: entry.id, kind: "aim", text: long.slice(0, 900), rating: "strained" });
    await page.goto(`/#/loop/${entry.id}`);
    await expect(stage(page, "What was behind it?")).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
    await page.goto("/#/loops");
    await expect(page.getByRole("link").filter({ hasText: "Whyeverything" }).first()).toBeVisible();
    await expectNothingSideways(page);
  });
}
