import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";

test("a community is begun by its name, and what is typed into its page is kept", async ({ page, given }) => {
  await page.goto("/#/communities");
  await expect(page.getByText("Nobody to share with yet")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("textbox", { name: "Name of the community" }).fill("Y9 enquiry group");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Y9 enquiry group");
  await expect(page.getByRole("textbox", { name: "Your name there" })).toHaveValue("");
  await page.getByRole("textbox", { name: "Your name there" }).fill("C.");
  await page.getByRole("textbox", { name: "What we care about" }).fill("Who speaks, and who does not.");
  await page.getByRole("combobox", { name: "Stage" }).selectOption("coalescing");
  await expect(page.getByText("You come together and see what you could do")).toBeVisible();
  await page.getByRole("textbox", { name: "Name of a member" }).fill("Bea");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "What Bea is in it" }).fill("facilitator");
  await expect
    .poll(async () => (await given.call("community_list", {}))[0])
    .toMatchObject({ shown_name: "C.", care: "Who speaks, and who does not.", stage: "coalescing", members: 1 });
  const [row] = await given.call("community_list", {});
  await expect
    .poll(async () => (await given.call("community_get", { id: row?.id ?? "" })).members[0])
    .toMatchObject({ name: "Bea", role: "facilitator" });
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
});

test("a community is put away and used again, or deleted with a way back", async ({ page, given }) => {
  const { id } = await given.call("community_save", { name: "Old group", members: [{ name: "Bea" }] });
  await page.goto(`/#/community/${id}`);
  await page.getByRole("button", { name: "Put away" }).click();
  await expect(page.getByText("This community is put away")).toBeVisible();
  await page.getByRole("button", { name: "Use it again" }).click();
  await expect(page.getByText("This community is put away")).toBeHidden();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Nobody to share with yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(page.getByRole("link", { name: "Old group" })).toBeVisible();
  await expect(page.getByText("1 member")).toBeVisible();
});
