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

test("the passphrase of a second place is judged, can be shown, and is taken only when typed the same twice", async ({
  page,
  given,
}) => {
  const folder = await given.fixture("front-matter");
  test.skip(folder === null, "there is no test data to make a folder from");
  await page.addInitScript((place) => localStorage.setItem("loopbook.test.pickFolder", place), folder ?? "");
  await page.goto("/#/settings");
  await page.getByRole("button", { name: "Choose a folder…" }).first().click();
  const box = page.getByRole("dialog", { name: "A second place for backups" });
  const [first, again] = [box.getByLabel("Passphrase for the backups there"), box.getByLabel("Type it again")];
  await expect(first).toBeFocused();
  await page.keyboard.type("lantern omit gravel seventy");
  await expect(box.getByText(/hard to guess\.$/)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(box.getByRole("button", { name: "Show the passphrase" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(again).toBeFocused();
  await page.keyboard.type("lantern omit gravel seventeen");
  await page.keyboard.press("Enter");
  await expect(box.getByRole("alert")).toContainText("This is not what you typed above.");
  await expect(again).toBeFocused();
  await expectNoBarriers(page);
  await box.getByRole("button", { name: "Show the passphrase" }).click();
  await expect(first).toHaveAttribute("type", "text");
  await expect(again).toHaveAttribute("type", "text");
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  expect((await given.call("backup_list", {})).second_place).toBeNull();
  await again.fill("lantern omit gravel seventy");
  await page.keyboard.press("Enter");
  await expect(box).toBeHidden();
  await expect(page.getByText("From now on each backup goes there, too.")).toBeVisible();
  expect((await given.call("backup_list", {})).second_place).toContain("front-matter");
});

test("at a first start a backup file is looked into, told in figures, and becomes the journal", async ({
  page,
  given,
  request,
}) => {
  await given.entry({ title: "Then", body: "Something happened." });
  await given.entry({ title: "And then", body: "Something else." });
  const folder = await given.fixture("front-matter");
  test.skip(folder === null, "there is no test data to make a folder from");
  await given.call("second_place_set", { place: folder ?? "", passphrase: "a passphrase of the stick" });
  const { id } = await given.call("backup_make", {});
  const bytes = await given.written(encodeURIComponent(`front-matter/Loopbook backup ${id}.age`));
  // Another computer: nothing is there but the file.
  await request.post("/test/reset");
  const place = await given.put("from the stick.age", bytes);
  await request.post("/test/damage/gone");
  await given.dialogs({ firstStart: "/home/someone/Loopbook", open: place });
  await page.goto("/");
  await page.getByRole("button", { name: "Bring back a backup…" }).click();
  await page.getByRole("button", { name: "Choose the file…" }).click();
  const passphrase = page.getByLabel("Passphrase of that file");
  await passphrase.fill("not this one");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("This passphrase does not open the backup. Nothing was changed");
  await expectNoBarriers(page);
  await passphrase.fill("a passphrase of the stick");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/2 entries/)).toBeFocused();
  await expectNoBarriers(page);
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await page.getByRole("button", { name: "Go on with this" }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  expect((await given.call("journal_stats", {})).entries).toBe(2);
});

test("after a new key what still opens with the old passphrase is named, and deleted when told", async ({
  page,
  given,
}) => {
  await given.entry({ title: "Then", body: "Something happened." });
  await given.call("door_protect", { passphrase: "lantern omit gravel seventy", code: null });
  await given.call("backup_make", {});
  await page.goto("/#/settings");
  await page.getByRole("button", { name: "Make a new key…" }).click();
  const box = page.getByRole("dialog");
  await box.getByLabel("Passphrase of now").fill("lantern omit gravel seventy");
  await box.getByLabel("New passphrase").fill("another one altogether");
  await page.keyboard.press("Enter");
  await box.getByRole("button", { name: "Later" }).click();
  const old = page.getByRole("region", { name: "Backups from before your new key" });
  await expect(old).toContainText("can still be opened with the passphrase of before");
  await expectNoBarriers(page);
  await old.getByRole("button", { name: "Delete them…" }).click();
  await expect(box).toContainText("This cannot be undone");
  await expectNoBarriers(page);
  await box.getByRole("button", { name: "Delete for good" }).click();
  await expect(old).toBeHidden();
  await expect(page.getByText("What is left opens with the new passphrase alone.")).toBeVisible();
  expect(await given.call("backup_other_keys", {})).toEqual({ backups: [], asides: [] });
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
