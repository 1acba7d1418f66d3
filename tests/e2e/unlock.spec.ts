import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import type { Page } from "@playwright/test";

const PASSPHRASE = "lantern omit gravel seventy";

/** The journal that is served gets a passphrase and a recovery code; the code. */
async function protect(given: Given): Promise<string> {
  const { code } = await given.call("door_code", {});
  const answer = await given.call("door_protect", { passphrase: PASSPHRASE, code: { code, typed: code } });
  expect(answer.tried).toBe("right");
  return code;
}

/** Locked, without the page having had a part in it. */
async function locked(page: Page, given: Given): Promise<string> {
  const code = await protect(given);
  await given.call("door_lock", {});
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Your journal is locked" })).toBeVisible();
  return code;
}

test("a first start with a passphrase and a code typed back opens the journal, and the code works alone", async ({
  page,
}) => {
  // Only once: the storage outlives the page, which begins anew when it is locked.
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("loopbook.test.firstStart", "/home/someone/Loopbook"));
  await page.reload();
  await expect(page.getByRole("button", { name: "Start here" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeFocused();
  await page.keyboard.type("password");
  await expect(page.getByText("Easy to guess.")).toBeVisible();
  await page.getByText("What it protects, and what it does not").click();
  await expectNoBarriers(page);
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await expect(page.getByText("Strong: very hard to guess.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Your recovery code" })).toBeFocused();
  const groups = await page.getByRole("group", { name: "The recovery code" }).locator("span").allTextContents();
  expect(groups).toHaveLength(8);
  await expectNoBarriers(page);
  for (const width of [1280, 640, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  const typed = page.getByLabel("Type it back from your paper");
  await typed.fill(groups.join(" ").slice(0, -1));
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("alert")).toContainText("not the code shown above");
  await typed.fill(groups.join(" ").toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation").first()).toBeVisible();

  await page.keyboard.press("Control+l");
  await expect(page.getByRole("heading", { name: "Your journal is locked" })).toBeVisible();
  await page.getByRole("button", { name: "Use the recovery code instead" }).click();
  await expect(page.getByLabel("Recovery code")).toBeFocused();
  await expectNoBarriers(page);
  await page.keyboard.type("ABCD");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("has 4 letters and digits");
  await page.getByLabel("Recovery code").fill(groups.join("").toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Set a new passphrase" })).toBeVisible();
});

test("Ctrl+L keeps the half-typed sentence, empties page and title, and unlocking leads back", async ({
  page,
  given,
}) => {
  await protect(given);
  const entry = await given.entry({ title: "Fractions canary-7714", body: "" });
  await page.goto(`/#/entry/${entry.id}`);
  const text = page.getByRole("textbox", { name: "What you write" });
  await text.click();
  await page.keyboard.type("Noor said canary-7714 that she");
  await page.keyboard.press("Control+l");
  await expect(page.getByRole("heading", { name: "Your journal is locked" })).toBeVisible();
  await expect(page).toHaveTitle("Loopbook");
  expect(await page.content()).not.toContain("canary-7714");
  expect(page.url()).not.toContain(entry.id);
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Passphrase", { exact: true })).toHaveAttribute("autocomplete", "current-password");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(text).toContainText("Noor said canary-7714 that she");
  expect(page.url()).toContain(entry.id);
});

test("a sentence that cannot be saved keeps the journal open, and says so", async ({ page, given }) => {
  await protect(given);
  const entry = await given.entry({ title: "Fractions", body: "" });
  await page.goto(`/#/entry/${entry.id}`);
  await page.getByRole("textbox", { name: "What you write" }).click();
  for (let times = 0; times < 6; times++) await given.fault("entry_save", "disk_full", "The disk is full.");
  await page.keyboard.type("She waited");
  await page.keyboard.press("Control+l");
  await expect(page.getByText("Not locked, because something could not be saved.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "What you write" })).toContainText("She waited");
});

test("a wrong passphrase is told, more of them cost time, and the right one still opens", async ({ page, given }) => {
  await locked(page, given);
  await expectNoBarriers(page);
  const field = page.getByLabel("Passphrase", { exact: true });
  const unlock = page.getByRole("button", { name: "Unlock" });
  for (let times = 0; times < 3; times++) {
    await expect(field).toBeFocused();
    await field.fill("not this one");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("That is not the passphrase of this journal");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    if (times < 2) await expect(unlock).toBeEnabled();
  }
  await expect(page.getByRole("alert")).toContainText(/Please wait 2 seconds/);
  await expect(unlock).toBeDisabled();
  await expectNoBarriers(page);
  await expect(unlock).toBeEnabled();
  await field.fill(PASSPHRASE);
  await page.getByRole("button", { name: "Show the passphrase" }).click();
  await expect(field).toHaveAttribute("type", "text");
  await unlock.click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
});

test("a program that begins anew finds the journal locked", async ({ page, given, request }) => {
  await protect(given);
  await page.goto("/");
  await expect(page.getByRole("navigation").first()).toBeVisible();
  expect((await request.post("/test/restart")).ok()).toBe(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your journal is locked" })).toBeVisible();
});

test("when nobody types it warns, any key goes on, and then it locks", async ({ page, given }) => {
  await protect(given);
  await given.call("settings_save", { lock_after_minutes: 1 });
  await page.clock.install();
  await page.goto("/");
  await expect(page.getByRole("navigation").first()).toBeVisible();
  await page.clock.runFor(45_000);
  const warning = page.getByRole("dialog", { name: "Locking soon" });
  await expect(warning).toBeVisible();
  await expect(page.getByRole("button", { name: "Go on writing" })).toBeFocused();
  await expectNoBarriers(page);
  await page.keyboard.press("a");
  await page.clock.runFor(500);
  await expect(warning).toBeHidden();
  await page.clock.runFor(30_000);
  await expect(warning).toBeHidden();
  await page.clock.runFor(15_000);
  await expect(warning).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(page.getByRole("heading", { name: "Your journal is locked" })).toBeVisible();
});

test("the journal is locked with the computer", async ({ page, given }) => {
  await protect(given);
  await page.goto("/");
  await expect(page.getByRole("navigation").first()).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("loopbook.test.lock")));
  await expect(page.getByRole("heading", { name: "Your journal is locked" })).toBeVisible();
});

test("in the settings a passphrase is set, changed and removed", async ({ page, given }) => {
  await page.goto("/#/settings");
  const group = page.getByRole("region", { name: "Passphrase" });
  await expect(group).toContainText("has no passphrase. Whoever finds its folder");
  await group.getByRole("button", { name: "Set a passphrase…" }).click();
  const box = page.getByRole("dialog");
  await expect(box.getByLabel("New passphrase")).toBeFocused();
  await expect(box).toContainText("can still be read without it");
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(box.getByRole("group", { name: "The recovery code" })).toBeVisible();
  await expectNoBarriers(page);
  await box.getByRole("button", { name: "Later" }).click();
  await expect(group).toContainText("There is no recovery code");
  await expectNoBarriers(page);

  await group.getByRole("button", { name: "Change the passphrase…" }).click();
  await expect(box).toContainText("still open with the passphrase of before");
  await box.getByLabel("Passphrase of now").fill("not this one");
  await box.getByLabel("New passphrase").fill("another one altogether");
  await page.keyboard.press("Enter");
  await expect(box.getByRole("alert")).toContainText("not the passphrase");
  await box.getByLabel("Passphrase of now").fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(group).toContainText("From now on the journal opens with this passphrase.");

  await group.getByLabel("Lock when nobody types").selectOption("After 5 minutes");
  await expect.poll(async () => (await given.call("settings_get", {})).lock_after_minutes).toBe(5);

  await group.getByRole("button", { name: "Remove the passphrase…" }).click();
  await box.getByLabel("Passphrase of now").fill("another one altogether");
  await box.getByRole("button", { name: "Remove it" }).click();
  await expect(group).toContainText("has no passphrase. Whoever finds its folder");
  await expect(box).toBeHidden();
  await page.keyboard.press("Control+l");
  await expect(page.getByText("there is nothing to lock it with")).toBeVisible();
});

test("a new key encrypts everything anew, and only the new passphrase opens it", async ({ page, given }) => {
  await protect(given);
  await given.entry({ title: "Fractions", body: "She waited." });
  await page.goto("/#/settings");
  const group = page.getByRole("region", { name: "Passphrase" });
  await group.getByRole("button", { name: "Make a new key…" }).click();
  const box = page.getByRole("dialog");
  await box.getByLabel("Passphrase of now").fill(PASSPHRASE);
  await box.getByLabel("New passphrase").fill("another one altogether");
  await page.keyboard.press("Enter");
  await box.getByRole("button", { name: "Later" }).click();
  await expect(box).toBeHidden();
  await expect(group).toContainText("There is no recovery code");
  expect((await given.call("entry_list", {})).total).toBe(1);
  await given.call("door_lock", {});
  const old = await given.call("door_unlock", { passphrase: PASSPHRASE });
  expect(old.tried).toBe("wrong_passphrase");
  expect((await given.call("door_unlock", { passphrase: "another one altogether" })).tried).toBe("right");
});
