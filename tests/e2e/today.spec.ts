import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";
import { day, silence } from "./silence";

test("a test whose day has come leads to its learning log, and asks what happened", async ({ page, given }) => {
  const { loop } = await silence(given);
  await page.goto("/#/today");
  const due = page.getByRole("region", { name: "Tests due" });
  await expect(due).toContainText("Wait five seconds in two lessons");
  await expect(due).toContainText("due today");
  await expect(due).toContainText("What happened?");
  // Sealed until it is written what happened.
  await expect(page.getByText("Three new speakers")).toHaveCount(0);
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
  await due.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`#/loop/${loop.entry.id}`));
});

test("what was written of a test waits to be looked at; one of next week is told in time", async ({ page, given }) => {
  const { test: done } = await silence(given);
  await given.call("test_happened", { id: done.id, text: "Five new speakers, one noisy patch.", on: day(0) });
  await page.goto("/#/today");
  await expect(page.getByRole("region", { name: "Tests to look at" })).toContainText("See what you had predicted");
  await silence(given, 6);
  await expect(page.getByRole("region", { name: "Tests in the next two weeks" })).toContainText("Wait five seconds");
});

test("a parked learning log is there on its day", async ({ page, given }) => {
  const { loop } = await silence(given, 40);
  await given.call("loop_park", { id: loop.entry.id, why: "Marking", revisit: day(0) });
  await page.goto("/#/today");
  await expect(page.getByRole("region", { name: "Parked until now" }).getByRole("link")).toContainText(
    "Nobody answers in Y9",
  );
  await expectNoBarriers(page);
});

test("days go into a calendar file with nothing of what was written", async ({ page, given }) => {
  await silence(given);
  const place = await given.put("follow-ups.ics", "");
  await given.dialogs({ save: place });
  await page.goto("/#/today");
  await expect(page.getByText("nothing that you wrote")).toBeVisible();
  await page.getByRole("button", { name: "Put these days into a calendar file…" }).click();
  await expect(page.getByText("1 day is in follow-ups.ics.")).toBeVisible();
  const file = (await given.written("follow-ups.ics")).toString();
  expect(file).toContain("BEGIN:VEVENT");
  expect(file).toContain("CLASS:PRIVATE");
  for (const word of ["Wait", "silence", "Y9", "speakers"]) expect(file).not.toContain(word);
});

test.describe("what was meant", () => {
  const meant = async (given: Parameters<typeof silence>[0]) => {
    const entry = await given.call("entry_add", { title: "A loud corridor" });
    const asked = await given.call("template_choose", { id: entry.id, base: entry.revision, template: "www" });
    const form = await given.call("form_get", { id: entry.id });
    const last = form.fields.at(-1)?.field.label ?? "";
    await given.call("entry_save", {
      id: entry.id,
      base: asked.revision,
      fields: { body: `${asked.body.trimEnd()}\n\nStand at the door before the bell.\n` },
    });
    return { id: entry.id, label: last };
  };

  test("is asked for once", async ({ page, given }) => {
    await meant(given);
    await page.goto("/#/today");
    const region = page.getByRole("region", { name: "You meant to" });
    await expect(region).toContainText("Stand at the door before the bell.");
    await expect(region.getByRole("group", { name: "Did you?" }).getByRole("button")).toHaveText([
      "Yes",
      "Not yet, carry it on",
      "Drop it",
      "There is an assumption in this",
    ]);
    await expectNoBarriers(page);
    await region.getByRole("button", { name: "Yes" }).click();
    await expect(region).toHaveCount(0);
    await expect(page.getByText("It is not asked again.")).toBeVisible();
  });

  test("becomes a learning log where there is an assumption in it", async ({ page, given }) => {
    const { id } = await meant(given);
    await page.goto("/#/today");
    await page.getByRole("button", { name: "There is an assumption in this" }).click();
    await expect(page).toHaveURL(/#\/loop\//);
    const begun = await given.call("loop_list", {});
    expect(begun).toHaveLength(1);
    const loop = await given.call("loop_get", { id: begun[0]?.id ?? "" });
    expect(loop.links.map(({ rel, entry }) => [rel, entry.id])).toEqual([["began_from", id]]);
  });
});
