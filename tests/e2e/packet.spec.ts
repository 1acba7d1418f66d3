import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Download, Page } from "@playwright/test";
import { expect, expectNoBarriers, expectNothingSideways, test, type Given } from "./given";
import { reviewPage } from "./review-page";

/** Selects some words of the text, as a reader does with the mouse. */
async function select(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    for (const body of document.querySelectorAll(".text")) {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      const nodes: Text[] = [];
      while (walker.nextNode()) nodes.push(walker.currentNode as Text);
      const from = nodes
        .map((node) => node.data)
        .join("")
        .indexOf(wanted);
      if (from < 0) continue;
      /** A line on paper may begin within the words: where a letter of the whole text stands. */
      const place = (at: number): [Text, number] => {
        let left = at;
        for (const node of nodes) {
          if (left <= node.length) return [node, left];
          left -= node.length;
        }
        throw new Error("no such letter");
      };
      // Who selects words has them before their eyes.
      place(from)[0].parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
      getSelection()?.setBaseAndExtent(...place(from), ...place(from + wanted.length));
      return;
    }
    throw new Error(`“${wanted}” is not on the page`);
  }, words);
}

async function comment(page: Page, words: string, kind: string, text: string): Promise<void> {
  await select(page, words);
  await page.getByRole("button", { name: "Comment on this" }).click();
  await page.getByRole("radio", { name: kind }).check();
  await page.getByRole("textbox", { name: "Your words" }).fill(text);
  await page.getByRole("button", { name: "Keep this comment" }).click();
}

async function saved(page: Page): Promise<{ name: string; text: string }> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save my response" }).click();
  const download: Download = await waiting;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

type Collection = {
  first: {
    items: {
      motivation: string;
      body: { value: string }[];
      target: { source: string; selector?: [{ exact: string }, { start: number; end: number }] };
    }[];
  };
};

test("the text of each piece is, to the letter, what its offsets count on in the core", async ({ page, given }) => {
  const { url } = await reviewPage(given);
  await page.goto(url);
  const same = await page.evaluate(() => {
    const pack = JSON.parse(document.getElementById("pack")?.textContent ?? "") as {
      pieces: { id: string; html: string }[];
    };
    return pack.pieces.map((piece) => {
      const alone = new DOMParser().parseFromString(`<div>${piece.html}</div>`, "text/html").body.firstElementChild;
      return document.querySelector(`[data-piece="${piece.id}"]`)?.textContent === alone?.textContent;
    });
  });
  expect(same).toEqual([true]);
});

test("a reader marks, answers, signs and sends back, and the comments stand in the margin", async ({ page, given }) => {
  const { url, entry } = await reviewPage(given);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(url);
  await expect(page.getByText("What you write is kept in this browser")).toBeVisible();
  await comment(page, "I lose the class", "Challenge", "Another reading of the same data is that they were thinking.");
  await comment(page, "👩🏽‍🏫 at the door", "Question", "What did you answer?");
  await comment(page, "ثم انتظرت", "Warm", "Keep waiting, because this is where they begin.");
  await page.getByRole("textbox", { name: "What would you have done?" }).fill("I would have waited.");
  await page.getByRole("textbox", { name: "Your name" }).fill("Jo");
  await expect(page.locator("mark[data-comment]")).toHaveCount(3);
  const file = await saved(page);
  expect(file.name).toBe("Response by Jo.json");
  const { items } = (JSON.parse(file.text) as Collection).first;
  expect(items.map((item) => item.motivation)).toEqual(["assessing", "questioning", "commenting", "replying"]);
  // Nothing was asked of any network: the page itself and what it made.
  expect(asked.filter((address) => !/^(file|blob|data):/u.test(address))).toEqual([]);

  await given.put("response.json", file.text);
  const rows = await given.call("response_add", { places: ["path:response.json"] });
  expect(rows.map(({ refused, by, exact, orphans }) => ({ refused, by, exact, orphans }))).toEqual([
    { refused: "", by: "Jo", exact: 3, orphans: 0 },
  ]);
  const comments = await given.call("comment_list", { entry });
  expect(comments.filter((one) => one.kind !== "answer").map((one) => one.place.words)).toEqual([
    "I lose the class",
    "👩🏽‍🏫 at the door",
    "ثم انتظرت",
  ]);
});

