import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import { silence } from "./silence";

async function some(given: Given): Promise<void> {
  await given.entry({ title: "Seminar", body: "The seminar went well until K asked.", tags: ["feedback"] });
  await given.entry({ title: "Corridor", body: "Nobody spoke in the corridor.", readiness: "draft" });
}

const on = (local: string) => ({ local, precision: "day" as const, zone: null, offset_minutes: null });

test("results come as you type, from anywhere, with the words marked", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/today");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.type("semi");
  await expect(page.getByText("1 entry found")).toBeVisible();
  await expect(page.locator("mark").filter({ hasText: /semi/i }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Seminar");
  // The results stay while going from one to the next.
  await expect(page.getByText("1 entry found")).toBeVisible();
});

test("an unknown filter is explained, never silently empty", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/today");
  const box = page.getByRole("textbox", { name: "Search everything you have written" });
  await box.fill("colour:red seminar");
  await expect(page.getByText(/colour/).first()).toBeVisible();
  await box.fill('"seminar went');
  await expect(page.getByText(/quot/i).first()).toBeVisible();
});

test("the help puts a filter into the box", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/today");
  await page.getByRole("button", { name: "How to search" }).click();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Put is:draft into the search box" }).click();
  await expect(page.getByRole("link", { name: /Corridor/ })).toBeVisible();
  await expect(page.getByText("1 entry found")).toBeVisible();
});

test("a result is ticked into the tray by keyboard", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/today");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.type("corridor");
  await expect(page.getByText("1 entry found")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect.poll(async () => (await given.call("tray_list", {})).map((row) => row.title)).toEqual(["Corridor"]);
});

test("Esc clears the search and the journal is back", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/journal");
  const box = page.getByRole("textbox", { name: "Search everything you have written" });
  await box.fill("corridor");
  await expect(page.getByText("1 entry found")).toBeVisible();
  await box.press("Escape");
  await expect(page.getByRole("group", { name: "Entries" }).getByRole("link")).toHaveCount(2);
});

for (const width of [1280, 900, 640, 400]) {
  test(`results fit ${width} pixels, some and none, without barriers`, async ({ page, given }) => {
    await page.setViewportSize({ width, height: 800 });
    await some(given);
    await page.goto("/#/today");
    const box = page.getByRole("textbox", { name: "Search everything you have written" });
    await box.fill("seminar");
    await expect(page.getByText("1 entry found")).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
    await box.fill("zebra");
    await expect(page.getByText("Nothing found").first()).toBeVisible();
    await expectNoBarriers(page);
  });
}

test("what an assumption says, or said before, is found above the entries, by keyboard too", async ({
  page,
  given,
}) => {
  const { assumption } = await silence(given);
  await page.goto("/#/today");
  const box = page.getByRole("textbox", { name: "Search everything you have written" });
  await box.fill("lose the class");
  const claims = page.getByRole("region", { name: "Assumptions and aims" });
  await expect(claims.getByRole("link")).toHaveCount(1);
  await expectNoBarriers(page);
  await box.press("ArrowDown");
  await expect(claims.getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`#/claim/${assumption}`));
});

test("a learning log among the results says its stage and opens its own page", async ({ page, given }) => {
  const { loop } = await silence(given);
  await page.goto("/#/search");
  await page.getByRole("textbox", { name: "Search everything you have written" }).fill("is:loop nobody");
  const line = page.getByRole("article").filter({ hasText: "Nobody answers in Y9" });
  await expect(line).toContainText("Noticed");
  await line.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`#/loop/${loop.entry.id}`));
});

const box = (page: Page) => page.getByRole("textbox", { name: "Search everything you have written" });

