import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";

const BEFORE = "# What happened\n\nI asked three of them.\n\nThis sentence was too hard on him.\n";
const AFTER = "# What happened\n\nI asked four of them.\n\nThen I waited.\n";

/** An entry whose first text was kept and then changed; the panel of versions is open beside it. */
async function changed(given: Given): Promise<string> {
  await given.call("settings_save", { beside: "versions" });
  const { id, revision } = await given.entry({
    title: "Cold calling",
    body: BEFORE,
  });
  const kept = await given.call("entry_save", {
    id,
    base: revision,
    fields: {},
    keep: true,
  });
  await given.call("entry_save", {
    id,
    base: kept.revision,
    fields: { body: AFTER },
    keep: true,
  });
  return id;
}

test("what was taken out is struck through and what was added is underlined", async ({ page, given }) => {
  await page.goto(`/#/entry/${await changed(given)}`);
  await page
    .getByRole("button", { name: /^Compare the version of/ })
    .last()
    .click();
  const box = page.getByRole("dialog", { name: "What changed" });
  await expect(box.locator("del").filter({ hasText: "three" })).toBeVisible();
  await expect(box.locator("ins").filter({ hasText: "four" })).toBeVisible();
  await expect(box.locator("del").first()).toHaveCSS("text-decoration-line", "line-through");
  await expect(box.locator("ins").first()).toHaveCSS("text-decoration-line", "underline");
  await expectNoBarriers(page);
});

test("a version is restored as a new one, and undo brings back what was there", async ({ page, given }) => {
  const id = await changed(given);
  await page.goto(`/#/entry/${id}`);
  await page
    .getByRole("button", { name: /^Compare the version of/ })
    .last()
    .click();
  await page.getByRole("button", { name: "Restore this version" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect((await given.call("entry_get", { id })).body).toBe(BEFORE);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The text is as it was before.")).toBeVisible();
  expect((await given.call("entry_get", { id })).body).toBe(AFTER);
});

test("by keyboard: from change to change, and out again to where it was opened", async ({ page, given }) => {
  await page.goto(`/#/entry/${await changed(given)}`);
  const open = page.getByRole("button", { name: /^Compare the version of/ }).last();
  await open.focus();
  await page.keyboard.press("Enter");
  const box = page.getByRole("dialog", { name: "What changed" });
  const next = box.getByRole("button", { name: "Next change" });
  await expect(next).toBeEnabled();
  await next.focus();
  await page.keyboard.press("Enter");
  await expect(box.getByText(/^Change 1 of \d/)).toBeVisible();
  await expect(box.locator("tr:focus")).toContainText("I asked");
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
  await expect(open).toBeFocused();
});

/** Where the two sides of the first changed line stand. */
const sides = (page: Page): Promise<{ before: DOMRect; after: DOMRect }> =>
  page
    .locator("tr.changed")
    .first()
    .evaluate((row) => {
      const [before, after] = [...row.children].map((cell) => cell.getBoundingClientRect().toJSON() as DOMRect);
      if (!before || !after) throw new Error("a changed line has two sides");
      return { before, after };
    });

test("where there is room the two texts stand side by side", async ({ page, given }) => {
  await page.goto(`/#/entry/${await changed(given)}`);
  await page
    .getByRole("button", { name: /^Compare the version of/ })
    .last()
    .click();
  const { before, after } = await sides(page);
  expect(after.left).toBeGreaterThanOrEqual(before.right);
  expect(after.top).toBe(before.top);
});

test("where there is none, in the drawer, they stand one above the other", async ({ page, given }) => {
  await page.setViewportSize({ width: 640, height: 800 });
  await page.goto(`/#/entry/${await changed(given)}`);
  await page.getByRole("button", { name: "Details, attachments and versions" }).click();
  await page.getByRole("tab", { name: "Versions" }).click();
  await page
    .getByRole("button", { name: /^Compare the version of/ })
    .last()
    .click();
  const { before, after } = await sides(page);
  expect(after.left).toBe(before.left);
  expect(after.top).toBeGreaterThanOrEqual(before.bottom);
  await expectNothingSideways(page);
});

test("an entry without an earlier version says what belongs here", async ({ page, given }) => {
  await given.call("settings_save", { beside: "versions" });
  const { id } = await given.entry({ title: "New", body: "" });
  await page.goto(`/#/entry/${id}`);
  const panel = page.getByRole("region", { name: "Versions" });
  await expect(panel).toBeVisible();
  await expectNoBarriers(page);
});
