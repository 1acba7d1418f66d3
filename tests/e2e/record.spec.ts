import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";
import { group } from "./group";
import { day, silence } from "./silence";

test("what came of a session is written down, becomes promises, a test and the next agenda", async ({
  page,
  given,
}) => {
  // One long way through: it is looked at by axe wherever there is something new on the screen.
  test.slow();
  const { session, member, piece } = await group(given);
  const { loop } = await silence(given, 40);
  const { id } = await session({ protocol: "tuning", start: `${day(0)}T15:40` });
  const place = await given.put("session.ics", "");
  await given.dialogs({ save: place });
  await page.goto(`/#/record/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What came of it");
  await expect(
    page.getByText("Tuning protocol keeps a whole record").or(page.getByText(/keeps a whole record/)),
  ).toBeVisible();
  await expect(page.getByText("This session is still planned.")).toBeVisible();
  await expectNoBarriers(page);

  // Who was there.
  await page.getByRole("button", { name: "All were there" }).click();
  const eva = page.getByRole("group", { name: "Was Eva Stone there?" });
  await expect(eva.getByRole("button", { name: "There" })).toHaveAttribute("aria-pressed", "true");
  await eva.getByRole("button", { name: "Apologies" }).click();

  // The presenter's part, by keyboard: Enter begins the next line.
  await page.getByRole("textbox", { name: "The question as it is now" }).fill("What would I lose by waiting?");
  await page.getByRole("textbox", { name: "What the presenter heard" }).fill("That silence may be work.");
  await page.getByRole("button", { name: "Something to try" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Wait five seconds in two lessons");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "What the presenter will try, 2" })).toBeFocused();
  await page.keyboard.type("Ask Bea to watch ");
  await page.getByLabel("“Wait five seconds in two lessons” by when").fill(day(10));
  for (const [button, texts] of [
    ["A decision", ["We all wait", "No hands up on Fridays"]],
    ["Something that was made", ["A list of questions"]],
    ["An open question", ["How long is long?"]],
  ] as const) {
    await page.getByRole("button", { name: button, exact: true }).focus();
    for (const text of texts) {
      await page.keyboard.press("Enter");
      await page.keyboard.type(text);
    }
  }
  await page.getByRole("button", { name: "A line", exact: true }).click();
  await page.keyboard.type("I count, too");
  await page.getByRole("combobox", { name: "Who takes away, 1" }).selectOption("Bea Brook");
  await expect
    .poll(async () => (await given.call("session_get", { id })).record)
    .toMatchObject({
      restated: "What would I lose by waiting?",
      heard: "That silence may be work.",
      tries: [{ text: "Wait five seconds in two lessons", due: day(10) }, { text: "Ask Bea to watch" }],
      decisions: ["We all wait", "No hands up on Fridays"],
      products: ["A list of questions"],
      open_questions: ["How long is long?"],
      takeaways: [{ person: member("Bea Brook"), text: "I count, too" }],
    });
  // What is typed stays under the hands while it is saved.
  await expect(page.getByRole("textbox", { name: "What the presenter will try, 2" })).toHaveValue("Ask Bea to watch ");
  const { record } = await given.call("session_get", { id });
  expect(record.attendance.map(({ name, present }) => [name, present])).toEqual(
    expect.arrayContaining([
      ["C.", true],
      ["Bea Brook", true],
      ["Eva Stone", false],
    ]),
  );

  // What will be tried becomes a test.
  await page.getByRole("button", { name: "Make “Wait five seconds in two lessons” a test" }).click();
  const dialog = page.getByRole("dialog", { name: "Make it a test" });
  await dialog.getByRole("textbox", { name: "What I expect to see" }).fill("Three new voices");
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Make the test" }).click();
  await expect(page.getByRole("link", { name: "A test in a learning log" })).toHaveAttribute(
    "href",
    new RegExp(loop.entry.id),
  );

  // What was said stands beside the entry, and goes into the log.
  const said = page.getByRole("region", { name: "What was said about the pieces" });
  await said.getByRole("combobox", { name: "Kind" }).selectOption("Cool");
  await said.getByRole("textbox", { name: "Who said it" }).fill("Dev");
  await said.getByRole("textbox", { name: "What was said", exact: true }).fill("I looked for the wait.");
  await said.getByRole("button", { name: "Note it" }).click();
  await said.getByRole("button", { name: "Take “I looked for the wait.” into a learning log" }).click();
  await page.getByRole("dialog").getByRole("button").last().click();
  await expect(said.getByRole("link", { name: "Taken into a learning log" })).toBeVisible();
  expect(await given.call("comment_list", { entry: piece.id })).toMatchObject([
    { by: "Dev", kind: "cool", state: "taken_up", session: id },
  ]);

  // Promises: one's own and somebody else's.
  const promised = page.getByRole("region", { name: "What we promise each other" });
  await promised.getByRole("textbox", { name: "What will be done" }).fill("Share the rubric");
  await promised.getByLabel("By when").fill(day(7));
  await promised.getByRole("textbox", { name: "How we will see it" }).fill("it is in the folder");
  await page.keyboard.press("Enter");
  await expect(promised.getByRole("listitem").filter({ hasText: "Share the rubric" })).toContainText("to come");
  await promised.getByRole("textbox", { name: "What will be done" }).first().fill("Tally the wait time");
  await promised.getByRole("combobox", { name: "Who" }).last().selectOption("Dev Ash");
  await promised.getByRole("button", { name: "Add" }).click();
  await expect(promised.getByRole("listitem").filter({ hasText: "Tally the wait time" })).toContainText("Dev Ash");

  // Next time, with what was promised and what stayed open; nobody is asked for a date, since it repeats.
  await page.getByRole("button", { name: "Plan the next session" }).click();
  const next = page.getByRole("region", { name: "Next time" });
  await expect(next).toContainText("Next:");
  await expect(next).toContainText("Dev Ash");
  const [later] = await given.call("session_list", { from: day(1) });
  const agenda = (await given.call("session_get", { id: later?.id ?? "" })).agenda;
  expect(agenda.map(({ kind, text }) => [kind, text])).toEqual([
    ["commitment", "Share the rubric"],
    ["commitment", "Tally the wait time"],
    ["question", "How long is long?"],
  ]);

  await page.getByRole("button", { name: "Put the days into a calendar file…" }).click();
  await expect(page.getByText("are in session.ics.").or(page.getByText("is in session.ics."))).toBeVisible();
  const file = (await given.written("session.ics")).toString();
  expect(file).toContain("SUMMARY:Session");
  for (const word of ["rubric", "Tally", "Dev", "cold"]) expect(file).not.toContain(word);
  await page.getByRole("button", { name: "The record is finished" }).click();
  await expect(page.getByRole("link", { name: "Print or send the record" })).toHaveAttribute(
    "href",
    new RegExp(`#/print/${id}`),
  );
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);

  // Today knows what the writer promised, and leads to all of it.
  await page.goto("/#/today");
  await expect(page.getByRole("region", { name: "You promised" })).toContainText("Share the rubric");
  await expect(page.getByRole("region", { name: "You promised" })).not.toContainText("Tally");
  await page.getByRole("link", { name: "All that was promised" }).click();
  const open = page.getByRole("region", { name: "Still open" });
  await expect(open.getByText("Tally the wait time")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByText("More", { exact: true }).first().click();
  await page.getByRole("textbox", { name: "A word about it" }).first().fill("1.4 seconds");
  await expectNoBarriers(page);
  await page
    .getByRole("group", { name: "What became of “Share the rubric”" })
    .getByRole("button", { name: "Kept" })
    .click();
  const settled = page.getByRole("region", { name: "Settled" });
  await expect(settled.getByText("Share the rubric")).toBeVisible();
  await page
    .getByRole("group", { name: "What became of “Tally the wait time”" })
    .getByRole("button", { name: "Let it go" })
    .click();
  await expect(page.getByText("Nothing is open.")).toBeVisible();
  await page.getByRole("combobox", { name: "Whose" }).selectOption("Mine");
  await expect(settled.getByText("Tally the wait time")).toHaveCount(0);
  const kept = (await given.call("commitment_list", { session: id })).find(({ mine }) => mine);
  expect(kept).toMatchObject({
    state: "kept",
    late: false,
    steps: [{ state: "planned" }, { state: "kept", note: "1.4 seconds" }],
  });
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
});

test("a protocol that keeps only the presenter's words asks for no others", async ({ page, given }) => {
  const { session } = await group(given);
  const { id } = await session({ protocol: "consultancy" });
  await page.goto(`/#/record/${id}`);
  await expect(page.getByText("With Consultancy only the presenter's own words are kept")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "What the presenter heard" })).toBeVisible();
  for (const none of ["What was decided", "What was made", "What was said about the pieces"]) {
    await expect(page.getByText(none, { exact: true })).toHaveCount(0);
  }
  // A refusal stays where it was typed, and what was typed stays, too.
  await given.fault("session_record", "too_big", "there is room for 20000 characters; nothing was saved");
  await page.getByRole("textbox", { name: "What the presenter heard" }).fill("Silence");
  const refused = page.getByRole("alert").filter({ hasText: "there is room for 20000 characters" });
  await expect(refused).toBeVisible();
  await expect(page.getByRole("textbox", { name: "What the presenter heard" })).toHaveValue("Silence");
  await expect.poll(async () => (await given.call("session_get", { id })).record.heard).toBe("Silence");
  await expect(refused).toHaveCount(0);
});
