import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

test("the theme is in force at once, and still after a reload", async ({ page, given }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/#/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect.poll(async () => (await given.call("settings_get", {})).theme).toBe("dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
});

test("size goes up and down in steps, and back to 100 %", async ({ page, given }) => {
  await page.goto("/#/settings");
  const size = page.getByRole("group", { name: "Size of everything" });
  await size.getByRole("button", { name: "Larger" }).click();
  await expect(size.getByText("110 %")).toBeVisible();
  await expect.poll(async () => (await given.call("settings_get", {})).zoom).toBe(110);
  await size.getByRole("button", { name: "100 %" }).click();
  await expect.poll(async () => (await given.call("settings_get", {})).zoom).toBe(100);
});

test("a rule that deletes versions is set only after a clear answer", async ({ page, given }) => {
  await page.goto("/#/settings");
  const rule = page.getByLabel("How long earlier versions are kept");
  await rule.selectOption({ label: "1 year" });
  const question = page.getByRole("dialog", {
    name: "Delete versions older than 1 year?",
  });
  await expect(question).toContainText("This cannot be undone.");
  await expectNoBarriers(page);
  await page.keyboard.press("Escape");
  expect((await given.call("settings_get", {})).keep_versions_days).toBeNull();
  await expect(rule).toHaveValue("ever");
  await rule.selectOption({ label: "1 year" });
  await question.getByRole("button", { name: "Set this rule" }).click();
  await expect.poll(async () => (await given.call("settings_get", {})).keep_versions_days).toBe(365);
  await expect(page.getByText("Versions older than 1 year are deleted by themselves")).toBeVisible();
});

test("the journal is checked and search rebuilt, each with its result in words", async ({ page, given }) => {
  await given.entry({ title: "One", body: "Something happened." });
  await page.goto("/#/settings");
  await page.getByRole("button", { name: "Check my journal" }).click();
  await expect(page.getByText(/^Your journal is sound\. 1 entry/)).toBeVisible();
  await page.getByRole("button", { name: "Rebuild search" }).click();
  await expect(page.getByText(/^Search was rebuilt over 1 entry in/)).toBeVisible();
});

test("a change that could not be kept goes back, with the reason", async ({ page, given }) => {
  await page.goto("/#/settings");
  await expect(page.getByRole("radio", { name: "As the system" })).toBeChecked();
  await given.fault("settings_save", "read_only", "The journal cannot be written. Your entries are safe.");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.getByText("The journal cannot be written.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "As the system" })).toBeChecked();
});

test("it says where the journal lives, at every width and without barriers", async ({ page, given }) => {
  const { folder } = await given.call("journal_about", {});
  await page.goto("/#/settings");
  await expect(page.getByText(folder)).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});
