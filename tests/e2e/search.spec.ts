import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import { silence } from "./silence";

async function some(given: Given): Promise<void> {
  await given.entry({ title: "Seminar", body: "The seminar went well until K asked.", tags: ["feedback"] });
  await given.entry({ title: "Corridor", body: "Nobody spoke in the corridor.", readiness: "draft" });
}

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
