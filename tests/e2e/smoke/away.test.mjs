// Sleep and the screen's own lock, as logind tells of them: a stand-in for it on a bus of our own, the program in its real window.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Key, pause, someHome, until, Window } from "./window.mjs";

const run = promisify(execFile);
const PASSPHRASE = "lantern omit gravel seventy";
const BODY = '[aria-label="What you write"]';
const LOGIND = "/org/freedesktop/login1";
const [OURS, OTHER] = [`${LOGIND}/session/ours`, `${LOGIND}/session/other`];
const MOCK = "org.freedesktop.DBus.Mock";

let home;
let window;
let bus;
let logind;
let env;

/** Asks the stand-in for logind. */
const ask = async (path, method, ...words) => {
  const where = ["call", "--system", "--dest", "org.freedesktop.login1", "--object-path", path];
  return (await run("gdbus", [...where, "--method", method, ...words], { env })).stdout;
};
const signal = (path, face, name, types, values) => ask(path, `${MOCK}.EmitSignal`, face, name, types, values);
const waitsForUs = async () =>
  (await ask(LOGIND, "org.freedesktop.login1.Manager.ListInhibitors")).includes("Loopbook");

before(async () => {
  home = await someHome();
  bus = spawn("dbus-daemon", ["--session", "--nofork", "--print-address=1"], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((done) => bus.stdout.once("data", (text) => done(String(text).trim())));
  env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address };
  // Debian's own Python has the stand-in, whichever comes first in the path.
  logind = spawn("/usr/bin/python3", ["-m", "dbusmock", "--template", "logind"], { env, stdio: "ignore" });
  await until("the stand-in", () => ask(LOGIND, "org.freedesktop.login1.Manager.CanSuspend"));
  const ours = `ret = "${OURS}"`;
  await ask(LOGIND, `${MOCK}.AddMethod`, "org.freedesktop.login1.Manager", "GetSessionByPID", "u", "o", ours);
  for (const session of [OURS, OTHER])
    await ask(LOGIND, `${MOCK}.AddObject`, session, "org.freedesktop.login1.Session", "@a{sv} {}", "@a(ssss) []");

  window = await Window.open(home, { DBUS_SYSTEM_BUS_ADDRESS: address });
  await window.takeDefault("Welcome");
  await window.click("button", "Go on without one");
  await window.see("nav");
  await window.call("door_protect", { passphrase: PASSPHRASE });
  // The page was not told: it looks when it is asked to lock.
  await window.press(Key.Control, "l");
  await unlock();
});
after(async () => {
  await window?.kill();
  logind?.kill();
  bus?.kill();
  await home?.remove();
});

const isLocked = () => window.script("return document.querySelector('input[type=password]') !== null");

async function unlock() {
  await window.see("input[type=password]");
  await until("the field to have the focus", () =>
    window.script("return document.activeElement?.matches('input[type=password]') ?? false"),
  );
  await window.type(PASSPHRASE);
  await window.press(Key.Enter);
  await window.see("nav");
}

test("before the computer sleeps what was just typed is saved and the journal locked, and sleep waits for that", async () => {
  await until("the wish to be waited for", waitsForUs);
  await window.press(Key.Control, "n");
  await window.see(BODY);
  await window.type("Noor said that she");
  await signal(LOGIND, "org.freedesktop.login1.Manager", "PrepareForSleep", "b", "[<true>]");
  await until("the lock", isLocked);
  await until("sleep to be let go on", async () => !(await waitsForUs()));
  assert.ok(!(await window.script("return document.documentElement.outerHTML + document.title")).includes("Noor"));

  await signal(LOGIND, "org.freedesktop.login1.Manager", "PrepareForSleep", "b", "[<false>]");
  await until("the wish for the next time", waitsForUs);
  await unlock();
  await until("the sentence", async () => (await window.text(BODY))?.includes("Noor said that she"));
});

test("the screen's own lock locks the journal, that of another session does not", async () => {
  const hint = "[<'org.freedesktop.login1.Session'>, <{'LockedHint': <true>}>, <@as []>]";
  const ways = [
    (session) => signal(session, "org.freedesktop.login1.Session", "Lock", "", "@av []"),
    (session) => signal(session, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", hint),
  ];
  for (const tell of ways) {
    await tell(OTHER);
    await pause(500);
    assert.equal(await isLocked(), false);
    await tell(OURS);
    await until("the lock", isLocked);
    await unlock();
  }
});
