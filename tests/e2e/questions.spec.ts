import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

test("nothing asked yet: the screen says how to ask", async ({ page }) => {
  await page.goto("/#/questions");
  await expect(page.getByText("What you do not know yet will stand here")).toBeVisible();
  await expectNoBarriers(page);
});

test("a question is answered in place, and opened again", async ({ page, given }) => {
  await given.entry({ title: "Corridor", body: "It was loud.\n\n? Who else sees this differently\n" });
  await page.goto("/#/questions");
  await expect(page.getByRole("list", { name: "Open" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("link", { name: "Corridor" })).toBeVisible();
  await page.getByRole("button", { name: "Answer “Who else sees this differently”" }).click();
  await expect(page.getByRole("textbox", { name: "What do you say to it now?" })).toBeFocused();
  await page.keyboard.type("The caretaker.");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Keep the answer" }).click();
  await expect(page.getByText("No question is open")).toBeVisible();
  await page.getByRole("button", { name: /^Answered/ }).click();
  await expect(page.getByText("The caretaker.")).toBeVisible();
  expect((await given.call("question_list", { state: "answered" }))[0]?.answer).toBe("The caretaker.");
  await page.getByRole("button", { name: "Open “Who else sees this differently” again" }).click();
  await expect(page.getByText("No question is answered yet")).toBeVisible();
});

test("a question leads to its line, which is selected and in sight", async ({ page, given }) => {
  const above = Array.from({ length: 60 }, (_, i) => `Line ${i} of a long day.\n\n`).join("");
  await given.entry({ title: "Corridor", body: `${above}?Who else sees this *differently*\n\nAfter.\n` });
  await page.goto("/#/questions");
  await page.getByRole("link", { name: "Corridor" }).click();
  await expect(page.getByText("Who else sees this")).toBeInViewport();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("Who else sees this differently");
});

test("an answer that was begun is there again", async ({ page, given }) => {
  await given.entry({ title: "Corridor", body: "? Why was it loud\n" });
  await page.goto("/#/questions");
  await page.getByRole("button", { name: "Answer “Why was it loud”" }).click();
  await page.keyboard.type("Perhaps the bell");
  await page.getByRole("button", { name: "Not now" }).click();
  await page.goto("/#/today");
  await page.goto("/#/questions");
  await page.getByRole("button", { name: "Answer “Why was it loud”" }).click();
  await expect(page.getByRole("textbox", { name: "What do you say to it now?" })).toHaveValue("Perhaps the bell");
});

test("the list of shortcuts says how a question is asked", async ({ page }) => {
  await page.goto("/#/today");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("F1");
  await expect(page.getByRole("dialog")).toContainText("A line that begins with “?” becomes a question.");
});

test("long questions at every width", async ({ page, given }) => {
  await given.entry({ body: `? ${"Averylongwordwithoutanyspace".repeat(12)} and then some more words`, title: "x" });
  await page.goto("/#/questions");
  await expect(page.getByRole("list", { name: "Open" }).getByRole("listitem")).toHaveCount(1);
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});