test("of three readers’ twenty comments each none is lost while the author goes on writing", async ({
  browser,
  given,
}) => {
  test.setTimeout(240_000);
  const said = (n: number): string =>
    `In lesson ${n} I waited ${n} seconds, and what came was ${"so ".repeat(n % 4)}new.`;
  const sentences = Array.from({ length: 24 }, (_, n) => said(n + 1));
  const paragraphs = Array.from({ length: 6 }, (_, n) => sentences.slice(4 * n, 4 * n + 4).join(" "));
  const { url, entry } = await reviewPage(given, paragraphs.join("\n\n"));
  const kinds = ["Warm", "Cool", "Question", "Challenge", "Suggestion"];
  // Each time the author takes a sentence out, and writes another anew.
  const edits = [
    paragraphs,
    paragraphs.map((text) => text.replace(said(3), "").replace(said(8), "Something else altogether.")),
    [`Before it all I was afraid.`, ...paragraphs.slice(1)],
  ];
  for (const [at, reader] of ["Jo", "Kim", "Lo"].entries()) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    for (let n = 0; n < 20; n += 1) {
      await comment(
        page,
        `In lesson ${n + 1 + at} I`,
        kinds[n % 5] ?? "Warm",
        `${reader} thinks of ${n}, since it says so.`,
      );
    }
    await page.getByRole("textbox", { name: "Your name" }).fill(reader);
    const file = await saved(page);
    await context.close();
    const { revision } = await given.call("entry_get", { id: entry });
    const body = (edits[at] ?? paragraphs).join("\n\n");
    await given.call("entry_save", { id: entry, base: revision, fields: { body } });
    const [row] = await given.call("response_add", { texts: [{ name: file.name, text: file.text }] });
    expect(row?.refused).toBe("");
    expect(row?.new).toBe(20);
    const again = await given.call("response_add", { texts: [{ name: file.name, text: file.text }] });
    expect(again[0]?.new, "twice adds nothing").toBe(0);
  }
  const comments = await given.call("comment_list", { entry });
  expect(comments.map((one) => one.text).sort()).toEqual(
    ["Jo", "Kim", "Lo"]
      .flatMap((by) => Array.from({ length: 20 }, (_, n) => `${by} thinks of ${n}, since it says so.`))
      .sort(),
  );
  const placed = comments.filter((one) => one.place.standing !== "orphan");
  expect(placed.every((one) => one.place.words === one.quote?.exact)).toBe(true);
  // The first four sentences are gone at last: who spoke of them is listed with what they read.
  const orphans = comments.filter((one) => one.place.standing === "orphan");
  expect(orphans).toHaveLength(4 + 3 + 2);
  expect(orphans.every((one) => one.passage.startsWith("In lesson"))).toBe(true);
});

test("everything can be done with the keyboard alone", async ({ page, given }) => {
  const { url } = await reviewPage(given);
  await page.goto(url);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "To the text" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: /^Comment on: I asked the whole class/u })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "Warm" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const passage = page.locator("#passage");
  await expect(passage).toContainText("So I go on talking.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  for (let at = 0; at < 2; at += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Or find these words" }).focus();
  await page.keyboard.type("counted to two");
  await page.keyboard.press("Enter");
  await expect(passage).toHaveText("counted to two");
  await page.getByRole("radio", { name: "Warm" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Question" })).toBeChecked();
  await page.getByRole("textbox", { name: "Your words" }).focus();
  await page.keyboard.type("How do you know it was two?");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "How do you know it was two?" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Comment on: I asked/u })).toBeFocused();
});

