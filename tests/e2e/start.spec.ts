import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

test("one key press takes the suggested folder, one button goes on without a passphrase, and the journal opens", async ({
  page,
  given,
}) => {
  await given.dialogs({ firstStart: "/home/someone/Loopbook" });
  await page.goto("/");
  await expect(page.getByText("/home/someone/Loopbook")).toBeVisible();
  await expect(page.getByRole("button", { name: "Start here" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeFocused();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Go on without one" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Loopbook" })).toBeHidden();
  await expect(page.getByRole("navigation").first()).toBeVisible();
});

test("it says what stays on this machine, at every width and without barriers", async ({ page, given }) => {
  await given.dialogs({
    firstStart: `/home/someone/${"a-long-folder-name/".repeat(12)}Loopbook`,
  });
  await page.goto("/");
  await expect(page.getByText(/Everything you write stays on this machine/)).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});
