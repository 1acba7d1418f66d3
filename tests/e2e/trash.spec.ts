import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import { silence } from "./silence";

async function trashed(given: Given, ...titles: string[]): Promise<void> {
  const ids: string[] = [];
  for (const title of titles) ids.push((await given.entry({ title, body: "Something happened." })).id);
  await given.call("entry_trash", { ids });
}

const inJournal = async (given: Given): Promise<string[]> =>
  (await given.call("entry_list", {})).rows.map((row) => row.title).sort();

test("one entry is restored, and undo deletes it again", async ({ page, given }) => {
  await trashed(given, "One", "Two");
  await page.goto("/#/trash");
  await page.getByRole("button", { name: "Restore “One”" }).click();
  await expect(page.getByText("The entry is back in the journal.")).toBeVisible();
  expect(await inJournal(given)).toEqual(["One"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Restore “One”" })).toBeVisible();
  expect(await inJournal(given)).toEqual([]);
});

test("several are chosen and restored by keyboard alone", async ({ page, given }) => {
  await trashed(given, "One", "Two", "Three");
  await page.goto("/#/trash");
  await page.getByRole("checkbox", { name: "Choose “Two”" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: "Choose “Three”" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("2 chosen")).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await page.getByRole("button", { name: "Restore 2 entries" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "Something happened." })).toHaveCount(1);
  expect(await inJournal(given)).toEqual(["Three", "Two"]);
});

test("choosing all chooses what is there", async ({ page, given }) => {
  await trashed(given, ...Array.from({ length: 60 }, (_, at) => `Entry ${at}`));
  await page.goto("/#/trash");
  await page.getByRole("checkbox", { name: "Choose all" }).check();
  await page.getByRole("button", { name: "Restore 60 entries" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  expect(await inJournal(given)).toHaveLength(60);
});

test("what went wrong is said, and the choice stays", async ({ page, given }) => {
  await trashed(given, "One");
  await page.goto("/#/trash");
  await given.fault("entry_restore", "disk_full", "The disk is full. The entry is still in the trash.");
  await page.getByRole("button", { name: "Restore “One”" }).click();
  await expect(page.getByText("The entry is still in the trash.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore “One”" })).toBeVisible();
});

test("full and empty, at every width and without barriers", async ({ page, given }) => {
  await page.goto("/#/trash");
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await expectNoBarriers(page);
  await trashed(given, "A very long title without an end ".repeat(8), "Two");
  await expect(page.getByText("2 entries in the trash")).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});

test("deleting for good says in figures what goes, and deletes no assumption that was not ticked", async ({
  page,
  given,
}) => {
  const { loop, assumption, aim } = await silence(given);
  await trashed(given, "Another day");
  await given.call("entry_trash", { ids: [loop.entry.id] });
  await page.goto("/#/trash");
  await page.getByRole("checkbox", { name: "Choose “Nobody answers in Y9”" }).check();
  await page.getByRole("button", { name: "Delete 1 entry for good…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 1 entry for good?" });
  await expect(dialog).toContainText("1 learning log, with its quotes");
  await expect(dialog).toContainText("0 attached files");
  await expect(dialog).toContainText("Copies, exports and backups in other places");
  await expect(dialog.getByRole("checkbox")).toHaveCount(2);
  for (const box of await dialog.getByRole("checkbox").all()) await expect(box).not.toBeChecked();
  await expectNoBarriers(page);
  await dialog.getByRole("checkbox", { name: "Never look lost" }).check();
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("1 entry is deleted for good.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore “Another day”" })).toBeVisible();
  const left = (await given.call("claim_list", {})).map(({ id }) => id);
  expect(left).toContain(assumption);
  expect(left).not.toContain(aim);
  await page.goto(`/#/claim/${assumption}`);
  await expect(page.getByRole("region", { name: "Its life" }).getByText("From a deleted learning log")).toHaveCount(2);
  await expectNoBarriers(page);
});

test("closing the question deletes nothing", async ({ page, given }) => {
  await trashed(given, "One");
  await page.goto("/#/trash");
  await page.getByRole("checkbox", { name: "Choose “One”" }).check();
  await page.getByRole("button", { name: "Delete 1 entry for good…" }).click();
  await expect(page.getByRole("button", { name: "Keep" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await given.call("trash_list", {})).toHaveLength(1);
});