test("a comment without a reason is asked about once, and kept all the same", async ({ page, given }) => {
  const { url } = await reviewPage(given);
  await page.goto(url);
  await page.getByRole("button", { name: "Comment on the whole" }).click();
  await page.getByRole("radio", { name: "Warm" }).check();
  await page.getByRole("textbox", { name: "Your words" }).fill("A lovely brave lesson this was.");
  await page.getByRole("button", { name: "Keep this comment" }).click();
  await expect(page.getByText("What did you see that led you there?")).toBeVisible();
  await page.getByRole("button", { name: "Keep this comment" }).click();
  await expect(page.getByText("On the whole", { exact: true })).toBeVisible();
});

test("a comment that is still open goes with the file, is there again, and is not dropped by one key", async ({
  page,
  given,
}) => {
  const { url } = await reviewPage(given);
  await page.goto(url);
  const words = page.getByRole("textbox", { name: "Your words" });
  await page.getByRole("button", { name: "Comment on the whole" }).click();
  await words.fill("I had to think of my own first year.");
  await page.reload();
  await expect(page.getByText("The comment you were writing is here again.")).toBeVisible();
  await expect(words).toHaveValue("I had to think of my own first year.");
  await page.getByRole("button", { name: "Save my response" }).click();
  await expect(page.getByText("One comment is still open.", { exact: false })).toBeVisible();
  await words.press("Escape");
  await expect(words).toBeVisible();
  await page.getByRole("radio", { name: "Warm" }).check();
  expect((await saved(page)).text).toContain("I had to think of my own first year.");
  await expect(page.getByRole("textbox", { name: "Your words" })).toBeHidden();
  await page.reload();
  await expect(words).toBeHidden();
});

test("what was written is there again, is loaded from a file, and forgotten at will", async ({ page, given }) => {
  const { url } = await reviewPage(given);
  await page.goto(url);
  await comment(page, "I lose the class", "Cool", "I looked for what they were doing and did not find it.");
  const file = await saved(page);
  await page.reload();
  await expect(page.getByText("did not find it.", { exact: false }).first()).toBeVisible();
  await page.getByText("Go on from a saved file, or forget it all").click();
  await page.getByRole("button", { name: "Forget what I wrote here" }).click();
  await page.getByRole("button", { name: "Forget it now" }).click();
  await expect(page.getByText("None yet.")).toBeVisible();
  await expect(page.locator("mark")).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("None yet.")).toBeVisible();
  await page.getByText("Go on from a saved file, or forget it all").click();
  await page
    .locator("#load")
    .setInputFiles({ name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) });
  await expect(page.getByText("1 comment loaded.")).toBeVisible();
  await expect(page.locator("mark[data-comment]")).toHaveText("I lose the class");
  await page.locator("#load").setInputFiles({
    name: "other.json",
    mimeType: "application/json",
    buffer: Buffer.from(file.text.replaceAll(/"lb:pack": "urn:uuid:[^"]+"/gu, '"lb:pack": "urn:uuid:0"')),
  });
  await expect(page.getByText("belongs to another text")).toBeVisible();
});

