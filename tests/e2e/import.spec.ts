import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

const POST = (title: string, day: string): string =>
  `---\ntitle: ${title}\ndate: ${day}\ntags: [feedback]\n---\n\nI waited.\n`;

/** A folder of two posts, as a zip made by the program itself would not be: here each is a file of its own. */
async function onePost(given: Given): Promise<string> {
  return given.put("2026-03-02-waiting.md", POST("Waiting", "2026-03-02"));
}

test("nothing comes in before it was seen; then it is there, and a second time adds nothing", async ({
  page,
  given,
}) => {
  const place = await given.fixture("dated-markdown-digitalgov");
  test.skip(place === null, "the test data dated-markdown-digitalgov is not on this machine");
  await given.dialogs({ open: place ?? "" });
  await page.goto("/#/import");
  await page.getByRole("button", { name: "Choose a folder…" }).click();
  await expect(page.getByRole("heading", { name: "What would come in" })).toBeFocused();
  expect((await given.call("entry_list", {})).total).toBe(0);
  const add = page.getByRole("button", { name: /^Add [\d,]+ entries$/ });
  const promised = Number((await add.innerText()).replace(/\D/g, ""));
  expect(promised).toBeGreaterThan(100);
  await expectNoBarriers(page);
  await add.click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeFocused({ timeout: 60_000 });
  expect((await given.call("entry_list", { limit: 1 })).total).toBe(promised);
  const [row] = (await given.call("entry_list", { limit: 1 })).rows;
  expect(row).toMatchObject({ readiness: "ready", audience: "private" });

  await page.getByRole("button", { name: "Import something else" }).click();
  await page.getByRole("button", { name: "Choose a folder…" }).click();
  await expect(page.getByText("There is nothing new in it")).toBeVisible({
    timeout: 60_000,
  });
  await expect(add).toBeHidden();
});

test("an undone import goes away again, but not the entry that was edited since", async ({ page, given }) => {
  const place = await given.fixture("dated-markdown-digitalgov");
  test.skip(place === null, "the test data dated-markdown-digitalgov is not on this machine");
  const { added } = await given.call("import_run", { place: place ?? "" });
  const [row] = (await given.call("entry_list", { limit: 1 })).rows;
  if (!row) throw new Error("nothing was imported");
  const { id, revision } = await given.call("entry_get", { id: row.id });
  await given.call("entry_save", {
    id,
    base: revision,
    fields: { title: "Mine now" },
  });
  await page.goto("/#/import");
  await page.getByRole("button", { name: /^Undo the import from/ }).click();
  const question = page.getByRole("dialog", { name: "Undo this import?" });
  await expect(question).toContainText("Entries you have edited since then stay.");
  await expectNoBarriers(page);
  await question.getByRole("button", { name: "Undo the import" }).click();
  await expect(
    page.getByText(`${(added - 1).toLocaleString("en")} entries removed; 1 stayed because you had edited it.`),
  ).toBeVisible();
  expect((await given.call("entry_list", {})).rows.map((one) => one.title)).toEqual(["Mine now"]);
  await expect(page.getByText(/^Undone today/)).toBeVisible();
});

test("a single Markdown file comes in with its date and tags", async ({ page, given }) => {
  await given.dialogs({ open: await onePost(given) });
  await page.goto("/#/import");
  await page.getByRole("button", { name: "Choose a file…" }).click();
  await expect(page.getByText("1 new entry")).toBeVisible();
  await expect(page.getByText("feedback")).toBeVisible();
  await page.getByRole("button", { name: "Add 1 entry" }).click();
  await expect(page.getByText("1 entry added.")).toBeVisible();
  const [row] = (await given.call("entry_list", {})).rows;
  expect(row).toMatchObject({
    title: "Waiting",
    day: "2026-03-02",
    tags: ["feedback"],
    readiness: "ready",
    audience: "private",
  });
  await page.getByRole("link", { name: "See them in the journal" }).click();
  await expect(page).toHaveURL(/#\/journal$/);
});

test("a broken file is explained, and nothing comes in", async ({ page, given }) => {
  await given.dialogs({
    open: await given.put("broken.zip", "PK\u0003\u0004 but not really"),
  });
  await page.goto("/#/import");
  await page.getByRole("button", { name: "Choose a file…" }).click();
  await expect(page.getByRole("alert").first()).toContainText(/\w+ .*\w+/);
  await expect(page.getByRole("button", { name: "Choose a file…" })).toBeVisible();
  expect((await given.call("entry_list", {})).total).toBe(0);
});

test("the screen says what can come in, at every width and without barriers", async ({ page }) => {
  await page.goto("/#/import");
  await expect(page.getByText("Day One", { exact: true })).toBeVisible();
  await expect(page.getByText("No import yet.")).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});
