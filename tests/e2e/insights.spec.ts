import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";
import { FIRST, SECOND, silence } from "./silence";

test("a time without a word says so", async ({ page }) => {
  await page.goto("/#/insights");
  await expect(page.getByText("Nothing was written in this time")).toBeVisible();
  await expectNoBarriers(page);
});

test("the look back tells what changed a mind, through whose eyes, and links there", async ({ page, given }) => {
  const { assumption, loop } = await silence(given);
  await page.goto("/#/insights");
  const changed = page.getByRole("region", { name: "Where your mind changed" });
  await expect(changed).toContainText(FIRST);
  await expect(changed.getByRole("link", { name: SECOND })).toHaveAttribute("href", `#/claim/${assumption}`);
  await expect(changed.getByRole("link", { name: "Nobody answers in Y9" })).toHaveAttribute(
    "href",
    `#/loop/${loop.entry.id}`,
  );
  await expect(page.getByRole("region", { name: "Whose eyes led to it" })).toContainText("Colleagues");
  await expect(page.getByRole("region", { name: "Who helped you see it" })).toContainText("Ms K");
  await expect(page.getByRole("region", { name: "What set you thinking" })).toContainText(
    "Nobody answers my questions in Y9.",
  );
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});

test("other days can be chosen", async ({ page, given }) => {
  await silence(given);
  await page.goto("/#/insights");
  await expect(page.getByRole("region", { name: "Where your mind changed" })).toBeVisible();
  await page.getByRole("button", { name: "Other days" }).click();
  await page.getByRole("textbox", { name: "From", exact: true }).fill("2001-01-01");
  await page.getByRole("textbox", { name: "To", exact: true }).fill("2000-01-01");
  await page.getByRole("textbox", { name: "To", exact: true }).blur();
  await expect(page.getByText("The first day comes after the last one.")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("textbox", { name: "To", exact: true }).fill("2001-12-31");
  await page.getByRole("textbox", { name: "To", exact: true }).blur();
  await expect(page.getByText("Nothing was written in this time")).toBeVisible();
});

test("a look back is written on a page of its own, with its questions", async ({ page, given }) => {
  await given.entry({ title: "A day", body: "Something happened." });
  await page.goto("/#/insights");
  await page.getByRole("button", { name: "Write a look back" }).click();
  await expect(page).toHaveURL(/#\/entry\//);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(/^Look back: /);
  const rows = (await given.call("entry_list", {})).rows;
  expect(rows.map(({ template }) => template)).toContain("deutero");
});