test("comments of a kind that the page does not know, in a file or in the browser, harm nothing", async ({
  page,
  given,
}) => {
  const { url, pack } = await reviewPage(given);
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(error.message));
  await page.goto(url);
  await page.evaluate((id) => {
    const one = { id: "0190a1b2-0000-4000-8000-000000000001", text: "x", made: "2026-11-22T09:00:00Z" };
    const comments = [
      null,
      { ...one, kind: "constructor" },
      { ...one, kind: "none" },
      { ...one, kind: "warm", text: 7 },
    ];
    localStorage.setItem(`loopbook.${id}`, JSON.stringify({ comments, answers: { q: null }, replies: 3, name: {} }));
  }, pack);
  await page.reload();
  await comment(page, "I lose the class", "Question", "How long is that?");
  await expect(page.locator("mark[data-comment]")).toHaveText("I lose the class");
  const file = await saved(page);
  await page.getByText("Go on from a saved file, or forget it all").click();
  const text = file.text
    .replaceAll('"question"', '"constructor"')
    .replaceAll(/urn:uuid:[0-9a-f]{8}(?=-[^"]+",\s+"type": "Annotation")/gu, "urn:uuid:11111111");
  await page
    .locator("#load")
    .setInputFiles({ name: file.name, mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(page.getByText("0 comments loaded.")).toBeVisible();
  expect(thrown).toEqual([]);
});

test("where the browser keeps nothing the page says so, and the response can be copied as text", async ({
  page,
  given,
}) => {
  const { url } = await reviewPage(given);
  await page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("no", "SecurityError");
      },
    }),
  );
  await page.goto(url);
  await expect(page.getByText("This browser does not keep what you write here")).toBeVisible();
  await comment(page, "I lose the class", "Question", "How long is that?");
  await page.getByText("If no file appears: copy it as text").click();
  const box = page.getByRole("textbox", { name: "Send this text back" });
  // It is written once what holds it has been opened.
  await expect(box).not.toHaveValue("");
  const text = await box.inputValue();
  const rows = await given.call("response_preview", {
    texts: [{ name: "mail.txt", text: `Dear Mira,\n\n> ${text.replaceAll("\n", "\n> ")}\n\nJo` }],
  });
  expect(rows[0]).toMatchObject({ refused: "", new: 1, exact: 1 });
  const leaving = page.waitForEvent("dialog");
  void page.close({ runBeforeUnload: true });
  const dialog = await leaving;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
});

test("the author’s answers are shown with the comments", async ({ page, given }) => {
  const { url, pack } = await reviewPage(given);
  await page.goto(url);
  await comment(page, "I lose the class", "Question", "How long is that?");
  const file = await saved(page);
  await given.call("response_add", { texts: [{ name: file.name, text: file.text }] });
  const [only] = await given.call("comment_list", {});
  await given.call("comment_answer", { id: only?.id ?? "", answer: "Too short. <b>Thank you</b>" });
  await given.call("reply_write", { pack, place: "path:answers.json" });
  const buffer = await given.written("answers.json");
  await page.getByText("Go on from a saved file, or forget it all").click();
  await page.locator("#load").setInputFiles({ name: "answers.json", mimeType: "application/json", buffer });
  await expect(page.getByText("The author: Too short. <b>Thank you</b>")).toBeVisible();
});

test("the author’s own analysis opens after the answers", async ({ page, given }) => {
  const log = "I asked, and nobody answered.";
  const { url } = await reviewPage(given, log, true);
  await page.goto(url);
  // A free entry has no part that is analysis: all of it is there.
  await expect(page.getByText(log)).toBeVisible();
  await expect(page.getByText("The author asks for your answers first.")).toBeHidden();
});

test("of a learning log, what the author made of it opens after the answers", async ({ page, given }) => {
  const url = await logPage(given);
  await page.goto(url);
  const noticed = page.getByText("Nobody answered me in the second row.");
  const analysis = page.getByText("I fill any silence.");
  await expect(noticed).toBeVisible();
  await expect(analysis).toBeHidden();
  await expect(page.getByText("The author asks for your answers first.")).toBeVisible();
  const answer = page.getByRole("textbox", { name: "What would you see here?" });
  await answer.fill("They were thinking.");
  await expect(analysis).toBeHidden(); // not under the first letter of an answer
  await answer.blur();
  await expect(analysis).toBeVisible();
  await expectNoBarriers(page);
  await answer.fill("They waited for me.");
  await answer.blur();
  await expect(analysis).toBeVisible();
  await page.reload();
  await expect(analysis).toBeVisible();
});

test("who will not answer first can open it all the same", async ({ page, given }) => {
  const url = await logPage(given);
  await page.goto(url);
  await page.locator(".later button").first().click();
  await expect(page.getByText("I fill any silence.")).toBeVisible();
  await expect(page.locator(".later").first()).toBeHidden();
});

