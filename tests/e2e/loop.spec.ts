import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const stage = (page: Page, name: string) => page.getByRole("heading", { level: 2, name });
const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^\s*Saved\s*$/ });

const NOTICED = {
  "What surprised, bothered or delighted me": "Nobody answers my questions in Y9.",
  "What was said and done": "I asked why the ice melted faster.\nTwo seconds.\nI asked again, then answered myself.",
  "What I wanted to happen": "Three or four pupils think aloud.",
  "What happened": "I talked; they wrote down what I said.",
};

/** Ctrl+Shift+N, and the first stage. */
async function notice(page: Page): Promise<void> {
  await page.goto("/#/loops");
  await expect(page.getByText("A learning log turns a surprise into something learned")).toBeVisible();
  await page.keyboard.press("Control+Shift+n");
  await expect(stage(page, "What did you notice?")).toBeVisible();
  await field(page, "Title of the learning log").fill("Wait time in Y9");
  for (const [name, text] of Object.entries(NOTICED)) await field(page, name).fill(text);
  await press(page, "Go on to “Mapped”");
  await expect(stage(page, "What was behind it?")).toBeFocused();
}

test("a learning log begins with one key, and each stage says what is still missing in words", async ({ page }) => {
  await page.goto("/#/loops");
  await page.keyboard.press("Control+Shift+n");
  await expect(stage(page, "What did you notice?")).toBeVisible();
  await press(page, "Go on to “Mapped”");
  await expect(page.getByText("Say what surprised, bothered or delighted you.")).toBeVisible();
  await expect(stage(page, "What did you notice?")).toBeVisible();
  await field(page, "What surprised, bothered or delighted me").fill("Silence.");
  await expect(page.getByText("Say what surprised, bothered or delighted you.")).toBeHidden();
});

test("looks", async ({ page }) => {
  await notice(page);
  await page.screenshot({ path: "/tmp/shots/mapped.png", fullPage: false });
});
