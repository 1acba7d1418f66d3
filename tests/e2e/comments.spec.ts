import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import { reviewPage, type ReviewPage } from "./review-page";

/** The file of a reader with one comment on these words. */
function response({ text, pack }: ReviewPage, words: string, comment: string): string {
  const piece = /data-piece="([^"]+)"/u.exec(text)?.[1] ?? "";
  const item = {
    id: "urn:uuid:0190a1b2-0000-4000-8000-000000000002",
    type: "Annotation",
    motivation: "assessing",
    body: [
      { type: "TextualBody", value: comment },
      { type: "TextualBody", purpose: "tagging", value: "challenge" },
    ],
    target: { source: `urn:uuid:${piece}`, selector: [{ type: "TextQuoteSelector", exact: words }] },
  };
  return JSON.stringify({
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: "urn:uuid:0190a1b2-0000-4000-8000-000000000001",
    type: "AnnotationCollection",
    "lb:pack": `urn:uuid:${pack}`,
    creator: { type: "Person", name: "Jo" },
    first: { id: "urn:x:1", type: "AnnotationPage", items: [item] },
  });
}

const EVIL = '<img src=x onerror="document.title=1"> They may be thinking.';

async function commented(given: Given): Promise<ReviewPage> {
  const page = await reviewPage(given);
  await given.call("response_add", {
    texts: [{ name: "r.json", text: response(page, "I lose the class", EVIL) }],
  });
  return page;
}

test("a file dropped on the window is looked at first, then its comments stand beside the words", async ({
  page,
  given,
}) => {
  const sent = await reviewPage(given);
  await given.call("settings_save", { beside: "comments" });
  await page.goto(`/#/entry/${sent.entry}`);
  await expect(page.getByRole("textbox", { name: "What you write" })).toContainText("I lose the class");
  const files = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "Response by Jo.json", { type: "application/json" }));
      return data;
    },
    response(sent, "I lose the class", EVIL),
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: files });
  const box = page.getByRole("dialog", { name: "Responses" });
  await expect(box.getByText("1 comment by Jo")).toBeVisible();
  await expectNoBarriers(page);
  await box.getByRole("button", { name: "Take them in" }).click();
  await expect(page.getByText("1 new comment stands beside your text.")).toBeVisible();
  await expect(box).toBeHidden();
  await expect(page.getByRole("tab", { name: "Comments" })).toHaveAttribute("aria-selected", "true");
  const panel = page.getByRole("tabpanel", { name: "Comments" });
  await expect(panel.getByText(EVIL)).toBeVisible();
  await expect(panel.getByText("I lose the class")).toBeVisible();
  // Begun anew, so that no hint of the box that was closed is left.
  await page.reload();
  await expect(panel.getByText(EVIL)).toBeVisible();
  await expectNoBarriers(page);
  expect(await page.title()).not.toBe("1");
});

test("a comment is answered, set aside, and taken up as evidence with its reader’s name", async ({ page, given }) => {
  await commented(given);
  const log = await given.call("loop_begin", { title: "Silence" });
  await page.goto("/#/comments");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: /^Answer:/u }).click();
  await page.getByRole("textbox", { name: "Your answer, or thanks" }).fill("Thank you.");
  await page.getByRole("button", { name: "Keep the answer" }).click();
  await page.getByRole("button", { name: /^All/u }).click();
  await expect(page.getByText("Your answer: Thank you.")).toBeVisible();
  await page.getByRole("button", { name: /^Take up:/u }).click();
  await page.getByRole("button", { name: "Take it up" }).click();
  await page.getByRole("link", { name: "a learning log" }).click();
  await expect(
    page
      .getByRole("heading", { name: "Silence" })
      .or(page.getByRole("textbox", { name: "Title" }))
      .first(),
  ).toBeVisible();
  const { challenges } = await given.call("loop_get", { id: log.entry.id });
  expect(challenges.map(({ who, cause, kind }) => ({ who, cause, kind }))).toEqual([
    { who: "Jo", cause: "comment", kind: "evidence" },
  ]);
});

test("what changed since is shown, and a passage that is gone is listed", async ({ page, given }) => {
  const { entry } = await commented(given);
  const now = await given.call("entry_get", { id: entry });
  await given.call("entry_save", { id: entry, base: now.revision, fields: { body: "I wait now." } });
  await page.goto("/#/comments");
  await expect(page.getByText("These words are no longer in the text.")).toBeVisible();
  await page.getByRole("button", { name: "What changed" }).click();
  await expect(page.getByRole("dialog").getByText("I wait now.")).toBeVisible();
});

