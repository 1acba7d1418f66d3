import { expect, expectNoBarriers, expectNothingSideways, test } from "./given";
import { group } from "./group";
import { day } from "./silence";

test("a look at the nine behaviours is held against the last, and its plan is promised", async ({ page, given }) => {
  const { community } = await group(given);
  await given.entry({ title: "Who has a tally sheet", body: "? Who has a tally sheet\n" });
  await page.goto("/#/behaviours");
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(10);
  await expect(page.getByText("Here:")).toHaveCount(9);
  await page
    .getByText(/^Of your own/)
    .first()
    .click();
  await expect(page.getByRole("link", { name: /Who has a tally sheet/ })).toBeVisible();
  await expectNoBarriers(page);
  // To write one begins in the form that asks about it.
  for (const [link, field] of [
    ["Write up a visit", "What we want to learn"],
    ["Write about a development", "Whether it helps"],
    ["Write where I am stuck", "So what …?"],
  ] as const) {
    await page.getByRole("link", { name: link }).click();
    await expect(page.getByRole("textbox", { name: "What you write" })).toContainText(field);
    await page.goto("/#/behaviours");
  }
  await page.getByRole("combobox", { name: "Of which community" }).selectOption("Y9 enquiry");
  await page.getByRole("button", { name: "Look at where I work" }).click();
  await expect(page.getByText("The first look.")).toBeVisible();

  const choose = async (name: string, way: string) =>
    page
      .getByRole("group", { name: `${name}: can it be seen?` })
      .getByRole("radio", { name: way })
      .check();
  await choose("Asking for information", "Sometimes");
  await choose("Visiting each other", "Not yet");
  await page.getByRole("textbox", { name: "How would I support it: Visiting each other" }).fill("Offer my Tuesdays");
  const row = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await row("Visiting each other").getByRole("checkbox", { name: "Take this up" }).check();
  await row("Asking for information").getByRole("checkbox", { name: "Take this up" }).check();
  await expect(row("Writing it down").getByRole("checkbox", { name: "Take this up" })).toBeDisabled();
  await expect(page.getByText("One or two are enough.")).toBeVisible();
  await page.getByText("Entries that show it: Asking for information").click();
  await page.getByRole("button", { name: "Add “Who has a tally sheet”" }).first().click();
  await expect(row("Asking for information").getByRole("link", { name: "Who has a tally sheet" })).toBeVisible();
  await page.getByRole("textbox", { name: "Who is left out of informal talk?" }).fill("Those in the annexe");
  await page.getByRole("textbox", { name: "What I will do in the next month" }).fill("Ask the annexe for a visit");
  await page.getByLabel("By when").fill(day(28));
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Promise it to the community" }).click();
  await expect(page.getByText("This is a commitment of yours.")).toBeVisible();
  expect(await given.call("commitment_list", { community: community.id })).toMatchObject([
    { what: "Ask the annexe for a visit", due: day(28), mine: true },
  ]);

  // A month later the next look is held against it, in words.
  const [first] = await given.call("audit_list", {});
  await given.call("audit_save", { id: first?.id ?? "", day: day(-30) });
  await page.goto("/#/behaviours");
  await expect(page.getByText("to work on: Asking for information, Visiting each other")).toBeVisible();
  await page.getByRole("combobox", { name: "Of which community" }).selectOption("Y9 enquiry");
  await page.getByRole("button", { name: "Look at where I work" }).click();
  await expect(page.getByText("Held against the look of")).toBeVisible();
  await choose("Visiting each other", "Often");
  await expect(row("Visiting each other")).toContainText("More than last time; then it was not yet.");
  await expect(page.getByRole("list", { name: "What is different from last time" })).toContainText(
    "Visiting each other",
  );
  for (const width of [1280, 900, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNothingSideways(page);
  }
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Delete this look" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete this look" }).click();
  await expect(page).toHaveURL(/#\/behaviours/);
  expect(await given.call("audit_list", {})).toHaveLength(1);
});

test("what was met again and again is gathered into one text that says where it comes from", async ({
  page,
  given,
}) => {
  for (const title of ["Silence in 9b", "Silence again", "Silence once more"]) {
    const { id } = await given.entry({ title, body: `${title}: nobody answered.\n` });
    await given.call("tray_add", { ids: [id] });
  }
  await page.goto("/#/behaviours");
  await page.getByRole("button", { name: "Gather these 3 into one text" }).click();
  await expect(page).toHaveURL(/#\/entry\//);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("We have met this 3 times");
  for (const title of ["Silence in 9b", "Silence again", "Silence once more"]) {
    await expect(page.getByRole("main").getByText(`${title}: nobody answered.`)).toBeVisible();
  }
});
