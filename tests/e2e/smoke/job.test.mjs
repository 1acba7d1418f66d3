// The whole job in the real window: begin, write, lose the power, find it again, tick it, give it away.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Key, someHome, until, Window } from "./window.mjs";

const SENTENCE = "Kofi asked why I always mark in red, and I had no answer.";
const LAST = "The last thought of the day.";
const BODY = '[aria-label="What you write"]';
const SEARCH = '[aria-label="Search everything you have written"]';

/** The typeface in a frame with the preview's page: the preview's own frame lets nobody look inside. */
async function faceOfThePreview() {
  await window.script(
    "const like = document.body.appendChild(document.createElement('iframe')); like.id = 'like'; like.srcdoc = document.querySelector('iframe').srcdoc;",
  );
  await until("the frame", () =>
    window.script("return document.querySelector('#like').contentDocument.querySelector('.pages') !== null"),
  );
  return window.script(
    "const like = document.querySelector('#like'); const face = getComputedStyle(like.contentDocument.body).fontFamily; like.remove(); return face",
  );
}

let home;
let window;
before(async () => void (home = await someHome()));
after(async () => {
  await window?.kill();
  await home.remove();
});

test("the first start asks where, then for a passphrase, which can wait", async () => {
  window = await Window.open(home);
  await window.see("h1", "Welcome to Loopbook");
  await window.see("main", home.journal);
  await window.picture("01-start");
  await window.takeDefault("Welcome");
  await window.see("h1", "A passphrase for your journal");
  await window.picture("01-passphrase");
  await window.click("button", "Go on without one");
  await window.see("nav");
  await window.picture("02-today");
});

test("what is written is saved by itself within moments", async () => {
  await window.press(Key.Control, "n");
  await window.see(BODY);
  await window.type(SENTENCE);
  // The driver is ahead of the page: all keys must have come before "Saved" means all of it.
  await until("the whole sentence", async () => (await window.text(BODY)).trim() === SENTENCE);
  await window.see('[role="status"]', "Saved");
  await window.picture("03-written");
});

test("after a power cut it is all there, and four letters find it", async () => {
  await window.kill();
  window = await Window.open(home);
  await window.see("nav");
  await window.click("nav a", "Journal");
  await window.see('[aria-label="Entries"] a', "Kofi asked");
  await window.press(Key.Control, Key.Shift, "f");
  await until("the search box", () => window.script("return document.activeElement.matches(arguments[0])", SEARCH));
  await window.type("mark");
  await window.see("body", "1 entry found");
  await window.see("mark", "mark");
  await window.picture("04-found");
  await window.press(Key.Down);
  await window.press(Key.Enter);
  await window.see(BODY);
  assert.equal((await window.text(BODY)).trim(), SENTENCE);
});

test("it is ticked and exported, and the file holds what was written", async () => {
  await window.click('input[type="checkbox"], [role="checkbox"]', "");
  await window.click("nav a", "Share");
  await window.click("a", "Make a copy for myself");
  // Still a draft: it leaves only with a tick of its own.
  await window.click("label, [role='checkbox']", "Drafts too");
  await until("the preview", async () =>
    (await window.script("return document.querySelector('iframe')?.srcdoc"))?.includes("Kofi asked"),
  );
  await window.picture("05-preview");
  assert.match(await faceOfThePreview(), /Literata/, "the policy lets the preview's own style in");
  await window.click("button", "Save the file");
  await window.see("body", "holds 1 entry");
  await window.picture("06-exported");
  const name = await window.script("return /[\\w.-]+\\.html/.exec(document.body.innerText)?.[0]");
  const page = await readFile(join(home.written, name), "utf8");
  assert.ok(page.includes("Kofi asked why I always mark in red"), "the sentence is in the file");
  assert.ok(!/<script/i.test(page), "the file runs nothing");
});

test("nothing that the pages do is refused by their own policy", async () => {
  assert.deepEqual(await window.refused(), []);
});

test("words typed just before closing are kept", async () => {
  await window.press(Key.Control, "n");
  await window.see(BODY);
  await window.type(LAST);
  await until("the last thought", async () => (await window.text(BODY)).trim() === LAST);
  await window.close();
  window = await Window.open(home);
  await window.press(Key.Control, Key.Shift, "f");
  await until("the search box", () => window.script("return document.activeElement.matches(arguments[0])", SEARCH));
  await window.type("thou");
  await window.see("mark", "thou");
  await window.press(Key.Down);
  await window.press(Key.Enter);
  await until("the last thought again", async () => (await window.text(BODY))?.trim() === LAST);
});
