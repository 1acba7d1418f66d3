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
  await box.getByRole("button", { name: "Next change" }).focus();
  await page.keyboard.press("Enter");
  await expect(box.getByText(/^Change 1 of \d/)).toBeVisible();
  await expect(box.locator("tr:focus")).toContainText("I asked");
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
  await expect(open).toBeFocused();
});

test("two columns where there is room, one above the other where there is not", async ({ page, given }) => {
  await page.goto(`/#/entry/${await changed(given)}`);
  await page
    .getByRole("button", { name: /^Compare the version of/ })
    .last()
    .click();
  const before = page.locator("td.before").first();
  const after = page.locator("td.after").first();
  await expect(before).toBeVisible();
  const places = async (): Promise<{
    left: number;
    right: number;
    above: number;
    below: number;
  }> => {
    const [one, other] = await Promise.all([before.boundingBox(), after.boundingBox()]);
    return {
      left: one?.x ?? NaN,
      right: other?.x ?? NaN,
      above: one?.y ?? NaN,
      below: other?.y ?? NaN,
    };
  };
  const wide = await places();
  expect(wide.right).toBeGreaterThan(wide.left);
  expect(wide.above).toBe(wide.below);
  await page.setViewportSize({ width: 640, height: 800 });
  const narrow = await places();
  expect(narrow.right).toBe(narrow.left);
  expect(narrow.below).toBeGreaterThan(narrow.above);
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