test("in the preview the page can be tried, says that nothing is saved, and keeps nothing", async ({ page, given }) => {
  const { pack } = await reviewPage(given);
  await page.goto(`/preview/${pack}`);
  await comment(page, "I lose the class", "Question", "How long is that?");
  await expect(page.getByText("This is a preview: you can try everything")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save my response" })).toBeHidden();
  await page.reload();
  await expect(page.getByText("None yet.")).toBeVisible();
});

test("without a script it reads, prints with line numbers, and says how to answer", async ({ browser, given }) => {
  const { url } = await reviewPage(given);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  // Text of a <noscript> is passed over by text locators.
  await expect(page.locator("noscript strong")).toBeVisible();
  await expect(page.locator("noscript strong")).toHaveText("How to answer:");
  await expect(page.getByText("What would you have done?")).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await page.emulateMedia({ media: "print" });
  // Every line with words has a number, each its own, from the first piece to the last; no other line has one.
  const lines = await page.locator(".text .n").evaluateAll((signs) =>
    signs.map((sign) => {
      const style = getComputedStyle(sign, "::after");
      const text = sign.closest(".text");
      const range = document.createRange();
      range.setStartAfter(sign);
      if (text) range.setEndAfter(text);
      const words = range.toString();
      return { content: style.content, increment: style.counterIncrement, begins: words.trimStart().slice(0, 12) };
    }),
  );
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.every((line) => line.content === "counter(line)" && line.increment === "line 1")).toBe(true);
  expect(lines.every((line) => line.begins !== "")).toBe(true);
  const starts = lines.map((line) => line.begins);
  for (const begins of ["I asked the ", "I counted to", "I looked at ", "قال لي: «ان", "wait = 2 s"]) {
    expect(starts.filter((one) => one.startsWith(begins))).toHaveLength(1);
  }
  // Counted by the browser: as it is printed.
  expect(await page.evaluate(() => getComputedStyle(document.body).counterReset)).toBe("line 0");
  await context.close();
});

test("nothing stands in the way of anyone, on a desk or on a phone", async ({ page, given }) => {
  const { url } = await reviewPage(given);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 780 });
    await page.goto(url);
    await expectNoBarriers(page);
    await comment(page, "I lose the class", "Question", `How long is that, at ${width}?`);
    await page.getByRole("button", { name: "Comment on the whole" }).click();
    await expectNoBarriers(page);
    await expectNothingSideways(page);
  }
});

/** The review page of a learning log whose author asks for answers first. */
async function logPage(given: Given): Promise<string> {
  const { entry } = await given.call("loop_begin", { title: "Wait time" });
  const fields = { account: "Nobody answered me in the second row.", in_use: "I fill any silence." };
  await given.call("loop_write", { id: entry.id, base: entry.revision, fields });
  const { revision } = await given.call("entry_get", { id: entry.id });
  await given.call("entry_save", {
    id: entry.id,
    base: revision,
    fields: { readiness: "ready", audience: "shareable" },
  });
  const plan = await given.call("plan_begin", { audience: "Maple group", purpose: "peer_review", ids: [entry.id] });
  await given.call("plan_save", {
    id: plan.id,
    answers_first: true,
    questions: [{ text: "What would you see here?", entry: entry.id }],
  });
  await given.call("plan_decide", { plan: plan.id, accept: true });
  await given.call("plan_checks", {
    plan: plan.id,
    answers: (["recognised", "only_one", "upset"] as const).map((question) => ({ question, answer: "no", note: "" })),
  });
  const { pack } = await given.call("pack_prepare", { plan: plan.id, format: "packet" });
  await given.call("pack_send", { id: pack.id, place: "path:log.html" });
  const text = await given.written("log.html");
  const file = join(await mkdtemp(join(tmpdir(), "loopbook-log-")), "log.html");
  await writeFile(file, text);
  return pathToFileURL(file).href;
}
