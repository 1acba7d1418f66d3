import type { Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import { group } from "./group";

const MINUTE = 60_000;

/** The clock of the page, reckoned from when the journal says that the step began. */
async function at(page: Page, given: Given, id: string, minutes: number, seconds = 0): Promise<void> {
  const { running } = await given.call("session_get", { id });
  const now = Date.parse(running?.since ?? "") + minutes * MINUTE + seconds * 1000;
  await page.clock.setFixedTime(now);
  // What sleeps is woken by this as by an opened lid.
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
}

test("a session is led by keys before a room, and survives a reload, a jump of the clock and a closed lid", async ({
  page,
  given,
}) => {
  const { session, member } = await group(given);
  await given.call("person_save", { name: "Liam Ferrier", role: "pupil" });
  const { id, steps } = await session({
    protocol: "tuning",
    agenda: [{ kind: "request", text: "Who else taught Liam?", minutes: 4 }],
    roles: [{ role: "time", person: member("Dev Ash") }],
  });
  await page.goto(`/#/run/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keep cold-calling?");
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("listitem").first()).toContainText("Welcome, and what we promised");
  await expect(page.getByText("Dev Ash")).toBeVisible();
  await expectNoBarriers(page);

  const time = page.getByRole("timer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome, and what we promised");
  const first = steps[0]?.minutes ?? 0;
  await at(page, given, id, 0);
  await expect(time).toHaveText(`${first}:00 left`);
  await expect(page.getByText("Everyone may speak", { exact: true })).toBeVisible();
  await expect(page.getByText("What did we promise each other, and what came of it? One line each.")).toBeVisible();

  // Quiet warnings: in words, and neither sound nor blame.
  await at(page, given, id, first - 1);
  await expect(page.getByText("Coming to an end soon")).toBeVisible();
  await at(page, given, id, first, -5);
  await expect(page.getByText("Time to finish the thought", { exact: true })).toBeVisible();
  await at(page, given, id, first + 1, 20);
  await expect(time).toHaveText("+1:20 past the end");
  await expect(page.getByText("Time is up: a minute more, or go on")).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(page.getByText("2 minutes added")).toBeVisible();
  await expect(time).toHaveText("0:40 left");

  // The computer's clock is put back by an hour and a half, then the page is loaded anew.
  await at(page, given, id, -90);
  await expect(time).toHaveText(`${first + 2}:00 left`);
  await page.reload();
  await at(page, given, id, 1);
  await expect(time).toHaveText(`${first + 1}:00 left`);

  // A name that not everybody may read stays off the wall, and the next step is told without it.
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("There is a name in it")).toBeVisible();
  await expect(page.getByText("Liam")).toHaveCount(0);
  await page.keyboard.press("PageDown");
  await expect(page.getByText("Step 3 of")).toBeVisible();
  await page.keyboard.press("PageUp");
  await expect(page.getByText("Step 2 of")).toBeVisible();

  // Notes are kept, and their letters are no keys.
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Notes while it runs" }).fill("");
  await page.keyboard.type("end of next");
  await expect(page.getByText("Step 2 of")).toBeVisible();
  await expect
    .poll(async () => (await given.call("draft_get", { name: `session/${id}/notes` })).value)
    .toEqual({ text: "end of next" });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("textbox")).toHaveCount(0);

  // Eight hours in a bag.
  await at(page, given, id, 8 * 60);
  await expect(page.getByText("This step came to its end 7 hours ago.")).toBeVisible();
  await page.getByRole("button", { name: "Take it up again from now" }).click();
  await at(page, given, id, 0);
  await expect(time).toHaveText(`${steps[1]?.minutes}:00 left`);

  // Full screen is only how it is seen.
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
  await expect(page.getByText("Step 2 of")).toBeVisible();

  for (const [width, height] of [
    [1024, 768],
    [1280, 800],
    [1920, 1080],
    [640, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expectNothingSideways(page);
    const size = await time.locator(".digits").evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
    expect(size, `${width} × ${height}`).toBeGreaterThan(Math.min(width, height) / 6);
    await expect(page.getByRole("button", { name: "Next step" })).toBeInViewport({ ratio: 1 });
    await expect(time).toBeInViewport({ ratio: 1 });
  }
  await expectNoBarriers(page);

  // Leaving loses nothing; an end with steps to come is asked about.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press("l");
  await expect(page).toHaveURL(new RegExp(`#/session/${id}`));
  await page.goBack();
  await expect(page.getByText("Step 2 of")).toBeVisible();
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "Go on" }).click();
  expect((await given.call("session_get", { id })).state).toBe("running");
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That was the session");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Back to the last step" }).click();
  await expect(page.getByText(`Step ${steps.length} of ${steps.length}`)).toBeVisible();
  await expect(page.getByText("After this the session is over")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("link", { name: "Write the record" }).click();
  await expect(page.getByRole("textbox", { name: "Notes from the room" })).toHaveValue("end of next");
});

test("of a Balint group nobody notes anything, and the screen says why", async ({ page, given }) => {
  const { session } = await group(given);
  const { id } = await session({ protocol: "balint", minutes: 90 });
  await page.goto(`/#/run/${id}`);
  const why = page.getByText("Nothing is written down here, by anyone: what is said stays");
  await expect(why).toBeVisible();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(why).toBeVisible();
  await expect(page.getByRole("button", { name: "Notes" })).toHaveCount(0);
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.goto(`/#/record/${id}`);
  await expect(page.getByText("Nothing is written down of Balint group")).toBeVisible();
  await expect(page.locator("main").getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Who was there" })).toHaveCount(0);
  // No name of a place that happens to lie under the pointer.
  await page.mouse.move(640, 400);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "It was held" }).click();
  await expect(page.getByRole("button", { name: "It was held" })).toHaveCount(0);
  expect((await given.call("session_get", { id })).state).toBe("recorded");
});
