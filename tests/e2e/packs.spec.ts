import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

/** Something that left for Bea. */
async function left(given: Given): Promise<string> {
  const entry = await given.entry({ title: "Wait time", body: "the silence was mine." });
  const { id } = await given.call("plan_begin", { audience: "Bea", ids: [entry.id] });
  await given.call("plan_decide", { plan: id, accept: true });
  await given.call("plan_checks", {
    plan: id,
    answers: (["recognised", "only_one", "upset"] as const).map((question) => ({ question, answer: "no", note: "" })),
  });
  const { pack } = await given.call("pack_prepare", { plan: id, format: "html" });
  await given.call("pack_send", { id: pack.id, place: "path:first.html" });
  return entry.id;
}

test("an empty list says what belongs there", async ({ page }) => {
  await page.goto("/#/packs");
  await expect(page.getByText("Nothing has left for anybody yet")).toBeVisible();
  await expectNoBarriers(page);
});

test("the same file is given again byte for byte, asked back, and forgotten after a question", async ({
  page,
  given,
}) => {
  await left(given);
  await given.dialogs({ save: "path:again.html" });
  await page.goto("/#/packs");
  const line = page.getByRole("listitem").filter({ hasText: "Bea" }).first();
  await line.getByRole("button", { name: "More about Bea" }).click();
  await line.getByRole("button", { name: "Give the same file again…" }).click();
  await expect(page.getByText(/again\.html is written, byte for byte the same/)).toBeVisible();
  expect(await given.written("again.html")).toEqual(await given.written("first.html"));
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
  await line.getByRole("button", { name: "Ask it back" }).click();
  await expect(line.getByText(/^asked back/)).toBeVisible();
  await line.getByRole("button", { name: "Forget the file…" }).click();
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(line.getByText(/^file forgotten/)).toBeVisible();
  await expect(line.getByRole("button", { name: "Give the same file again…" })).toBeHidden();
});

test("who deletes an entry for good is asked about each file that holds it", async ({ page, given }) => {
  const id = await left(given);
  await given.call("entry_trash", { ids: [id] });
  await page.goto("/#/trash");
  await page.getByRole("checkbox", { name: "Choose “Wait time”" }).check();
  await page.getByRole("button", { name: /for good…/ }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "What was given to Bea" }).check();
  await expectNoBarriers(page);
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  expect((await given.call("pack_list", {}))[0]?.forgotten_at).not.toBeNull();
});
