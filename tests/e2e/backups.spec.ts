import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

test("a backup is made, tried out, and said in plain words", async ({ page, given }) => {
  await given.entry({ title: "One", body: "Something happened." });
  await page.goto("/#/settings");
  await expect(page.getByText("There is no backup yet.")).toBeVisible();
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(page.getByText("A backup with 1 entry was made and read back.")).toBeVisible();
  await expect(page.getByText(/^The last backup is from today at .* It holds 1 entry/)).toBeVisible();
  await page.getByRole("button", { name: "Try my backup" }).click();
  await expect(page.getByText(/^It works: the backup from today at .*1 entry, .* were read from it\./)).toBeVisible();
  await page.getByText("All backups (1 backup)").click();
  await expect(page.getByText("asked for")).toBeVisible();
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});

test("going back to a backup says what it would lack, keeps what is there now, and can be undone", async ({
  page,
  given,
}) => {
  await given.entry({ title: "Then", body: "Something happened." });
  await given.call("backup_make", {});
  await given.entry({ title: "Since", body: "Something else." });
  await page.goto("/#/settings");
  await page.getByText("All backups (1 backup)").click();
  await page.getByRole("button", { name: /^Restore the backup from today/ }).click();
  const question = page.getByRole("dialog", { name: /^Go back to today at/ });
  await expect(question).toContainText("It holds 1 entry");
  await expect(question).toContainText("1 entry written or changed since would not be in it as it is now:");
  await expect(question.getByRole("listitem").filter({ hasText: "Since" })).toBeVisible();
  await expectNoBarriers(page);
  await question.getByRole("button", { name: "Keep my journal as it is" }).click();
  await expect(question).toBeHidden();
  expect((await given.call("journal_stats", {})).entries).toBe(2);

  await page.getByRole("button", { name: "Restore the backup from" }).last().click();
  await question.getByRole("button", { name: "Go back to it" }).click();
  await expect(page).toHaveURL(/#\/today/);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Settings");
  expect((await given.call("journal_stats", {})).entries).toBe(1);

  await page.goto("/#/settings");
  await expect(page.getByText("Your journal as it was before you restored a backup")).toBeVisible();
  await page.getByRole("button", { name: "Put it back" }).click();
  await expect(page).toHaveURL(/#\/today/);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Settings");
  await expect.poll(async () => (await given.call("journal_stats", {})).entries).toBe(2);
});

test("how many are kept is changed at once", async ({ page, given }) => {
  await page.goto("/#/settings");
  await page.getByLabel("Months").selectOption("24");
  await expect.poll(async () => (await given.call("settings_get", {})).keep_backups.months).toBe(24);
});

test("a damaged journal has its ways out, and nothing is ever begun in its place", async ({ page, given, request }) => {
  await given.entry({ title: "Then", body: "Something happened." });
  await given.call("backup_make", {});
  await given.entry({ title: "Since", body: "Something else." });
  await request.post("/test/damage/page");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Your journal cannot be opened as it is" })).toBeVisible();
  await expect(page.getByText(/holds 1 entry/)).toBeVisible();
  await expectNoBarriers(page);
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await page.getByRole("button", { name: "Read what can be read" }).click();
  await expect(page.getByText("Of 2 entries:")).toBeVisible();
  await expect(page.getByText("2 came back whole")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Look at the other ways" }).click();
  await page.getByRole("button", { name: "Bring it back and look" }).click();
  await expect(page.getByText(/was brought back and read: 1 entry/)).toBeVisible();
  await page.getByRole("button", { name: "Look at the other ways" }).click();
  await page.getByRole("button", { name: "Read what can be read" }).click();
  await page.getByRole("button", { name: "Go on with this" }).click();
  await expect(page.getByRole("heading", { name: "Your journal cannot be opened as it is" })).toBeHidden();
  await expect(page.getByRole("link", { name: "Settings" })).toBeVisible();
  await expect.poll(async () => (await given.call("journal_stats", {})).entries).toBe(2);
  await page.goto("/#/settings");
  await expect(page.getByText("The damaged journal")).toBeVisible();
});

test("a lost key file comes back from a backup", async ({ page, given, request }) => {
  await given.entry({ title: "Then", body: "Something happened." });
  await given.call("backup_make", {});
  await request.post("/test/damage/keys");
  await page.goto("/");
  await page.getByRole("button", { name: "Bring back the key file" }).click();
  await expect(page.getByRole("link", { name: "Settings" })).toBeVisible();
  await expect.poll(async () => (await given.call("journal_stats", {})).entries).toBe(1);
});