test("filters are suggested while they are typed, taken by keyboard, and explained", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/today");
  await box(page).focus();
  await page.keyboard.type("ta");
  const list = page.getByRole("listbox", { name: "Ways to go on" });
  await expect(list.getByRole("option", { name: "tag:" })).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue("tag:");
  await expect(list.getByRole("option", { name: /tag:feedback 1 entry/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(list.getByRole("option", { selected: true })).toHaveText(/tag:feedback/);
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue("tag:feedback ");
  await expect(list).toHaveCount(0);
  await expect(page.getByText("Entries tagged feedback.")).toBeVisible();
  await expect(page.getByRole("link", { name: /Seminar/ })).toBeVisible();
});

test("a word that nobody wrote is looked for as somebody did, and so it is said", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/today");
  await box(page).fill("corirdor ");
  await expect(page.getByText("No entry has “corirdor”, so I looked for “corridor”.")).toBeVisible();
  const corridor = page.getByRole("link", { name: /Corridor/ });
  await expect(corridor).toBeVisible();
  // Its places are those of the word that was looked for instead.
  await corridor.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".places").getByRole("link").first()).toContainText("corridor");
  await expectNoBarriers(page);
  await expect(page.getByText("Go on with corridor")).toBeVisible();
  await page.getByRole("button", { name: "corridor", exact: true }).click();
  await expect(box(page)).toHaveValue(/^corridor ?$/);
});

test("entries with all words come first, then those with some of them", async ({ page, given }) => {
  await given.entry({ title: "Both", body: "Anna lost her homework." });
  await given.entry({ title: "One", body: "Anna was late." });
  await page.goto("/#/search");
  await box(page).fill("anna homework ");
  await expect(page.getByText("1 entry found")).toBeVisible();
  await expect(page.getByRole("heading", { name: "With some of the words: 1 entry" })).toBeVisible();
  const titles = page.getByRole("article").getByRole("link");
  await expect(titles.first()).toContainText("Both");
  await expect(titles.nth(1)).toContainText("One");
  await expectNoBarriers(page);
});

test("all places of an entry are shown on demand, by keyboard too, and lead to their line", async ({ page, given }) => {
  const filler = "Nothing else happened that day worth a line. ".repeat(20);
  await given.entry({ title: "Long", body: `Anna asked first.\n\n${filler}\n\nLater Anna answered herself.` });
  await page.goto("/#/search");
  await box(page).fill("anna ");
  const line = page.getByRole("article").getByRole("link", { name: /Long/ });
  await expect(line).toBeVisible();
  await line.focus();
  await page.keyboard.press("ArrowRight");
  const places = page.getByRole("link", { name: /answered herself/ });
  await expect(page.getByRole("status").filter({ hasText: "2 places" })).toHaveCount(1);
  await expectNoBarriers(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(places).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Long");
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("Anna answered herself.");
});

test("results are sorted by day, kept by name, and hidden from others", async ({ page, given }) => {
  await given.entry({ title: "Old", body: "seminar seminar seminar", happened: on("2025-03-05") });
  await given.entry({ title: "New", body: "a seminar among many other words", happened: on("2026-03-05") });
  await page.goto("/#/search");
  await box(page).fill("seminar ");
  const titles = page.getByRole("article").getByRole("link");
  await expect(titles.first()).toContainText("Old");
  await page.getByRole("combobox", { name: "Sort by" }).selectOption({ label: "Newest first" });
  await expect(titles.first()).toContainText("New");
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(2);
  await page.getByRole("button", { name: "Hide what entries say" }).click();
  await expect(page.getByText("among many other words")).toHaveCount(0);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Hide what entries say" }).click();
  await expect(page.getByText("among many other words")).toHaveCount(1);
  await page.getByRole("button", { name: "Keep this search" }).click();
  const name = page.getByRole("textbox", { name: "What to call it" });
  await expect(name).toHaveValue("seminar");
  await expectNoBarriers(page);
  await name.fill("All seminars");
  await name.press("Enter");
  await expect(page.getByRole("button", { name: "Keep this search", pressed: true })).toBeVisible();
  await box(page).press("Escape");
  const kept = page.getByRole("region", { name: "Kept searches" });
  await expectNoBarriers(page);
  await kept.getByRole("button", { name: "All seminars", exact: true }).click();
  await expect(page.getByText("2 entries found")).toBeVisible();
  await box(page).press("Escape");
  await kept.getByRole("button", { name: "Forget the search All seminars" }).click();
  await expect(kept).toHaveCount(0);
});

for (const width of [1280, 640]) {
  test(`many results with all that stands about them fit ${width} pixels`, async ({ page, given }) => {
    await page.setViewportSize({ width, height: 900 });
    for (let n = 0; n < 12; n++) {
      const body = `Anna ${n % 2 === 0 ? "forgot her homework" : "was late"} again. ${"A long line about nothing. ".repeat(9)}`;
      await given.entry({ title: `Monday ${n}`, body, tags: ["y9"], happened: on(`2026-0${(n % 9) + 1}-05`) });
    }
    await page.goto("/#/search");
    await box(page).fill("anna homework tag:y9 in:2026 ");
    await expect(page.getByText("6 entries found")).toBeVisible();
    await expect(
      page.getByText(/^Entries tagged y9, from 1 January 2026 to 31 December 2026, containing/),
    ).toBeVisible();
    const folder = process.env["LOOPBOOK_PICTURES"];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      if (folder !== undefined) await page.screenshot({ path: `${folder}/search-${width}-${colorScheme}.png` });
      await expectNothingSideways(page);
      await expectNoBarriers(page);
    }
  });
}

