// A learning log in the real window: begun by a key, kept through a kill, and the sample's, with its picture, sealed
// prediction opened, and the life of its assumption.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Key, someHome, until, Window } from "./window.mjs";

const run = promisify(execFile);
const CLI = new URL("../../../target/debug/loopbook-cli", import.meta.url).pathname;
const cli = async (...words) => JSON.parse((await run(CLI, ["--journal", home.journal, "--json", ...words])).stdout);

let home;
let window;
before(async () => {
  home = await someHome();
  await cli("sample");
});
after(async () => {
  await window?.kill();
  await home.remove();
});

test("a log that was begun by a key is there after the program was killed", async () => {
  window = await Window.open(home);
  await window.see("nav");
  await window.press(Key.Control, Key.Shift, "n");
  await window.see("main", "What surprised, bothered or delighted me");
  await window.script("document.querySelector('[data-field=trigger]').focus()");
  await window.type("Nobody looked up when I came in.");
  const written = () => window.script("return document.querySelector('[data-field=trigger]').value");
  await until("the whole sentence", async () => (await written()).endsWith("came in."));
  await window.see('[role="status"]', "Saved");
  await window.kill();

  // The lock goes with the process, which takes a moment to be gone.
  const logs = await until("the journal to be free", () => cli("loop", "list"));
  assert.equal(logs.length, 4);
  const begun = logs.find((log) => log.stage === "noticed" && log.exit === "none");
  const whole = await cli("loop", "show", begun.id);
  assert.equal(whole.fields.find((field) => field.key === "trigger").text, "Nobody looked up when I came in.");
});

test("a closed log shows its picture, its result, and how the assumption changed", async () => {
  window = await Window.open(home);
  await window.see("nav");
  await window.click("nav a", "Learning logs");
  await window.click("main a", "Nobody answers, so I do");
  await window.see("main", "You dropped the assumption");
  await until("the picture", async () =>
    (await window.script("return document.querySelector('svg title')?.textContent"))?.includes("Nobody answers"),
  );
  await window.picture("31-learning-log");
  await window.click("nav a", "Assumptions");
  await window.click("main a", "thinking time");
  await window.see("main", "80%");
  await window.see("main", "because they take it for not knowing what comes next");
  await window.picture("32-assumption");
});

test("the sample opens beside one's own journal, which begins after it", async () => {
  // Only one instance runs at a time.
  await window?.kill();
  window = undefined;
  const other = await someHome();
  // The sample lies beside the usual place, which only a start without a named folder has.
  const first = await Window.open(other, { LOOPBOOK_JOURNAL: "" });
  try {
    await first.see("h1", "Welcome");
    await first.click("button", "Look at a sample first");
    await first.see("body", "This is a sample");
    await first.see("body", "Friday, last period");
    await first.picture("33-sample");
    await first.click("button", "Begin my own journal");
    await first.takeDefault("Welcome");
    await first.click("button", "Go on without one");
    await first.see("nav");
    await first.gone("body", "This is a sample");
    await first.press(Key.Control, "n");
    await first.see('[aria-label="What you write"]');
  } finally {
    await first.kill();
    await other.remove();
  }
});
