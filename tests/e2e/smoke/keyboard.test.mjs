// The whole job again, and no hand on the mouse.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Key, someHome, until, Window } from "./window.mjs";

const BODY = '[aria-label="What you write"]';

let home;
let window;
before(async () => void (home = await someHome()));
after(async () => {
  await window?.kill();
  await home.remove();
});

/** Tab by Tab to what these words name; a person would give up too. */
async function reach(words) {
  for (let steps = 0; steps < 80; steps += 1) {
    const here = await window.script(`
      const at = document.activeElement;
      return [at.innerText, at.getAttribute("aria-label"), ...[...(at.labels ?? [])].map((label) => label.innerText)].filter(Boolean).join(" ");`);
    if (here.includes(words) && here.length < 200) return;
    await window.press(Key.Tab);
  }
  throw new Error(`“${words}” cannot be reached with the Tab key`);
}

test("begin, write, find, tick and export by keyboard alone", async () => {
  window = await Window.open(home);
  await window.takeDefault("Welcome");
  await window.see("h1", "A passphrase");
  // Past the eye, what a passphrase protects, and the button that sets one.
  for (let times = 0; times < 4; times++) await window.press(Key.Tab);
  await window.press(Key.Enter);
  await window.see("nav");

  await window.press(Key.Control, "n");
  await window.see(BODY);
  await window.type("Bed four could not sleep, and nobody asked why.");
  await until("the whole sentence", async () => (await window.text(BODY)).trim().endsWith("asked why."));
  await window.see('[role="status"]', "Saved");

  await window.press(Key.Control, Key.Shift, "f");
  await window.type("slee");
  await window.see("mark", "slee");
  await window.press(Key.Down);
  await window.press(Key.Space);
  await window.see("nav", "1");

  await window.press(Key.Control, "e");
  await window.see("h1", "Share");
  await reach("Make a copy for myself");
  await window.press(Key.Enter);
  await window.see("h1", "A copy for myself");
  await reach("Drafts too");
  await window.press(Key.Space);
  await until("the preview", async () =>
    (await window.script("return document.querySelector('iframe')?.srcdoc"))?.includes("Bed four"),
  );
  await reach("Save the file");
  await window.press(Key.Enter);
  await window.see("body", "holds 1 entry");
  const [name] = await readdir(home.written);
  assert.ok((await readFile(join(home.written, name), "utf8")).includes("nobody asked why."));
});

test("full screen and back, and the list of shortcuts", async () => {
  const height = () => window.script("return window.innerHeight");
  const usual = await height();
  await window.press(Key.F11);
  await until("full screen", async () => (await height()) > usual);
  await window.press(Key.F11);
  await until("the window as it was", async () => (await height()) === usual);
  await window.press(Key.Control, "/");
  await window.see('[role="dialog"]', "Ctrl");
  await window.press(Key.Escape);
  await window.gone('[role="dialog"]');
});
