// Texts made to harm, in the responses of readers and in pages of others: on every screen that shows them nothing runs.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./given";
import { reviewPage } from "./review-page";

const DATA = process.env["LOOPBOOK_TEST_DATA"] ?? join(process.cwd(), "../../shared/data");

/** Every payload of the corpora; none where this machine does not have them. */
async function payloads(): Promise<string[]> {
  const [scripts, strings] = [join(DATA, "xss-dompurify/expect.json"), join(DATA, "naughty-strings/blns.json")];
  if (!existsSync(scripts) || !existsSync(strings)) return [];
  const xss = (JSON.parse(await readFile(scripts, "utf8")) as { payload: string }[]).map(({ payload }) => payload);
  const naughty = JSON.parse(await readFile(strings, "utf8")) as string[];
  return [...xss, ...naughty].map((text) => text.trim()).filter((text) => text !== "" && text.length < 20_000);
}

/** The file of a reader, with one comment for each text. */
function response(pack: string, piece: string, texts: readonly string[]): string {
  const urn = (n: number): string => `urn:uuid:0190a1b2-0000-4000-8000-${String(n).padStart(12, "0")}`;
  const items = texts.map((value, n) => ({
    id: urn(n),
    type: "Annotation",
    motivation: "commenting",
    body: [{ type: "TextualBody", value }],
    target: {
      source: `urn:uuid:${piece}`,
      selector: [
        { type: "TextQuoteSelector", exact: "I lose the class", prefix: [...value].slice(0, 40).join(""), suffix: "" },
      ],
    },
  }));
  return JSON.stringify({
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: urn(999_999),
    type: "AnnotationCollection",
    "lb:pack": `urn:uuid:${pack}`,
    creator: { type: "Person", name: '<img src=x onerror="alert(1)">' },
    first: { id: "urn:x:1", type: "AnnotationPage", items },
  });
}

/** Notes all by which a script, a style or a picture of a stranger would show itself. */
async function watched(page: Page): Promise<() => Promise<string[]>> {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/u.test(message.text())) seen.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") seen.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    const noted: string[] = [];
    Object.assign(window, { noted });
    addEventListener("securitypolicyviolation", (event) =>
      noted.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
    for (const name of ["alert", "confirm", "prompt", "print"] as const)
      Object.assign(window, { [name]: () => noted.push(`${name} was called`) });
  });
  return async () => [...seen, ...(await page.evaluate(() => (window as unknown as { noted: string[] }).noted))];
}

test("no text of a reader runs, loads or draws anything on any screen that shows it", async ({ page, given }) => {
  test.setTimeout(240_000);
  const texts = await payloads();
  test.skip(texts.length === 0, "the corpora of hostile texts are not on this machine");
  const sent = await reviewPage(given);
  const piece = /data-piece="([^"]+)"/u.exec(sent.text)?.[1] ?? "";
  const noted = await watched(page);
  const file = { name: "<svg onload=alert(1)>.json", text: response(sent.pack, piece, texts) };
  const [row] = await given.call("response_add", { texts: [file] });
  expect(row).toMatchObject({ refused: "", unread: 0, new: texts.length });
  await page.goto("/#/comments");
  const cards = page.getByRole("main").getByRole("listitem");
  await expect(cards).toHaveCount(texts.length);
  expect(await cards.locator("script, iframe, object, embed, style, svg, math, form, img, link, base").count()).toBe(0);
  await page.goto(`/#/entry/${sent.entry}`);
  await expect(page.getByRole("complementary").getByRole("listitem")).toHaveCount(texts.length);
  expect(await page.getByRole("complementary").locator("script, iframe, object, style, img, form").count()).toBe(0);
  expect(await noted()).toEqual([]);
});

test("no text in a page of somebody else’s runs or loads anything", async ({ page, given }) => {
  const texts = await payloads();
  test.skip(texts.length === 0, "the corpora of hostile texts are not on this machine");
  const sent = await reviewPage(given);
  await given.call("pack_forget", { id: sent.pack });
  const [before, rest] = sent.text.split('id="pack">');
  const [block, after] = (rest ?? "")
    .split("</script>", 1)
    .concat((rest ?? "").slice((rest ?? "").indexOf("</script>")));
  const data = JSON.parse(block ?? "") as { pack: string; title: string; pieces: { html: string }[] };
  data.pack = "0190a1b2-0000-7000-8000-0000000000bb";
  data.title = "<script>alert(1)</script>";
  for (const one of data.pieces) one.html = texts.join("\n");
  const evil = `${before}id="pack">${JSON.stringify(data).replaceAll("<", "\\u003c")}${after}`;
  const noted = await watched(page);
  const { id } = await given.call("received_open", { text: { name: "evil.html", text: evil } });
  await page.goto(`/#/reading/${id}`);
  await expect(page.getByRole("heading", { name: "<script>alert(1)</script>" })).toBeVisible();
  expect(await page.locator("article .text").locator("script, iframe, object, embed, style, form").count()).toBe(0);
  await page.goto("/#/received");
  await expect(page.getByRole("link", { name: "<script>alert(1)</script>" })).toBeVisible();
  expect(await noted()).toEqual([]);
});

test("several responses are dropped at once, the good are taken in and the others named", async ({ page, given }) => {
  const sent = await reviewPage(given);
  const piece = /data-piece="([^"]+)"/u.exec(sent.text)?.[1] ?? "";
  await page.goto("/#/comments");
  const files = await page.evaluateHandle(
    (texts) => {
      const data = new DataTransfer();
      for (const [name, text] of texts)
        data.items.add(new File([text ?? ""], name ?? "", { type: "application/json" }));
      return data;
    },
    [
      ["Response by Jo.json", response(sent.pack, piece, ["Keep waiting.", "How long?"])],
      ["broken.json", '{"@context":"http://www.w3.org/ns/anno.jsonld"'],
    ],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: files });
  const box = page.getByRole("dialog", { name: "Responses" });
  await expect(box.getByText("2 comments by")).toBeVisible();
  await expect(box.getByText("Not taken in")).toBeVisible();
  await box.getByRole("button", { name: "Take them in" }).click();
  await expect(page.getByText("2 new comments stand beside your text.")).toBeVisible();
  expect(await given.call("comment_list", {})).toHaveLength(2);
});
