// Texts made to harm, in a reader's response: in the real window, on the comments' screen and in the margin, nothing runs.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Key, pause, someHome, until, Window } from "./window.mjs";

// Where the real collections are not, ours alone are tried.
const DATA = process.env.LOOPBOOK_TEST_DATA ?? new URL("../../../../shared/data", import.meta.url).pathname;
const CORPUS = `${DATA}/xss-dompurify/expect.json`;
const PAYLOAD = "<img src=x onerror=\"document.title='a script ran'\"><script>document.title = 'a script ran'</script>";

let home;
let window;
before(async () => {
  home = await someHome();
  window = await Window.open(home);
  await window.takeDefault("Welcome");
  await window.click("button", "Go on without one");
  await window.see("nav");
});
after(async () => {
  await window?.kill();
  await home?.remove();
});

const call = (name, request) => window.call(name, request);

test("nothing of a reader's response runs in the window", { timeout: 170_000 }, async () => {
  const listener = await listening();
  const texts = await payloads(listener);
  const entry = await call("entry_add", {
    title: "Waiting",
    body: "I waited.",
    readiness: "ready",
    audience: "shareable",
  });
  const plan = await call("plan_begin", { audience: "A reader", purpose: "peer_review", ids: [entry.id] });
  await call("plan_decide", { plan: plan.id, accept: true });
  const answers = ["recognised", "only_one", "upset"].map((question) => ({ question, answer: "no" }));
  await call("plan_checks", { plan: plan.id, answers });
  const { pack } = await call("pack_prepare", { plan: plan.id, format: "packet" });
  const urn = (n) => `urn:uuid:0190a1b2-0000-4000-8000-${String(n).padStart(12, "0")}`;
  const items = texts.map((value, n) => ({
    id: urn(n),
    type: "Annotation",
    body: [{ type: "TextualBody", value }],
    target: {
      source: `urn:uuid:${pack.pieces[0].id}`,
      selector: [{ type: "TextQuoteSelector", exact: "I waited", prefix: "", suffix: "" }],
    },
  }));
  const file = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: urn(999_999),
    type: "AnnotationCollection",
    "lb:pack": `urn:uuid:${pack.id}`,
    creator: { type: "Person", name: PAYLOAD },
    first: { id: "urn:x:1", type: "AnnotationPage", items },
  };
  await window.script(
    `window.noted = []; addEventListener("securitypolicyviolation", (event) => window.noted.push(event.violatedDirective));
     for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.noted.push(name);`,
  );
  const [row] = await call("response_add", { texts: [{ name: "r.json", text: JSON.stringify(file) }] });
  assert.deepEqual([row.refused, row.new], ["", texts.length]);
  for (const screen of ["comments", `entry/${entry.id}`]) {
    await window.script(`location.hash = "#/" + arguments[0]`, screen);
    await until(`the comments on ${screen}`, () =>
      window.script(`return document.querySelectorAll("li[aria-label]").length >= arguments[0]`, texts.length),
    );
    assert.equal(
      await window.script(
        `return document.querySelectorAll("li[aria-label] :is(script, iframe, object, img, form)").length`,
      ),
      0,
    );
  }
  assert.deepEqual(await window.script("return window.noted"), []);
  assert.deepEqual(listener.knocks, []);
  assert.notEqual(await window.script("return document.title"), "a script ran");
  listener.close();
});

/** Texts made to harm, whatever addresses they name leading to `listener` instead. */
async function payloads(listener) {
  const strings = `${DATA}/naughty-strings/blns.json`;
  const all = [PAYLOAD, ...OWN];
  if (existsSync(CORPUS)) all.push(...JSON.parse(await readFile(CORPUS, "utf8")).map(({ payload }) => payload));
  if (existsSync(strings))
    all.push(...JSON.parse(await readFile(strings, "utf8")).filter((text) => text.includes("<")));
  const here = (text) => text.replace(/(?:https?:)?\/\/[a-z0-9.-]+(?::\d+)?/giu, listener.address);
  const found = all.map((text) => here(text).trim()).filter((text) => text !== "" && text.length < 20_000);
  // Without the real collections ours alone are as many as are promised.
  return [...found, ...SHORT.slice(0, Math.max(0, MANY - found.length))];
}

