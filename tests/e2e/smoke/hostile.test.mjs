// Texts made to harm, in a reader's response: in the real window, on the comments' screen and in the margin, nothing runs.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Key, someHome, until, Window } from "./window.mjs";

const DATA = process.env.LOOPBOOK_TEST_DATA ?? new URL("../../../../shared/data", import.meta.url).pathname;
const CORPUS = `${DATA}/xss-dompurify/expect.json`;
const PAYLOAD = "<img src=x onerror=\"document.title='a script ran'\"><script>document.title = 'a script ran'</script>";

let home;
let window;
before(async () => {
  home = await someHome();
  window = await Window.open(home);
  await window.see("h1", "Welcome");
  await window.press(Key.Enter);
  await window.click("button", "Go on without one");
  await window.see("nav");
});
after(async () => {
  await window?.kill();
  await home?.remove();
});

const call = async (name, request) => {
  const { answer, error } = await window.script(
    `const [name, request] = arguments;
     return window.__TAURI_INTERNALS__.invoke("call", { name, request })
       .then((answer) => ({ answer }), (error) => ({ error: error?.message ?? String(error) }));`,
    name,
    request,
  );
  assert.equal(error, undefined, name);
  return answer;
};

test("nothing of a reader's response runs in the window", { timeout: 170_000 }, async () => {
  const corpus = existsSync(CORPUS)
    ? JSON.parse(await readFile(CORPUS, "utf8")).map(({ payload }) => payload.trim())
    : [];
  const texts = [PAYLOAD, ...corpus.filter((text) => text !== "")];
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
  assert.notEqual(await window.script("return document.title"), "a script ran");
});
