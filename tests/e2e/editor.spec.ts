import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, test, type Given } from "./given";

const body = (page: Page) => page.getByRole("textbox", { name: "What you write" });

/** An entry with this text, shown. What the journal has of it. */
async function write(page: Page, given: Given, text: string): Promise<() => Promise<string>> {
  const { id } = await given.entry({ title: "A hard lesson", body: text });
  await page.goto(`/#/entry/${id}`);
  await expect(body(page)).toBeVisible();
  return async () => (await given.call("entry_get", { id })).body;
}

test("front matter is one line that a key unfolds, and its bytes stay", async ({ page, given }) => {
  const front = "---\ntitle:   Marking in red\ntags: [ marking ]\n---\n\n";
  const stored = await write(page, given, `${front}Words.\n`);
  const button = page.getByRole("button", { name: "Front matter, 4 lines" });
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await expect(body(page).getByText("title: Marking")).toBeHidden();
  await expectNoBarriers(page);

  await body(page).focus();
  await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await expect(body(page).getByText("title: Marking")).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.press("Space");
  await expect(body(page).getByText("title: Marking")).toBeHidden();

  await body(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" More.");
  await expect.poll(stored).toBe(`${front}Words. More.\n`);
});

test("Ctrl+F finds in the entry and Escape goes back to the place that was found", async ({ page, given }) => {
  await write(page, given, "The red pen.\n\nA blue pen.\n\nNo pencil.\n");
  await body(page).click();
  await page.keyboard.press("Control+f");
  const find = page.getByRole("search", { name: "Find in this entry" });
  await expect(find.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("pen");
  await expect(find.getByRole("status")).toContainText("of 3");
  await expectNoBarriers(page);
  const before = await find.getByRole("status").textContent();
  await page.keyboard.press("Enter");
  await expect(find.getByRole("status")).not.toHaveText(before ?? "");
  await page.keyboard.press("Escape");
  await expect(find).toBeHidden();
  await expect(body(page)).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("pen");
});

test("Ctrl+K makes a link of the selected words", async ({ page, given }) => {
  const stored = await write(page, given, "Read the notes today.\n");
  await body(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Shift+Control+ArrowRight");
  // No hand presses the next key before the page has heard what is selected.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("textbox", { name: "Address" })).toBeFocused();
  await expectNoBarriers(page);
  await page.keyboard.type("https://example.org/notes");
  await page.keyboard.press("Enter");
  await expect(body(page)).toBeFocused();
  await expect.poll(stored).toBe("[Read](https://example.org/notes) the notes today.\n");
});

test("a table is filled by keyboard: Tab goes on and makes a row, Enter goes down", async ({ page, given }) => {
  const stored = await write(page, given, "| Child | What |\n| --- | --- |\n| A | b |\n");
  await body(page).getByRole("cell", { name: "b" }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  await page.keyboard.type("C");
  await page.keyboard.press("Tab");
  await page.keyboard.type("d");
  await page.keyboard.press("Enter");
  await page.keyboard.type("f");
  await expect(page.getByRole("group", { name: "Table tools" })).toBeVisible();
  await expectNoBarriers(page);
  await expect
    .poll(async () => (await stored()).replace(/[ -]+/g, " "))
    .toBe("| Child | What |\n| | |\n| A | b |\n| C | d |\n| | f |\n");
});

test("a task is ticked by Ctrl+Enter and by its box", async ({ page, given }) => {
  const stored = await write(page, given, "- [ ] call the family\n- [ ] note it down\n");
  const boxes = body(page).getByRole("checkbox");
  await body(page).getByText("note it down").click();
  await page.keyboard.press("Control+Enter");
  await expect(boxes.nth(1)).toBeChecked();
  await expect.poll(stored).toBe("- [ ] call the family\n- [x] note it down\n");
  await boxes.nth(0).click();
  await expect.poll(stored).toBe("- [x] call the family\n- [x] note it down\n");
  await expectNoBarriers(page);
});

test("source and formatted text are two views of one text, and looking changes nothing", async ({ page, given }) => {
  const text = "A  *hard*   lesson\n===\n\n* one\n* two\n";
  const stored = await write(page, given, text);
  await expect(body(page).getByRole("heading", { name: "lesson" })).toBeVisible();
  await page.getByRole("button", { name: "Show the Markdown source" }).click();
  await expect(body(page)).toContainText("A  *hard*   lesson");
  await expectNoBarriers(page);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("* three");
  await page.getByRole("button", { name: "Show as formatted text" }).click();
  await expect(body(page).getByRole("listitem")).toHaveText(["one", "two", "three"]);
  await expect.poll(stored).toBe(`${text}* three`);
});