/** Payloads that are put in each place. */
const MANY = 400;

/** What calls a script when it is shown, so short that a tag or the name of a file can hold it whole. */
const SHORT = [
  ...["img src=x", "svg", "body", "video src=x", "audio src=x", "details open", "input autofocus", "a tabindex=0"],
  ...["select autofocus", "marquee", "object data=x", "iframe", "style"],
].flatMap((tag) =>
  ["error", "load", "focus", "toggle", "start", "pageshow", "animationend", "canplay"].flatMap((event) =>
    ["alert(1)", '"alert(1)"', "'alert(1)'", "alert`1`"].map((code) => `<${tag} on${event}=${code}>`),
  ),
);

/** Schemes hidden by what browsers skip, elements that load or leave, and what sanitizers took for harmless. */
const OWN = [
  ...[
    "java\tscript",
    "java\nscript",
    "\u2028javascript",
    " javascript",
    "JaVaScRiPt",
    "&#106;avascript",
    "vbscript",
    "data:text/html,",
  ].flatMap((scheme) => [
    `<a href="${scheme}:alert(1)">a</a>`,
    `<iframe src="${scheme}:alert(1)"></iframe>`,
    `[a](${scheme}:alert(1))`,
  ]),
  ...["load", "error", "toggle", "focus", "animationstart", "begin", "pageshow", "beforetoggle"].map(
    (name) =>
      `<details open on${name}="alert(1)" autofocus tabindex=0><svg on${name}=alert(1)><animate on${name}=alert(1) attributeName=x dur=1s>`,
  ),
  ...[
    "img",
    "video poster",
    "audio",
    "embed",
    "object data",
    "link rel=stylesheet href",
    "input type=image",
    "script",
    "iframe",
    "track",
  ].map((tag) => `<${tag.includes(" ") ? tag : `${tag} src`}="http://evil.example/${tag.split(" ")[0]}">`),
  '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
  '<base href="http://evil.example/"><img src="x.png">',
  '<form action="http://evil.example/"><button autofocus>go</button></form><form id=f action="javascript:alert(1)"></form>',
  "<style>@import 'http://evil.example/'; * { background: url(http://evil.example/) }</style>",
  '<p style="background:url(http://evil.example/)">x</p>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>alert(1)</script></svg>#x"/></svg>',
  '<template><script>alert(1)</script></template><noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<a href="file:///etc/passwd">x</a><a href="smb://evil.example/x">y</a><a ping="http://evil.example/" href="#">z</a>',
];

