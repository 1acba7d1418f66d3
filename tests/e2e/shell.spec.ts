import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

test("Today offers to write, where you were, and this day in other years", async ({ page, given }) => {
  const now = new Date();
  const local = `${now.getFullYear() - 2}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  await given.entry({
    title: "Two years ago",
    body: "x",
    happened: { precision: "day", local, zone: "Europe/London", offset_minutes: null },
  });
  const { id } = await given.entry({ title: "Left open", body: "y" });
  await given.call("entry_opened", { id });
  await page.goto("/#/today");
  await expect(page.getByRole("region", { name: "On this day" }).getByRole("link")).toContainText("Two years ago");
  await expect(page.getByRole("region", { name: "Where you were" }).getByRole("link")).toContainText("Left open");
  await expectNoBarriers(page);
});

/** Keys are heard once the first screen is drawn. */
const drawn = (page: Page) => expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);

test("the palette does what it says", async ({ page }) => {
  await page.goto("/#/today");
  await drawn(page);
  await page.keyboard.press("Control+Shift+P");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.type("trash");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/trash/);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("quick open finds an entry by its title", async ({ page, given }) => {
  await given.entry({ title: "Marking in red", body: "x" });
  await given.entry({ title: "A quiet corridor", body: "y" });
  await page.goto("/#/settings");
  await drawn(page);
  await page.keyboard.press("Control+o");
  await expect(page.getByRole("dialog").getByRole("option")).toHaveCount(2);
  await page.keyboard.type("corr");
  await expect(page.getByRole("dialog").getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("A quiet corridor");
});

test("the list of shortcuts opens with F1 and with Ctrl+/, and can be searched", async ({ page }) => {
  await page.goto("/#/today");
  await drawn(page);
  await page.keyboard.press("F1");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.type("date");
  await expect(page.getByRole("dialog").getByText("Go to a date")).toBeVisible();
  await expect(page.getByRole("dialog").getByText("New entry")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+/");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("keys lead to every screen, and back", async ({ page }) => {
  await page.goto("/#/today");
  await drawn(page);
  await page.keyboard.press("Control+e");
  await expect(page).toHaveURL(/#\/share/);
  await page.keyboard.press("Control+,");
  await expect(page).toHaveURL(/#\/settings/);
  await page.keyboard.press("Control+t");
  await expect(page).toHaveURL(/#\/today/);
  await page.goBack();
  await expect(page).toHaveURL(/#\/settings/);
});

test("the slanted face of texts is there before a row without a title needs it", async ({ page }) => {
  await page.goto("/#/journal");
  await expect(page.getByRole("navigation").first()).toBeVisible();
  const faces = (): Promise<string[]> =>
    page.evaluate(() => {
      const slanted = [...document.fonts].filter(({ style, status }) => style === "italic" && status === "loaded");
      return slanted.map(({ family }) => family.replaceAll('"', ""));
    });
  await expect.poll(faces).toEqual(["Literata Variable"]);
});

test("a screen that cannot be fetched says so in a sentence, and the others go on", async ({ page }) => {
  // What comes with the first page is there; what is fetched later is not.
  await page.route(/\/assets\/(?!first|rolldown).*\.js$/, (route) => route.abort());
  await page.goto("/#/today");
  await drawn(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "What you wrote is safe." })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: "Today" }).click();
  await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
});

test("a button says what it is when it is pointed at or has the keyboard, and Esc takes the words away", async ({
  page,
}) => {
  await page.setViewportSize({ width: 900, height: 800 });
  await page.goto("/#/today");
  await drawn(page);
  const tip = page.getByRole("tooltip");
  const insights = page.getByRole("link", { name: "Insights" });
  await insights.hover();
  await expect(tip).toContainText("Insights");
  const [words, sign] = [await tip.boundingBox(), await insights.boundingBox()];
  expect(words?.x).toBeGreaterThan((sign?.x ?? 0) + (sign?.width ?? 0));
  await tip.hover();
  await expect(tip).toBeVisible();
  await page.mouse.move(600, 600);
  await expect(tip).toHaveCount(0);
  await page.getByRole("link", { name: "Templates" }).focus();
  await page.keyboard.press("Shift+Tab");
  await expect(tip).toContainText("Insights");
  await expect(insights).toHaveAccessibleDescription(/Insights/);
  await page.keyboard.press("Escape");
  await expect(tip).toHaveCount(0);
  await expect(insights).toBeFocused();
});

test("larger and smaller are kept", async ({ page, given }) => {
  await page.goto("/#/today");
  await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
  await page.keyboard.press("Control+=");
  await expect.poll(async () => (await given.call("settings_get", {})).zoom).toBe(110);
  await page.keyboard.press("Control+0");
  await expect.poll(async () => (await given.call("settings_get", {})).zoom).toBe(100);
});

test("the first Tab offers to skip to the page", async ({ page }) => {
  await page.goto("/#/today");
  await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page).toHaveURL(/#\/today/);
});

test("there is one of each landmark, and every screen has one first heading", async ({ page }) => {
  for (const screen of ["today", "journal", "search", "share", "import", "trash", "settings", "new"]) {
    await page.goto(`/#/${screen}`);
    await expect(page.getByRole("main"), screen).toHaveCount(1);
    await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(1);
    await expect(page.getByRole("banner")).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 1 }), screen).toHaveCount(1);
  }
});

test("where it is narrow, the list and the menu are drawers that Esc closes", async ({ page, given }) => {
  await page.setViewportSize({ width: 500, height: 800 });
  const { id } = await given.entry({ title: "Alone", body: "x" });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: "Open the menu" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.setViewportSize({ width: 640, height: 800 });
  await page.getByRole("button", { name: "Show the list" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: /Alone/ })).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

for (const width of [1280, 900, 640, 400]) {
  test(`Today fits ${width} pixels, without barriers`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/#/today");
    await expect(page.getByRole("link", { name: /Write now/ })).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
  });
}
