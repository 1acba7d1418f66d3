import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";
import { FIRST, SECOND, silence } from "./silence";

test("an empty ledger says what belongs there", async ({ page }) => {
  await page.goto("/#/assumptions");
  await expect(page.getByText("What you assume will stand here")).toBeVisible();
  await expectNoBarriers(page);
});

test("the ledger shows how each stands, since when, how sure, and what is due; it can be narrowed", async ({
  page,
  given,
}) => {
  await silence(given);
  await page.goto("/#/assumptions");
  const revised = page.getByRole("region", { name: "Revised" });
  await expect(revised.getByRole("link", { name: SECOND })).toBeVisible();
  await expect(revised).toContainText("More sure than not, 60% (85% at first)");
  await expect(revised).toContainText("challenged twice");
  await expect(revised).toContainText("in 1 learning log");
  await expect(revised).toContainText("test due today");
  await expect(page.getByRole("region", { name: "Held" }).getByRole("link")).toHaveText("Never look lost");
  await page.getByRole("button", { name: /^Aims/ }).click();
  await expect(revised).toHaveCount(0);
  await page.getByRole("button", { name: /^Aims/ }).click();
  await page.getByRole("textbox", { name: "Find in assumptions and aims" }).fill("thinking");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await page.getByRole("textbox", { name: "Find in assumptions and aims" }).fill("xylophone");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(2);
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});

test("one assumption shows its whole life, and what was predicted stays sealed", async ({ page, given }) => {
  const { assumption } = await silence(given);
  await page.goto(`/#/claim/${assumption}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(SECOND);
  await expect(page.getByRole("img")).toBeVisible();
  const life = page.getByRole("region", { name: "Its life" }).getByRole("listitem");
  await expect(life).toHaveCount(2);
  await expect(life.first()).toContainText(FIRST);
  await expect(life.first()).toContainText("Quite sure, 85%");
  await expect(life.last()).toContainText("85% before, 60% from here on");
  await expect(life.last()).toContainText("The tally and the two pupils.");
  await expect(life.last().getByRole("link", { name: "Nobody answers in Y9" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What challenged it" })).toContainText("Ms K, sat in the lesson");
  const tests = page.getByRole("region", { name: "Tests" });
  await expect(tests).toContainText("What you predicted is sealed");
  await expect(page.getByText("Three new speakers")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Entries that bear on it" })).toContainText("Silence in Y9");
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});

test("a change of mind is added to its life; what was typed outlives leaving the page", async ({ page, given }) => {
  const { assumption } = await silence(given);
  await page.goto(`/#/claim/${assumption}`);
  await page.getByRole("button", { name: "My reading has changed" }).click();
  const words = page.getByRole("textbox", { name: "How would you say it now?" });
  await words.fill("Silence is work.");
  await page.getByRole("spinbutton", { name: "How sure, in percent" }).fill("40");
  await page.getByRole("textbox", { name: "What made you see it so?" }).fill("Read Rowe.");
  await expect
    .poll(async () => (await given.call("draft_get", { name: `claim:${assumption}:reading` })).value)
    .toMatchObject({ text: "Silence is work.", note: "Read Rowe." });
  await page.goto("/#/today");
  await page.goto(`/#/claim/${assumption}`);
  await expect(words).toHaveValue("Silence is work.");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Add to its life" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Silence is work.");
  const claim = await given.call("claim_get", { id: assumption });
  expect(claim.versions.at(-1)).toMatchObject({ text: "Silence is work.", confidence: 40, note: "Read Rowe." });
  await expect
    .poll(async () => (await given.call("draft_get", { name: `claim:${assumption}:reading` })).value)
    .toBeNull();
});

test("two that say the same become one, and apart again", async ({ page, given }) => {
  const { loop, assumption } = await silence(given);
  await given.call("claim_add", { loop: loop.entry.id, kind: "assumption", text: "Pupils are idle in a silence." });
  await page.goto(`/#/claim/${assumption}`);
  await page.getByRole("button", { name: "The same as another…" }).click();
  await page.getByRole("textbox", { name: "Find by its words" }).fill("idle");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Make it one with “Pupils are idle in a silence.”" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pupils are idle in a silence.");
  await expect(page.getByRole("region", { name: "Also said as" })).toContainText(SECOND);
  await page.getByRole("button", { name: `Take “${SECOND}” apart again` }).click();
  await expect(page.getByRole("region", { name: "Also said as" })).toHaveCount(0);
  expect((await given.call("claim_get", { id: assumption })).merged_into).toBeNull();
});