test("a page of somebody else is read, commented on and answered in the app", async ({ page, given }) => {
  const sent = await reviewPage(given);
  await given.call("pack_forget", { id: sent.pack });
  // As another journal gets it: under another id, since this one knows its own.
  const theirs = sent.text.replaceAll(sent.pack, "0190a1b2-0000-7000-8000-0000000000aa");
  const { id } = await given.call("received_open", { text: { name: "review.html", text: theirs } });
  await given.dialogs({ save: "path:Response.json" });
  await page.goto("/#/received");
  await expect(page.getByText("Please do not pass it on.")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: "Where do I lose them?" }).click();
  await page.getByRole("button", { name: /^Comment on: I counted to two/u }).click();
  await page.getByRole("textbox", { name: "Your words" }).fill("How do you know?");
  await page.getByRole("button", { name: "Keep this comment" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "How do you know?" })).toBeVisible();
  await page.getByRole("textbox", { name: "Sign with a name" }).fill("Jo");
  await page.getByRole("textbox", { name: "What do I take for granted?" }).fill("That they are bored.");
  await page.getByRole("button", { name: "Keep the answer" }).click();
  await expectNoBarriers(page);
  await expectNothingSideways(page);
  await page.getByRole("button", { name: "Save my response…" }).click();
  const leaving = page.getByRole("dialog", { name: "Before this leaves" });
  await expect(leaving.getByText("To C.").or(leaving.getByText("Signed: Jo")).first()).toBeVisible();
  await expect(leaving.getByText("That they are bored.")).toBeVisible();
  await expectNoBarriers(page);
  await leaving.getByRole("button", { name: "Save the file…" }).click();
  await expect(page.getByText("2 comments and answers written to Response.json")).toBeVisible();
  await page.getByText("What went back (1 file)").click();
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByText("How do you know?").last()).toBeVisible();
  const received = await given.call("received_get", { id });
  expect(received.written[0]?.quote?.exact).toBe("I counted to two.");
});

test("answers are looked at before they go back, and an unlisted name waits for the tick", async ({ page, given }) => {
  const { pack } = await commented(given);
  const [comment] = await given.call("comment_list", {});
  await given.call("comment_answer", { id: comment?.id ?? "", answer: "I asked Quillon Hatherley on 3 March 2026." });
  await given.dialogs({ save: "path:answers.json" });
  await page.goto("/#/comments");
  await page.getByRole("button", { name: /^All/u }).click();
  await page.getByRole("button", { name: /^Send back the answers/u }).click();
  const leaving = page.getByRole("dialog", { name: "Before this leaves" });
  await expect(leaving.getByText("I asked Quillon Hatherley on 3 March 2026.").last()).toBeVisible();
  await expect(leaving.locator("mark").first()).toHaveText("Quillon Hatherley");
  await expectNoBarriers(page);
  const save = leaving.getByRole("button", { name: "Save the file…" });
  await expect(save).toBeDisabled();
  await leaving.getByRole("checkbox", { name: /^I have looked at these/u }).check();
  await save.click();
  await expect(page.getByText("1 answer written to answers.json")).toBeVisible();
  expect(await given.call("dispatch_list", { pack })).toMatchObject([{ kind: "reply", count: 1 }]);
  await page.getByText("What went back (1 file)").click();
  await expect(page.getByText("SHA-256")).toBeVisible();
});

test("a comment stands in the margin beside its words, and each shows the other", async ({ page, given }) => {
  const { entry } = await commented(given);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`/#/entry/${entry}`);
  const margin = page.getByRole("complementary", { name: "1 comment beside the text" });
  const card = margin.getByRole("listitem");
  const mark = page.getByRole("textbox", { name: "What you write" }).locator("mark");
  await expect(mark).toHaveText("I lose the class");
  await expect(card).toContainText("They may be thinking.");
  const [beside, words] = [await card.boundingBox(), await mark.boundingBox()];
  expect(beside?.x ?? 0).toBeGreaterThan((words?.x ?? 0) + (words?.width ?? 0));
  expect(Math.abs((beside?.y ?? 0) - (words?.y ?? 999))).toBeLessThan(12);
  await expectNoBarriers(page);
  await expectNothingSideways(page);
  await card.hover();
  await expect(mark).toHaveClass(/commented-now/u);
  await page.mouse.move(2, 2);
  await expect(mark).not.toHaveClass(/commented-now/u);
  await mark.hover();
  await expect(card).toHaveClass(/now/u);
  await page.mouse.move(2, 2);
  await page.keyboard.press("F8");
  await expect(card).toBeFocused();
  await card.getByRole("button", { name: /^Show in the text/u }).click();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("I lose the class");
  // Nothing of it is written.
  const before = await given.call("entry_get", { id: entry });
  await page.keyboard.press("End");
  await page.keyboard.type(" Why?");
  await expect.poll(async () => (await given.call("entry_get", { id: entry })).body).toContain("Why?");
  const { body } = await given.call("entry_get", { id: entry });
  expect(body.replace(" Why?", "")).toBe(before.body);
});

test("where there is no room beside the text, comments stand below it", async ({ page, given }) => {
  const { entry } = await commented(given);
  await page.setViewportSize({ width: 640, height: 800 });
  await page.goto(`/#/entry/${entry}`);
  const text = page.getByRole("textbox", { name: "What you write" });
  const card = page.getByRole("complementary", { name: "1 comment beside the text" }).getByRole("listitem");
  await expect(text.locator("mark")).toHaveText("I lose the class");
  const [below, above] = [await card.boundingBox(), await text.boundingBox()];
  expect(below?.y ?? 0).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 9999) - 1);
  await expectNoBarriers(page);
  await expectNothingSideways(page);
});
