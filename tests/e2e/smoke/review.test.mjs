// The review page in the browsers of those who have no Chromium: opened from a file, select, comment, answer, sign, save, be
// recalled, load again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Firefox, WebKit } from "./browsers.mjs";
import { until } from "./window.mjs";

const ROOT = new URL("../../../", import.meta.url).pathname;

/** A review page as the program makes it, and a way to ask the journal it left. */
async function made() {
  const serve = spawn(join(ROOT, "target/debug/serve"), ["--port", "0", "--dist", join(ROOT, "ui/dist")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise((done, fail) => {
    serve.on("exit", (code) => fail(new Error(`serve ended with ${code}`)));
    serve.stdout.on("data", (data) => {
      const found = /ready (\S+)/u.exec(String(data));
      if (found) done(found[1]);
    });
  });
  const ask = async (name, body) => {
    const response = await fetch(`${address}/call/${name}`, { method: "POST", body: JSON.stringify(body) });
    const text = await response.text();
    assert.ok(response.ok, `${name}: ${text}`);
    return JSON.parse(text);
  };
  const entry = await ask("entry_add", {
    title: "Cold calling",
    body: "I asked. **Nobody answered** 👩🏽‍🏫.\n\nAfter two seconds I lose the class, مدرسة.\n",
    readiness: "ready",
    audience: "shareable",
  });
  const plan = await ask("plan_begin", { audience: "Maple group", purpose: "peer_review", ids: [entry.id] });
  await ask("plan_save", { id: plan.id, questions: [{ text: "What would you have done?", entry: entry.id }] });
  await ask("plan_decide", { plan: plan.id, accept: true });
  const answers = ["recognised", "only_one", "upset"].map((question) => ({ question, answer: "no", note: "" }));
  await ask("plan_checks", { plan: plan.id, answers });
  const { pack } = await ask("pack_prepare", { plan: plan.id, format: "packet" });
  await ask("pack_send", { id: pack.id, place: "path:review.html" });
  const folder = await mkdtemp(join(tmpdir(), "loopbook-page-"));
  const file = join(folder, "review.html");
  await writeFile(file, Buffer.from(await (await fetch(`${address}/test/get/review.html`)).arrayBuffer()));
  return {
    ask,
    folder,
    url: pathToFileURL(file).href,
    async close() {
      await fetch(`${address}/test/stop`, { method: "POST" }).catch(() => undefined);
      serve.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Selects words on the page and waits for the button that appears with them. */
const select = (words) => `(() => {
  for (const body of document.querySelectorAll(".text")) {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(${JSON.stringify(words)});
      if (at < 0) continue;
      getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + ${words.length});
      return true;
    }
  }
  return false;
})()`;

const write = (kind, text) => `(() => {
  document.querySelector('input[value="${kind}"]').click();
  document.getElementById("words").value = ${JSON.stringify(text)};
  document.getElementById("keep").click();
})()`;

/** Types into a field as a reader does: its words, and the events that tell of them. */
const type = (selector, text) => `(() => {
  const field = document.querySelector(${JSON.stringify(selector)});
  field.focus();
  field.value = ${JSON.stringify(text)};
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
})()`;

for (const [name, Browser] of [
  ["Firefox ESR", Firefox],
  ["WebKitGTK", WebKit],
]) {
  const missing = Browser.missing();
  if (missing) console.error(`\n*** THE REVIEW PAGE WAS NOT TRIED IN ${name.toUpperCase()}: ${missing} ***\n`);
  describe(`the review page in ${name}`, { skip: missing ?? false }, () => {
    let page, browser;
    before(async () => {
      page = await made();
      browser = await Browser.open();
    });
    after(async () => {
      await browser?.close();
      await page?.close();
    });

    it("is commented on, saved, recalled, forgotten and loaded again", async () => {
      await browser.goTo(page.url);
      await browser.evaluate(
        "(window.made = [], window.refused = [], addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective)), ((own) => (URL.createObjectURL = (blob) => (made.push(blob), own.call(URL, blob))))(URL.createObjectURL), true)",
      );
      assert.equal(await browser.evaluate("document.getElementById('answer').hidden"), false, "the script runs");
      assert.equal(await browser.evaluate("getComputedStyle(document.body).margin"), "0px", "the style holds");
      for (const [words, text] of [
        ["I lose the class", "Because nobody speaks? I saw them think."],
        ["👩🏽‍🏫", "Who is that, and since when?"],
      ]) {
        assert.equal(await browser.evaluate(select(words)), true);
        await until("the button at the selection", () => browser.evaluate("!document.getElementById('bubble').hidden"));
        await browser.evaluate("document.getElementById('bubble').click()");
        assert.equal(await browser.evaluate("document.getElementById('passage').textContent"), words);
        await browser.evaluate(write("challenge", text));
      }
      assert.equal(await browser.evaluate("document.querySelectorAll('#comments > li').length"), 2);
      await browser.evaluate(type("li[data-question] textarea", "I would have waited, مدرسة."));
      await browser.evaluate(type("#name", "Jo"));
      await browser.evaluate("document.getElementById('save').click()");
      const text = await browser.evaluate("made[0].text()");
      if (browser.downloads) {
        const [file] = await until("the file", async () => {
          const names = await readdir(browser.downloads);
          return names.length === 1 && names[0].endsWith(".json") && names;
        });
        assert.equal(file, "Response by Jo.json");
        assert.equal(await readFile(join(browser.downloads, file), "utf8"), text, "the file is what was made");
      }
      const rows = await page.ask("response_preview", { texts: [{ name: "r.json", text }] });
      // Two comments at their places, and the answer.
      assert.deepEqual([rows[0].refused, rows[0].by, rows[0].new, rows[0].exact], ["", "Jo", 3, 2]);

      const kept = await browser.evaluate("!document.getElementById('kept').classList.contains('lost')");
      assert.deepEqual(await browser.evaluate("refused"), [], "the page does nothing that its policy forbids");
      await browser.goTo(page.url);
      // Where the browser keeps nothing the page has said so, and the file is what there is.
      assert.equal(await browser.evaluate("document.querySelectorAll('#comments > li').length"), kept ? 2 : 0);
      const answer = "document.querySelector('li[data-question] textarea').value";
      assert.equal(await browser.evaluate(answer), kept ? "I would have waited, مدرسة." : "");
      await browser.evaluate("document.getElementById('forget-now').click()");
      assert.equal(await browser.evaluate("document.querySelectorAll('#comments > li').length"), 0);
      const file = join(page.folder, "Response.json");
      await writeFile(file, text);
      await browser.setFile("#load", file);
      await until("the comments of the file", () =>
        browser.evaluate("document.querySelectorAll('#comments > li').length === 2"),
      );
      assert.equal(await browser.evaluate("document.querySelectorAll('mark').length >= 2"), true);
      assert.equal(await browser.evaluate(answer), "I would have waited, مدرسة.");
      assert.equal(await browser.evaluate("document.getElementById('name').value"), "Jo");
    });
  });
}