/** Counts whoever knocks. */
async function listening() {
  const { createServer } = await import("node:http");
  const knocks = [];
  const server = createServer((request, response) => {
    knocks.push(request.url);
    response.end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { knocks, address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const note = () =>
  window.script(
    `if (window.violations === undefined) addEventListener("securitypolicyviolation", () => window.violations++);
     window.ran = []; window.violations = 0;
     for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.ran.push(name);`,
  );

test(
  "in titles, tags, hits, names of files and texts nothing of four hundred payloads in each runs or loads",
  { timeout: 400_000 },
  async () => {
    const listener = await listening();
    const texts = await payloads(listener);
    await note();
    const address = await window.script("return location.href.split('#')[0]");
    const PER_PAGE = 20;
    const all = await call("entry_add", { title: "All of them", body: texts.join("\n\n") });
    const counts = { entries: 0, tags: 0, files: 0 };
    // A few at a time: the driver gives up on a script after half a minute.
    for (let from = 0; from < texts.length; from += 5) {
      const some = await window.script(
        `const [all, texts, short, group] = arguments;
       const call = (name, request) => window.__TAURI_INTERNALS__.invoke("call", { name, request });
       const line = (text, most) => [...text.replace(/\\s+/g, " ")].slice(0, most).join("");
       return (async () => {
         const counts = { entries: 0, tags: 0, files: 0 };
         for (const [at, text] of texts.entries()) {
           // A tag and a name of a file hold the beginning of it; and, where there is one, a short one whole.
           const tags = [line(text, 60), ...short.slice(at, at + 1)];
           const fields = { title: line(text, 180), body: "grouping" + group + " " + text };
           await call("entry_add", { ...fields, tags });
           counts.entries++;
           counts.tags += tags.length;
           for (const name of [line(text, 100), ...short.slice(at, at + 1)]) {
             const staged = await window.__TAURI_INTERNALS__.invoke("stage", new Uint8Array([120]));
             await call("attachment_add", { entry: all, staged, name });
             counts.files++;
           }
         }
         return counts;
       })();`,
        all.id,
        texts.slice(from, from + 5),
        SHORT.slice(from, from + 5),
        String.fromCharCode(97 + Math.floor(from / PER_PAGE)),
      );
      for (const name of Object.keys(counts)) counts[name] += some[name];
    }
    assert.ok(counts.entries >= MANY, JSON.stringify(counts));
    // What is kept of them is what is shown: nothing is refused on the way in.
    const kept = await call("entry_get", { id: all.id });
    assert.equal(kept.attachments.length, counts.files);
    assert.ok((await call("facet_list", {})).tags.length >= MANY);
    const still = async (where) => {
      await pause(400);
      const found = await window.script(
        `return [...document.querySelectorAll("main :is(script, iframe, object, embed, base, meta, form[action], img[src*='127.0.0.1'])")].length`,
      );
      assert.equal(found, 0, where);
      assert.deepEqual(await window.script("return window.ran"), [], where);
      assert.equal(await window.script("return window.violations"), 0, where);
      assert.deepEqual(listener.knocks, [], where);
    };
    for (const screen of [`entry/${all.id}`, "journal", "today", "questions"]) {
      await window.script(`location.hash = "#/" + arguments[0]`, screen);
      await until(screen, () => window.script(`return document.querySelector("main")?.innerText.length > 20`));
      await still(screen);
    }
    for (let group = 0; group * PER_PAGE < texts.length; group += 6) {
      await window.press(Key.Control, Key.Shift, "f");
      await window.press(Key.Control, "a");
      await window.type(`grouping${String.fromCharCode(97 + group)}`);
      await until("hits", () => window.script(`return document.querySelectorAll("mark").length >= 10`));
      await still(`hits of group ${group}`);
    }
    assert.equal(await window.script("return location.href.split('#')[0]"), address);
    assert.notEqual(await window.script("return document.title"), "a script ran");
    listener.close();
  },
);

test("with the sanitizer off the policy alone holds against every payload", { timeout: 170_000 }, async () => {
  const listener = await listening();
  const texts = await payloads(listener);
  await note();
  const address = await window.script("return location.href");
  let refused = 0;
  for (let at = 0; at < texts.length; at += 50) {
    await window.script(
      `const place = document.createElement("div");
       place.id = "hostile";
       document.body.append(place);
       for (const text of arguments[0]) {
         const range = document.createRange();
         range.selectNode(place);
         // Of all ways into a page the one that runs scripts.
         try { place.append(range.createContextualFragment(text)); } catch { place.insertAdjacentHTML("beforeend", text); }
       }
       for (const one of place.querySelectorAll('a[href^="javascript" i], a[href^="data" i], button, summary, input')) one.click();
       for (const form of place.querySelectorAll("form")) try { form.submit(); } catch { /* it has a field named submit */ }`,
      texts.slice(at, at + 50),
    );
    await pause(700);
    await window.script(`document.querySelectorAll("#hostile, base").forEach((one) => one.remove())`);
    const ran = await window.script("return window.ran ?? null");
    refused += (await window.script("return window.violations ?? 0")) || 0;
    // A <meta> may make the page load itself anew, which the policy knows nothing of: it is our page then, and nothing ran.
    if (ran === null)
      await until("our page again", () => window.script(`return document.querySelector("nav") !== null`));
    else assert.deepEqual(ran, [], `payloads from ${at}`);
    await note();
    assert.deepEqual(listener.knocks, [], `payloads from ${at}`);
  }
  assert.ok(refused > 50, `the policy had to refuse: ${refused}`);
  assert.equal(new URL(await window.script("return location.href")).host, new URL(address).host);
  assert.notEqual(await window.script("return document.title"), "a script ran");
  listener.close();
});
