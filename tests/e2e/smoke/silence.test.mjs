// A whole session in the real window without a driver (WebKit's own opens an address): written, searched, closed. The program
// and all it starts open no AF_INET or AF_INET6 socket, and where the computer has no network at all it is the same session.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { BINARY, environment, pause, someHome, until } from "./window.mjs";

const run = promisify(execFile);
const CLI = join(BINARY, "../loopbook-cli");
const SENTENCE = "nobody asked about the snowdrift";

const there = (name, ...words) => {
  try {
    execFileSync(name, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** One session with the program started by these words; answers what the journal holds afterwards. */
async function session(before, patience = 120_000) {
  const home = await someHome();
  const env = environment(home);
  const cli = (...words) => run(CLI, ["--journal", home.journal, ...words], { env });
  await cli("init");
  const app = spawn(before[0], [...before.slice(1), BINARY], { env, stdio: "ignore" });
  const ended = new Promise((done) => app.on("exit", (code) => done(code)));
  try {
    await until("the window", async () => (await run("wmctrl", ["-l"])).stdout.includes("Loopbook"), patience);
    const [id] = (await run("wmctrl", ["-l"])).stdout
      .split("\n")
      .find((line) => line.includes("Loopbook"))
      .split(" ");
    const press = async (...keys) => run("xdotool", ["key", "--clearmodifiers", ...keys]);
    await run("wmctrl", ["-i", "-a", id]);
    const holds = async () => (await cli("search", "snowdrift", "--json").catch(() => ({ stdout: "" }))).stdout;
    // The page says nothing to us, and may not be there yet: the same is done three times over.
    for (let times = 0; times < 3; times += 1) {
      await pause(5000);
      await press("ctrl+n");
      await pause(2000);
      await run("xdotool", ["type", "--delay", "40", SENTENCE]);
      await press("ctrl+s");
      await pause(2000);
      await press("ctrl+shift+f");
      await pause(1000);
      await run("xdotool", ["type", "--delay", "40", "snow"]);
      await pause(2000);
    }
    await run("wmctrl", ["-i", "-c", id]);
    const code = await Promise.race([ended, pause(60_000).then(() => "never ended")]);
    assert.equal(code, 0, "it was closed as a person closes it");
    assert.ok((await holds()).includes(SENTENCE), "what was typed is in the journal: there was a session");
  } finally {
    app.kill("SIGKILL");
    await home.remove();
  }
}

test("no socket of the internet is opened in a whole session", { timeout: 240_000 }, async (t) => {
  if (!there("strace", "-V")) return t.skip("SKIPPED: strace is not installed");
  const trace = join((await someHome()).root, "trace");
  await session(["strace", "-f", "-qq", "-o", trace, "-e", "trace=socket,connect,bind,sendto"]);
  const calls = (await readFile(trace, "utf8")).split("\n");
  assert.ok(calls.filter((line) => line.includes("socket(AF_UNIX")).length > 2, "the tracer saw sockets");
  const internet = calls.filter((line) => /AF_INET6?\b/u.test(line));
  assert.deepEqual(internet, []);
  await rm(trace);
});

test("the same session works where there is no network at all", { timeout: 240_000 }, async (t) => {
  if (!there("unshare", "-rn", "true")) return t.skip("SKIPPED: a network namespace cannot be made here");
  await session(["unshare", "-rn"]);
});
