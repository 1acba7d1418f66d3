// The job of Wednesday evening in the real window: three entries are there, and a pack for Thursday comes out of it, without
// a pupil's name, in under two minutes; then the session is led, and is still where it was after a power cut.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { BINARY, Key, someHome, until, Window } from "./window.mjs";

const run = promisify(execFile);
const CLI = join(BINARY, "../loopbook-cli");
/** What “under two minutes” allows, in milliseconds. */
const TWO_MINUTES = 120_000;
const LESSONS = [
  ["Amira waits", "I asked Amira and waited. Tomek answered for her."],
  ["Cold calling", "Tomasz Nowak said “pass”, and nobody laughed."],
  ["A form", "Nobody had filled it in, so we talked instead."],
];

let home;
let window;
before(async () => {
  home = await someHome();
  await run(CLI, ["--journal", home.journal, "init"]);
  window = await Window.open(home);
  await window.see("nav");
});
after(async () => {
  await window?.kill();
  await home?.remove();
});

const call = (name, request) => window.call(name, request);

test("from three entries to a pack that can be printed, in under two minutes", async () => {
  await call("person_add", {
    people: [
      { name: "Amira Khan", aliases: [] },
      { name: "Tomasz Nowak", aliases: ["Tomek"] },
    ],
    role: "pupil",
  });
  await call("community_save", {
    name: "Y9 enquiry group",
    shown_name: "C.",
    norms: "Questions before advice.",
    members: [{ name: "Bea Brook" }, { name: "Dev Ash" }],
  });
  for (const [title, body] of LESSONS) {
    await call("entry_add", { title, body, readiness: "ready", audience: "shareable", language: "en" });
  }

  const begun = Date.now();
  await window.click("nav a", "Journal");
  for (const [title] of LESSONS) {
    await window.see('[aria-label="Entries"] a', title);
    await window.click('[aria-label="Entries"] input[type="checkbox"]:not(:checked)');
  }
  await window.click("nav a", "Sessions");
  await window.click("button", "Plan a session");
  await window.see("label", "Bring the 3 entries that are ticked");
  await window.script(
    `const select = [...document.querySelectorAll("select")].find((one) => [...one.options].some(({ value }) => value === "success_analysis"));
     select.value = "success_analysis"; select.dispatchEvent(new Event("change", { bubbles: true }));`,
  );
  await window.picture("session-01-plan");
  await window.click('button[type="submit"]', "Plan it");
  await window.see("h1", "Y9 enquiry group");
  await window.picture("session-02-planned");
  await window.click("button", "Print the pack");
  await window.see("h1", "Before it is printed");
  const proposals = () =>
    window.script(
      `return [...document.querySelectorAll("button")].filter((one) => /^Take (this proposal|all \\d+ proposals here)$/.test(one.innerText.trim())).length`,
    );
  await until("proposals", async () => (await proposals()) > 0);
  for (let left = await proposals(); left > 0; left = await proposals()) {
    await window.click("button", "Take ");
    await until("one fewer", async () => (await proposals()) < left);
  }
  for (const question of ["recognised", "only_one", "upset"].keys()) {
    await window.script(
      `const group = [...document.querySelectorAll("fieldset, [role=radiogroup], [role=group]")].filter((one) => one.querySelectorAll("input[type=radio]").length >= 2)[arguments[0]];
       [...group.querySelectorAll("label")].find((one) => one.innerText.trim() === "No").querySelector("input").click();`,
      question,
    );
  }
  await window.picture("session-03-decided");
  await window.click("button", "On to the pages");
  await window.see("img", "", 90_000);
  await window.picture("session-04-pages");
  await window.click("button", "Save to print");
  await window.see("body", "The file is written");
  const took = Date.now() - begun;
  await window.picture("session-05-saved");
  const [file] = await readdir(home.written);
  const pack = await readFile(join(home.written, file));
  assert.equal(pack.subarray(0, 5).toString(), "%PDF-");
  assert.ok(took < TWO_MINUTES, `it took ${took} ms`);
  console.log(`from three entries to ${file}: ${(took / 1000).toFixed(1)} s`);
  const [{ id }] = await call("pack_list", {});
  const said = JSON.stringify(await call("pack_text", { id }));
  assert.match(said, /Run sheet/);
  assert.doesNotMatch(said, /Amira|Khan|Tomasz|Tomek|Nowak/);
});

test("a session that runs is where it was after a power cut", async () => {
  const [{ id }] = await call("session_list", {});
  await call("session_run", { id, action: "begin" });
  const { running } = await call("session_run", { id, action: "next" });
  assert.equal(running.step, 1);
  await window.kill();
  window = await Window.open(home);
  await window.see("nav");
  await window.click("nav a", "Sessions");
  await window.click("main li a", "Session");
  await window.click("a", "Go on with it");
  await window.see("body", "2 of ");
  await window.picture("session-06-room");
  assert.deepEqual((await call("session_get", { id })).running, running);
  await window.press(Key.Escape);
});

test("nothing that the pages do is refused by their own policy", async () => {
  assert.deepEqual(await window.refused(), []);
});