test("each click on a place goes there, though the page is there already", async ({ page, given }) => {
  const filler = "Nothing else happened that day worth a line. ".repeat(20);
  const lines = ["zebra one", "zebra", "zebra three", "zebra", "zebra five"];
  const entry = await given.entry({ title: "Stripes", body: lines.map((line) => `${filler}A ${line}`).join("\n\n") });
  await page.goto("/#/search");
  await box(page).fill("zebra ");
  await page.getByRole("button", { name: "All places in Stripes" }).click();
  const places = page.locator(".places").getByRole("link");
  await expect(places).toHaveCount(5);
  const selected = () =>
    page.evaluate(() => {
      const selection = getSelection();
      const before = document.createRange();
      const text = document.querySelector(".ProseMirror");
      if (!selection?.focusNode || !text) return "";
      before.setStart(text, 0);
      const { startContainer, startOffset } = selection.getRangeAt(0);
      before.setEnd(startContainer, startOffset);
      return `${before.toString().split(/zebra/u).length - 1} ${selection.toString()}`;
    });
  for (const at of [2, 1, 3, 4, 0, 0]) {
    await places.nth(at).click();
    await expect.poll(selected).toBe(`${at} ${lines[at] ?? ""}`);
  }
  // The same one again, after the cursor went elsewhere.
  await page.getByRole("textbox", { name: "Title" }).click();
  await places.first().click();
  await expect.poll(selected).toBe("0 zebra one");
  // An entry that is on the page already, without having come for a line.
  await page.goto(`/#/entry/${entry.id}`);
  await places.nth(3).click();
  await expect.poll(selected).toBe("3 zebra");
});

test("each click on a place of a learning log goes there, too", async ({ page, given }) => {
  const begun = await given.call("loop_begin", { title: "Stripes" });
  await given.call("loop_write", {
    id: begun.entry.id,
    base: begun.entry.revision,
    fields: { trigger: `A zebra one. ${"And nothing more than that. ".repeat(30)} Then zebra two.` },
  });
  await page.goto("/#/search");
  await box(page).fill("zebra ");
  await page.getByRole("button", { name: "All places in Stripes" }).click();
  const places = page.locator(".places").getByRole("link");
  await expect(places).toHaveCount(2);
  const selected = () =>
    page.evaluate(() => {
      const field = document.activeElement;
      if (!(field instanceof HTMLTextAreaElement)) return "";
      return field.value.slice(field.selectionStart, field.selectionEnd).slice(0, 9);
    });
  for (const at of [1, 0, 1]) {
    await places.nth(at).click();
    await expect.poll(selected).toBe(at === 0 ? "zebra one" : "zebra two");
  }
});

