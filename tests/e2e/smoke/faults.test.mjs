// What the real window says when something is wrong, and that it leaves everything as it was.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { promisify } from "node:util";
import { environment, Key, pause, someHome, start, until, Window } from "./window.mjs";

const run = promisify(execFile);
const CLI = new URL("../../../target/debug/loopbook-cli", import.meta.url).pathname;

let home;
beforeEach(async () => void (home = await someHome()));
afterEach(() => home.remove());

const init = () => run(CLI, ["--journal", home.journal, "init"]);
const windows = async () =>
  (await run("wmctrl", ["-l"])).stdout
    .trim()
    .split("\n")
    .filter((line) => line.includes("Loopbook"));

test("a damaged journal is explained, and neither replaced nor touched", async () => {
  await init();
  const database = join(home.journal, "journal.db");
  const broken = Buffer.alloc(40_960, "not a database ");
  await writeFile(database, broken);
  const window = await Window.open(home);
  try {
    await window.see("main", "damaged");
    await window.picture("11-damaged");
    await window.gone("nav");
    assert.deepEqual(await readFile(database), broken);
  } finally {
    await window.kill();
  }
});

test("a journal without its keys is explained, and no new keys are made", async () => {
  await init();
  for (const name of await readdir(home.journal)) {
    if (name.startsWith("keys")) await writeFile(join(home.journal, name), "");
  }
  const window = await Window.open(home);
  try {
    await window.see("main", "key");
    await window.gone("nav");
    for (const name of await readdir(home.journal)) {
      if (name.startsWith("keys")) assert.equal((await readFile(join(home.journal, name))).length, 0, name);
    }
  } finally {
    await window.kill();
  }
});

test("a chosen folder that is gone is missed, not begun anew", async () => {
  await mkdir(join(home.root, "config/loopbook"), { recursive: true });
  await writeFile(join(home.root, "config/loopbook/journal-folder"), join(home.root, "stick/Journal") + "\n");
  const window = await Window.open(home, { LOOPBOOK_JOURNAL: "" });
  try {
    await window.see("main", "not there just now");
    await window.gone("button", "Start here");
    await assert.rejects(access(join(home.root, "stick")));
    await window.picture("12-gone");
    // Another folder can be chosen, by keyboard: it stands after “Try again”.
    await mkdir(join(home.places, "folder"));
    await window.press(Key.Tab);
    await window.press(Key.Tab);
    await window.press(Key.Enter);
    await window.see("nav");
    await access(join(home.places, "folder/journal.db"));
    await assert.rejects(access(join(home.root, "stick")));
  } finally {
    await window.kill();
  }
});

test("a second start brings the window forward and ends", async () => {
  await init();
  const first = await start(home);
  try {
    await until("the first window", async () => (await windows()).length === 1);
    await pause(1000);
    const second = await start(home);
    assert.deepEqual(await second.ended, { code: 0, signal: null });
    assert.equal((await windows()).length, 1);
    assert.equal(first.app.exitCode, null);
  } finally {
    first.app.kill("SIGKILL");
    await first.ended;
  }
});

test("without a session bus it opens all the same, and a journal that is open elsewhere is explained", async () => {
  const alone = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
  const first = await Window.open(home, alone);
  try {
    await first.takeDefault("Welcome");
    await first.click("button", "Go on without one");
    await first.see("nav");
    const second = await Window.open(home, alone);
    try {
      await second.see("main", "open elsewhere");
    } finally {
      await second.kill();
    }
  } finally {
    await first.kill();
  }
});

test("a desktop portal that never answers does not keep the window waiting", async () => {
  await init();
  // Takes the portal's name on the session bus and never answers a call.
  const portal = spawn("dbus-test-tool", ["black-hole", "--session", "--name=org.freedesktop.portal.Desktop"], {
    stdio: "ignore",
  });
  await pause(500);
  assert.equal(portal.exitCode, null, "the mute portal runs");
  const { app, ended } = await start(home);
  try {
    // GTK alone would wait 25 seconds; this machine may be busy.
    await until("the window", async () => (await windows()).length === 1, 12_000);
  } finally {
    app.kill("SIGKILL");
    portal.kill();
    await ended;
  }
});

test("nothing that was written is left in plain on the disk, and what a crash left of the web view is cleared away", async () => {
  const scratch = join(environment(home).XDG_RUNTIME_DIR, "loopbook");
  await mkdir(join(scratch, "opened"), { recursive: true });
  await writeFile(join(scratch, "opened/letter.txt"), "opened before a crash");
  const window = await Window.open(home);
  await assert.rejects(access(join(scratch, "opened")));
  await window.takeDefault("Welcome");
  await window.click("button", "Go on without one");
  await window.see("nav");
  await window.press(Key.Control, "n");
  await window.see('[aria-label="What you write"]');
  await window.type("zanzibar quokka");
  await window.see('[role="status"]', "Saved");
  await window.close();
  const found = [];
  for (const folder of [home.root, environment(home).XDG_RUNTIME_DIR]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if ((await readFile(path)).includes("quokka")) found.push(path);
    }
  }
  assert.deepEqual(found, []);
});
