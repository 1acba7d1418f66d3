import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

const body = (page: Page) => page.getByRole("textbox", { name: "What you write" });
const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^\s*Saved\s*$/ });

test("one key starts an entry, and what is typed is stored within two seconds", async ({ page, given }) => {
  await page.goto("/#/today");
  await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
  await page.keyboard.press("Control+n");
  await expect(body(page)).toBeFocused();
  await page.keyboard.type("K asked why we mark in red.");
  await expect(saved(page)).toBeVisible({ timeout: 2000 });
  const { rows } = await given.call("entry_list", {});
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ readiness: "draft", audience: "private" });
  expect(rows[0]?.excerpt).toContain("K asked why we mark in red.");
  await expect(page).toHaveURL(/#\/entry\//);
});

test("an entry that stays empty is not left behind", async ({ page, given }) => {
  await page.goto("/#/today");
  await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
  await page.keyboard.press("Control+n");
  await expect(body(page)).toBeFocused();
  await page.keyboard.press("Control+t");
  await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
  await page.waitForTimeout(1200);
  expect((await given.call("entry_list", {})).total).toBe(0);
});

test("leaving an entry saves it at once, and coming back shows it", async ({ page, given }) => {
  const { id } = await given.entry({ title: "Marking", body: "First line." });
  await page.goto(`/#/entry/${id}`);
  await body(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" And a second thought.");
  await page.keyboard.press("Control+t");
  await expect
    .poll(async () => (await given.call("entry_get", { id })).body.trim())
    .toBe("First line. And a second thought.");
  await page.goBack();
  await expect(body(page)).toContainText("And a second thought.");
});

test("when saving fails it says why, keeps the text, and stores it once it can", async ({ page, given }) => {
  const { id } = await given.entry({ title: "Night shift", body: "Bed four." });
  await page.goto(`/#/entry/${id}`);
  await expect(body(page)).toContainText("Bed four.");
  await given.fault("entry_save", "disk_full", "The disk is full. Nothing that was saved before is touched.");
  await body(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Precious words.");
  await expect(page.getByText("Not saved: The disk is full.")).toBeVisible();
  await expect(body(page)).toContainText("Precious words.");
  await expect(saved(page)).toBeVisible({ timeout: 10_000 });
  expect((await given.call("entry_get", { id })).body).toContain("Precious words.");
});

test("an entry changed somewhere else is never overwritten: both texts are kept", async ({ page, given }) => {
  const { id, revision } = await given.entry({ title: "Two hands", body: "Begun." });
  await page.goto(`/#/entry/${id}`);
  await expect(body(page)).toContainText("Begun.");
  await body(page).click();
  await page.keyboard.press("Control+End");
  // Both at once: the page has typing of its own when it hears of the other.
  await page.keyboard.type(" Mine.");
  await given.call("entry_save", { id, base: revision, fields: { body: "Theirs." } });
  await expect(page.getByText("This entry was changed somewhere else")).toBeVisible();
  await page.getByRole("button", { name: "Go on with mine" }).click();
  await expect(saved(page)).toBeVisible();
  expect((await given.call("entry_get", { id })).body).toContain("Mine.");
  const versions = await given.call("version_list", { entry: id });
  const texts = await Promise.all(
    versions.map(async ({ id: left }) =>
      (await given.call("version_compare", { entry: id, left, right: "now" })).rows
        .flatMap((row) => row.left ?? [])
        .map((piece) => piece.text)
        .join(""),
    ),
  );
  expect(texts.some((text) => text.includes("Theirs."))).toBe(true);
});

test("when it happened is typed in words, and kept in its zone", async ({ page, given }) => {
  const { id } = await given.entry({
    title: "A lesson",
    body: "x",
    happened: { precision: "exact", local: "2026-07-01T14:30:00", zone: "Europe/Berlin", offset_minutes: 120 },
  });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: /When it happened/ }).click();
  const field = page.getByRole("textbox", { name: "When it happened" });
  await field.fill("soon");
  await field.press("Enter");
  await expect(page.getByText(/not a day or time I can read/)).toBeVisible();
  await field.fill("3 May 2019 at 16:40");
  await field.press("Enter");
  await expect(page.getByRole("button", { name: "When it happened: 3 May 2019 at 16:40" })).toBeVisible();
  await expect(saved(page)).toBeVisible();
  expect((await given.call("entry_get", { id })).happened).toMatchObject({
    precision: "exact",
    zone: "Europe/Berlin",
    offset_minutes: 120,
  });
});