test("Enter right after the last letter opens what answers all of them, before anything is shown, too", async ({
  page,
  given,
}) => {
  await given.entry({ title: "Class", body: "The class was loud." });
  await given.entry({ title: "Clock", body: "The clock stood still. The clock was late. The clock." });
  await page.goto("/#/today");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  // Every answer takes its time.
  await page.route("**/call/search_run", async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.type("cl");
  await expect(page.getByText("2 entries found")).toBeVisible();
  await page.keyboard.type("as");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Class");
  await page.goto("/#/today");
  await box(page).fill("clock");
  await box(page).press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Clock");
});

test("finding in an entry begins with what was searched for, and goes from place to place", async ({ page, given }) => {
  await given.entry({ title: "Stripes", body: "One zébra.\n\nNo lion.\n\nA Zebra, and a third zebra." });
  await page.goto("/#/search");
  await box(page).fill("zebra -giraffe");
  await box(page).press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Stripes");
  await page.getByRole("textbox", { name: "What you write" }).click();
  await page.keyboard.press("Control+f");
  const bar = page.getByRole("search", { name: /Find/ });
  await expect(bar.getByRole("textbox")).toHaveValue("zebra");
  await expect(bar.getByRole("status")).toHaveText(/3/);
  const at = () => page.evaluate(() => document.querySelector(".found-now")?.textContent);
  const first = await at();
  await page.keyboard.press("F3");
  await expect.poll(at).not.toBe(first);
  await page.keyboard.press("Enter");
  await page.keyboard.press("F3");
  await expect.poll(at).toBe(first);
  // What is not in the entry is not looked for in it.
  await page.keyboard.press("Escape");
  await box(page).fill("tag:none");
  await page.getByRole("textbox", { name: "What you write" }).click();
  await page.keyboard.press("Control+f");
  await expect(bar.getByRole("textbox")).toHaveValue("");
});

test("what is said of an answer is read aloud, and the way up from the first result leads to the field", async ({
  page,
  given,
}) => {
  await some(given);
  await page.goto("/#/today");
  await box(page).fill("corirdor ");
  const said = page.getByRole("status").filter({ hasText: "so I looked for" });
  await expect(said).toContainText(/I looked for “corridor”\.\s+Go on with corridor/);
  await box(page).press("ArrowDown");
  await expect(page.getByRole("article").getByRole("link", { name: /Corridor/ })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();
});

test("results are narrowed by a year, and in private mode nothing that is written is on the screen", async ({
  page,
  given,
}) => {
  await given.entry({ body: "Karim cried at the seminar.", happened: on("2024-03-05") });
  await given.entry({ title: "Old", body: "seminar", happened: on("2023-03-05") });
  await silence(given);
  await page.goto("/#/search");
  await box(page).fill("seminar ");
  await page.getByRole("group", { name: "Narrow down" }).getByRole("button", { name: "2024 · 1" }).click();
  await expect(box(page)).toHaveValue("seminar year:2024");
  await expect(page.getByText("1 entry found")).toBeVisible();
  await expect(page.getByRole("link", { name: /Karim cried/ })).toBeVisible();
  await page.getByRole("button", { name: "Hide what entries say" }).click();
  await expect(page.getByRole("link", { name: /Untitled entry, 5 March 2024/ })).toBeVisible();
  await expect(page.locator("main, .side").getByText(/Karim|cried/)).toHaveCount(0);
  await box(page).fill("lose the class");
  const claims = page.getByRole("region", { name: "Assumptions and aims" });
  await expect(claims).toContainText("Assumption · Revised");
  await expect(claims.getByText(/lose the class/)).toHaveCount(0);
  await expectNoBarriers(page);
});

test("what the core refuses is said though nothing waits for its answer", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/today");
  await page.getByRole("textbox", { name: "Search everything you have written" }).fill("seminar");
  await expect(page.getByText("1 entry found")).toBeVisible();
  await given.fault("settings_save", "disk_full", "The disk is full. Nothing was changed.");
  await page.getByRole("button", { name: "Hide what entries say" }).click();
  await expect(page.getByRole("alert").getByText("The disk is full. Nothing was changed.")).toBeVisible();
  await expect(page.locator("mark").first()).toBeVisible();
});
