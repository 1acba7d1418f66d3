import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

test("a class list that is pasted is on the list as it was shown", async ({ page, given }) => {
  await given.entry({ title: "Cold calling", people: ["Amira Khan"] });
  await page.goto("/#/people");
  await expect(page.getByRole("button", { name: "Change what is known of Amira Khan" })).toContainText("on 1 entry");
  await page.getByRole("button", { name: "Add people…" }).click();
  await page
    .getByRole("textbox", { name: "Names" })
    .fill("Pupil\n1. Khan, Amira (Mira)\n2. Nowak, Tomasz\n3. O’Brien, Aoife\n");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("3 names are new")).toBeVisible();
  await expect(dialog.getByText("Amira Khan, also Mira")).toBeVisible();
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Add 3 people" }).click();
  await expect(page.getByRole("status").filter({ hasText: "3 people" }).first()).toBeVisible();
  const people = await given.call("person_list", {});
  expect(people.map(({ name, role, aliases, entries }) => [name, role, aliases.join(), entries])).toEqual([
    ["Amira Khan", "pupil", "Mira", 1],
    ["Aoife O’Brien", "pupil", "", 0],
    ["Tomasz Nowak", "pupil", "", 0],
  ]);
});

test("by keyboard alone: what is known of someone is changed, and two become one", async ({ page, given }) => {
  await given.entry({ title: "One", people: ["Bex"] });
  await given.entry({ title: "Two", people: ["Rebecca Jones"] });
  await page.goto("/#/people");
  await page.getByRole("button", { name: "Change what is known of Bex" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await page.getByRole("combobox", { name: "The same person as" }).selectOption("Rebecca Jones");
  await page.getByRole("button", { name: "Make them one" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  const [only, ...others] = await given.call("person_list", {});
  expect(others).toEqual([]);
  expect(only).toMatchObject({ name: "Rebecca Jones", aliases: ["Bex"], entries: 2, listed: true });
});

test("someone is taken off the list with a way back, and words that give away are kept", async ({ page, given }) => {
  await given.call("person_add", {
    people: [{ name: "Dev Patel", aliases: ["D."] }],
    role: "colleague",
  });
  await page.goto("/#/people");
  await page.getByRole("button", { name: "Change what is known of Dev Patel" }).click();
  await page.getByRole("button", { name: "Take off the list" }).click();
  await expect(page.getByText("Nobody is on the list yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Change what is known of Dev Patel" })).toContainText("also D.");
  await page.getByRole("textbox", { name: "Classes, wards, rooms" }).fill("9B\nRoom 12");
  await page.getByRole("textbox", { name: "Places" }).fill("Elm Street");
  await page.getByRole("button", { name: "Save these words" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(await given.call("telltale_list", {})).toEqual({
    codes: ["9B", "Room 12"],
    places: ["Elm Street"],
    not_names: [],
  });
});

test("three hundred people and long names fit, without barriers", async ({ page, given }) => {
  const people = Array.from({ length: 300 }, (_, at) => ({
    name: `Person ${String.fromCharCode(97 + (at % 26))}${at} ${"Longname".repeat(at === 0 ? 12 : 1)}`,
    aliases: at % 7 === 0 ? ["Nickname"] : [],
  }));
  await given.call("person_add", { people, role: "client" });
  await page.goto("/#/people");
  await expect(page.getByText("300 people")).toBeVisible();
  await page.getByRole("textbox", { name: "Find a name" }).fill("z25 long");
  await expect(page.getByText("1 person", { exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "Find a name" }).fill("");
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});
