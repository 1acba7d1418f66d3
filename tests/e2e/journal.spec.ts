import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import { silence } from "./silence";

const day = (local: string) => ({ precision: "day" as const, local, zone: "Europe/London", offset_minutes: null });

async function some(given: Given): Promise<void> {
  await given.entry({ title: "Marking in red", body: "Why?", happened: day("2026-03-02"), tags: ["feedback"] });
  await given.entry({ title: "A quiet corridor", body: "So?", happened: day("2026-03-02"), readiness: "draft" });
  await given.entry({ title: "The parents", body: "Well.", happened: day("2019-05-03"), audience: "private" });
}

test("entries stand under their days, newest first, and say what they are in words", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/journal");
  const list = page.getByRole("group", { name: "Entries" });
  await expect(list.getByRole("heading")).toHaveText(["2 March", "3 May 2019"]);
  await expect(list.getByRole("link")).toHaveCount(3);
  await expect(list.getByRole("link", { name: /A quiet corridor/ })).toContainText("Draft");
  await expect(list.getByRole("link", { name: /The parents/ })).toContainText("Private");
  await expect(page.getByText("3 entries", { exact: true }).first()).toBeVisible();
});

test("a filter is a chip that can be taken away", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/journal");
  const list = page.getByRole("group", { name: "Entries" });
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("button", { name: "#feedback" }).click();
  await page.keyboard.press("Escape");
  await expect(list.getByRole("link")).toHaveCount(1);
  await page.getByRole("button", { name: "Remove #feedback" }).click();
  await expect(list.getByRole("link")).toHaveCount(3);
});

test("filters that let nothing through say so and can be cleared", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/journal");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("button", { name: "Starred" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Nothing matches these filters")).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page.getByRole("group", { name: "Entries" }).getByRole("link")).toHaveCount(3);
});

test("the calendar leads to a day, and so does Ctrl+G", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/journal");
  await page.getByRole("button", { name: "2 March 2026: 2 entries" }).click();
  const list = page.getByRole("group", { name: "Entries" });
  await expect(list.getByRole("link")).toHaveCount(2);
  await expect(page.getByText("On 2 March")).toBeVisible();
  await page.keyboard.press("Control+g");
  await page.getByLabel("Which day?").fill("May 2019");
  await page.keyboard.press("Enter");
  await expect(list.getByRole("link")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "2019", exact: true })).toBeVisible();
});

test("entries are ticked into the tray by mouse and by keyboard", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/journal");
  await page.getByRole("checkbox", { name: /Marking in red/ }).check();
  await expect(page.getByRole("link", { name: "Share, 1 entry in the tray" })).toBeVisible();
  await page.getByRole("link", { name: /^The parents/ }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox", { name: /The parents/ })).toBeChecked();
  await expect.poll(async () => (await given.call("tray_list", {})).length).toBe(2);
});

test("the arrow keys go from entry to entry, Ctrl+[ and Ctrl+] from page to page", async ({ page, given }) => {
  await some(given);
  await page.goto("/#/journal");
  const links = page.getByRole("group", { name: "Entries" }).getByRole("link");
  await links.first().focus();
  await page.keyboard.press("End");
  await expect(links.last()).toBeFocused();
  await page.keyboard.press("Enter");
  const title = page.getByRole("textbox", { name: "Title" });
  await expect(title).toHaveValue("The parents");
  await expect(page.getByRole("button", { name: "Next entry (newer)" })).toBeEnabled();
  await page.keyboard.press("Control+]");
  await expect(title).not.toHaveValue("The parents");
  await expect(page.getByRole("button", { name: "Previous entry (older)" })).toBeEnabled();
  await page.keyboard.press("Control+[");
  await expect(title).toHaveValue("The parents");
});

test("what was written becomes visible in the list by itself", async ({ page, given }) => {
  await page.goto("/#/journal");
  await expect(page.getByText("Your journal is empty")).toBeVisible();
  await given.entry({ title: "From elsewhere", body: "x" });
  await expect(page.getByRole("link", { name: /From elsewhere/ })).toBeVisible();
});

for (const width of [1280, 900, 640, 400]) {
  test(`the journal fits ${width} pixels, full and empty, without barriers`, async ({ page, given }) => {
    test.slow(); // axe looks at each of a year's days
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/#/journal");
    await expect(page.getByText("Your journal is empty")).toBeVisible();
    await expectNoBarriers(page);
    await some(given);
    await expect(page.getByRole("link", { name: /The parents/ })).toBeVisible();
    await expectNothingSideways(page);
    await expectNoBarriers(page);
  });
}

test("the journal can be narrowed to learning logs and their stages", async ({ page, given }) => {
  await silence(given);
  await page.goto("/#/journal");
  await expect(page.getByRole("article")).toHaveCount(2);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("button", { name: "Learning logs", exact: true }).click();
  await page.getByRole("button", { name: "Noticed", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("article")).toContainText("Noticed");
  await page.getByRole("button", { name: "Remove Learning logs" }).click();
  await page.getByRole("button", { name: "Remove Noticed" }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
});