test("tags, people, setting and timing by keyboard", async ({ page, given }) => {
  await given.entry({ title: "Earlier", tags: ["feedback"], people: ["K"] });
  const { id } = await given.entry({ title: "Now", body: "x" });
  await page.goto(`/#/entry/${id}`);
  const tag = page.getByRole("combobox", { name: "Add a tag" });
  await tag.focus();
  await page.keyboard.type("feed");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("year 9,");
  await page.getByRole("button", { name: "Details, attachments and versions" }).click();
  await page.getByLabel("Setting", { exact: true }).fill("Room 12");
  await page.getByLabel("When you reflected").selectOption({ label: "Looking back" });
  await page.getByRole("combobox", { name: "Add a person" }).fill("Ms R");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => given.call("entry_get", { id }))
    .toMatchObject({ tags: ["feedback", "year 9"], setting: "Room 12", timing: "on_action", people: ["Ms R"] });
});

test("ready and shareable is one step", async ({ page, given }) => {
  const { id } = await given.entry({ title: "Done", body: "x", readiness: "draft", audience: "private" });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: "Draft · Private" }).click();
  await page.getByRole("button", { name: "Make it ready and shareable" }).click();
  await expect(page.getByRole("button", { name: "Ready · Shareable" })).toBeVisible();
  await expect
    .poll(async () => given.call("entry_get", { id }))
    .toMatchObject({ readiness: "ready", audience: "shareable" });
});

test("the trash takes an entry and Undo brings it back", async ({ page, given }) => {
  const { id } = await given.entry({ title: "Too much", body: "x" });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: "More for this entry" }).click();
  await page.getByRole("menuitem", { name: "Move to the trash" }).click();
  await expect.poll(async () => (await given.call("trash_list", {})).length).toBe(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await given.call("trash_list", {})).length).toBe(0);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Too much");
});

test("Ctrl+S keeps a version", async ({ page, given }) => {
  const { id } = await given.entry({ title: "Keep", body: "One." });
  await page.goto(`/#/entry/${id}`);
  await body(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Two.");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("This version is kept.")).toBeVisible();
  expect((await given.call("version_list", { entry: id })).some((version) => version.reason === "kept")).toBe(true);
});

test("a file dropped anywhere on the page is attached", async ({ page, given }) => {
  const { id } = await given.entry({ title: "With a file", body: "x" });
  await page.goto(`/#/entry/${id}`);
  await expect(body(page)).toBeVisible();
  const files = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["a plan"], "plan.txt", { type: "text/plain" }));
    return data;
  });
  await page.getByRole("textbox", { name: "Title" }).dispatchEvent("drop", { dataTransfer: files });
  await expect
    .poll(async () => (await given.call("entry_get", { id })).attachments.map((one) => one.name))
    .toEqual(["plan.txt"]);
});

for (const width of [1280, 900, 640, 400]) {
  test(`the page fits ${width} pixels, without barriers`, async ({ page, given }) => {
    await page.setViewportSize({ width, height: 800 });
    const { id } = await given.entry({
      title: "A long title about the seating plan, and why it is never only about where people sit in a room",
      body: "# Heading\n\nText with **bold**, a [link](https://example.org) and\n\n- a list\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
      tags: ["feedback", "a tag with several words in it"],
    });
    await page.goto(`/#/entry/${id}`);
    await expect(page.getByRole("heading", { name: "Heading" })).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
    await page.getByRole("button", { name: "Details, attachments and versions" }).click();
    await expect(page.getByLabel("Setting", { exact: true })).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
  });
}
