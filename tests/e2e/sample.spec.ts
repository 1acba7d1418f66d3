import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

const BANNER = "This is a sample: a term of one teacher’s, made up.";

test("the sample is looked at before one’s own journal is begun, and deleted in one step", async ({ page, given }) => {
  // Only once: the storage outlives the page, which begins anew here.
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("loopbook.test.firstStart", "/home/someone/Loopbook"));
  await page.reload();
  await expect(page.getByRole("button", { name: "Start here" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Look at a sample first" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(BANNER)).toBeVisible();
  expect((await given.call("loop_list", {})).length).toBe(3);
  await page.getByRole("link", { name: "Learning logs" }).first().click();
  await expect(page.getByText("Nobody answers, so I do").first()).toBeVisible();
  await expect(page.getByText(BANNER)).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Delete the sample" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Loopbook" })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Go on without one" }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  expect(await given.call("loop_list", {})).toEqual([]);
});

test("from Settings to the sample and back: what was just typed is saved where it belongs", async ({ page, given }) => {
  const own = await given.entry({ title: "My own", body: "Mine." });
  await page.goto(`/#/entry/${own.id}`);
  await page.getByRole("textbox", { name: "Title" }).fill("My own, in my own words");
  await page.evaluate(() => (location.hash = "#/settings"));
  await page.getByRole("button", { name: "Look at the sample" }).click();
  await expect(page.getByText(BANNER)).toBeVisible();
  await expect(page).toHaveURL(/#\/journal$/);
  expect((await given.call("entry_list", {})).rows.some((row) => row.title.startsWith("My own"))).toBe(false);
  await page.getByRole("button", { name: "Back to my own journal" }).click();
  await expect(page.getByText(BANNER)).toBeHidden();
  await expect(page.getByText("My own, in my own words").first()).toBeVisible();
  expect((await given.call("entry_get", { id: own.id })).title).toBe("My own, in my own words");
  await page.goto("/#/settings");
  await expect(page.getByText("The sample lies beside your journal")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Delete the sample" }).click();
  await expect(page.getByText("The sample is deleted.")).toBeVisible();
  expect((await given.call("entry_get", { id: own.id })).title).toBe("My own, in my own words");
});
