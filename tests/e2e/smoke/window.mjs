// The real window in the hands of a test: starts it under WebKit's driver, types, clicks, looks, kills it.
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
export const BINARY =
  process.env.LOOPBOOK_BINARY ?? new URL("../../../target/debug/loopbook", import.meta.url).pathname;
const PICTURES = process.env.LOOPBOOK_SMOKE_PICTURES;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** How long anything may take on a busy machine of two cores, in milliseconds. */
const PATIENCE = 20_000;

/** Keys that have no character of their own, as WebDriver names them. */
export const Key = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Space: " ",
  Down: "\uE015",
  Up: "\uE013",
  End: "\uE010",
  Control: "\uE009",
  Shift: "\uE008",
  Alt: "\uE00A",
  F11: "\uE03B",
};

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks again until the answer is there; says at the end what was waited for. */
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  let last;
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await pause(50);
  } while (Date.now() < end);
  throw new Error(`Waited ${patience / 1000} s in vain for ${what}`, { cause: last });
}

/** A home of its own for each test, with a folder whose files answer for the system's dialogs. */
export async function someHome() {
  const root = await mkdtemp(join(tmpdir(), "loopbook-smoke-"));
  const home = {
    root,
    journal: join(root, "journal"),
    places: join(root, "places"),
    written: join(root, "places/save"),
  };
  await mkdir(home.written, { recursive: true });
  return { ...home, remove: () => rm(root, { recursive: true, force: true }) };
}

export function environment(home) {
  return {
    ...process.env,
    HOME: home.root,
    XDG_DATA_HOME: join(home.root, "data"),
    XDG_CONFIG_HOME: join(home.root, "config"),
    XDG_CACHE_HOME: join(home.root, "cache"),
    LOOPBOOK_JOURNAL: home.journal,
    LOOPBOOK_TEST_PLACES: home.places,
    TZ: "Europe/London",
    LANG: "C.UTF-8",
  };
}

/** The program without a driver: what it says, and its code. Stopped after `patience`. */
export async function start(home, more = {}, patience = PATIENCE) {
  const app = spawn(BINARY, [], { env: { ...environment(home), ...more }, stdio: "ignore" });
  const ended = new Promise((done) => app.on("exit", (code, signal) => done({ code, signal })));
  const late = setTimeout(() => app.kill("SIGKILL"), patience);
  return { app, ended: ended.finally(() => clearTimeout(late)) };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class Window {
  #driver;
  #address;
  #session;
  #program;

  /**
   * Opens the program on this home's journal; or another, such as WebKit's own small browser, on a page of its own.
   */
  static async open(home, more = {}, program = { binary: BINARY, args: [] }) {
    const window = new Window();
    window.#program = program;
    const port = await freePort();
    window.#driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env: { ...environment(home), TAURI_AUTOMATION: "true", TAURI_WEBVIEW_AUTOMATION: "true", ...more },
      stdio: ["ignore", "inherit", "inherit"],
    });
    window.#address = `http://127.0.0.1:${port}`;
    try {
      await window.#begin();
    } catch (error) {
      await window.#end();
      throw error;
    }
    return window;
  }

  async #begin() {
    await until("the driver", () => this.#ask("GET", "/status"));
    const { binary, args, page } = this.#program;
    const { sessionId } = await this.#ask("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
    });
    this.#session = `/session/${sessionId}`;
    if (page) return void (await this.#ask("POST", `${this.#session}/url`, { url: page }));
    await until("the page", () => this.script("return document.querySelector('#app')?.childElementCount > 0"));
    // Whatever the page's policy refuses from here on is a fault of ours.
    await this.script(
      "window.refused = []; addEventListener('securitypolicyviolation', (e) => window.refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))",
    );
  }

  async #ask(method, path, body) {
    // A driver whose program has ended never answers.
    const signal = AbortSignal.timeout(3 * PATIENCE);
    const response = await fetch(this.#address + path, { method, body: body && JSON.stringify(body), signal });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  script(script, ...args) {
    return this.#ask("POST", `${this.#session}/execute/sync`, { script, args });
  }

  /** Asks the core as the page does; what it refuses is an error here. */
  async call(name, request) {
    const { answer, error } = await this.script(
      `const [name, request] = arguments;
       return window.__TAURI_INTERNALS__.invoke("call", { name, request })
         .then((answer) => ({ answer }), (error) => ({ error: error?.message ?? String(error) }));`,
      name,
      request,
    );
    if (error !== undefined) throw new Error(`${name}: ${error}`);
    return answer;
  }

  /** The pages the driver can see: that of the window, and one that it opened. */
  handles() {
    return this.#ask("GET", `${this.#session}/window/handles`);
  }
  /** Whatever is asked from here on is asked of this page. */
  turnTo(handle) {
    return this.#ask("POST", `${this.#session}/window`, { handle });
  }

  /** Elements by a CSS selector whose words (text, label or value) hold `words`. */
  async all(selector, words = "") {
    return this.script(
      `const [selector, words] = arguments;
       return [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()
         && [element.innerText, element.getAttribute("aria-label"), element.value].some((own) => own?.includes(words)));`,
      selector,
      words,
    );
  }
  /** The first of them, as soon as there is one. */
  see(selector, words = "", patience = PATIENCE) {
    return until(`${selector} “${words}”`, async () => (await this.all(selector, words))[0], patience);
  }
  gone(selector, words = "") {
    return until(`${selector} “${words}” to be gone`, async () => (await this.all(selector, words)).length === 0);
  }
  /** Clicks it as soon as it stands still: what was just saved may still move the page under the pointer. */
  async click(selector, words = "") {
    await until(`a click on ${selector} “${words}”`, async () => {
      const element = await this.see(selector, words);
      const place = () =>
        this.script(
          "const { x, y, width, height } = arguments[0].getBoundingClientRect(); return [x, y, width, height].join()",
          element,
        );
      await this.script(
        `const [element] = arguments;
         element.scrollIntoView({ block: "nearest" });
         window.hit = false;
         element.addEventListener("click", () => (window.hit = true), { capture: true, once: true });`,
        element,
      );
      const before = await place();
      await pause(20);
      if ((await place()) !== before) return false;
      await this.#ask("POST", `${this.#session}/element/${element[ELEMENT]}/click`, {});
      // Where the click led to another page, nothing is left of the old one.
      return this.script("return window.hit ?? true");
    });
  }
  text(selector) {
    return this.script("return document.querySelector(arguments[0])?.innerText", selector);
  }

  /** Types into whatever has the focus. */
  async type(text) {
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#ask("POST", `${this.#session}/actions`, { actions: [{ type: "key", id: "keys", actions }] });
  }
  /** Presses keys together, the last one while the others are held. */
  async press(...keys) {
    const actions = [
      ...keys.map((value) => ({ type: "keyDown", value })),
      ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
    ];
    await this.#ask("POST", `${this.#session}/actions`, { actions: [{ type: "key", id: "keys", actions }] });
  }

  /** Enter on a sheet with this title, once the button it takes has the focus: the title is painted before the host has answered. */
  async takeDefault(title) {
    await this.see("h1", title);
    await until(`the button of “${title}” to have the focus`, () =>
      this.script("return document.activeElement?.matches('button:not([aria-disabled=true])') ?? false"),
    );
    await this.press(Key.Enter);
  }

  /** A picture of the whole screen, where a folder for pictures is named. (The driver's own pictures hang without a graphics card.) */
  async picture(name) {
    if (!PICTURES) return;
    await mkdir(PICTURES, { recursive: true });
    await run("import", ["-window", "root", join(PICTURES, `${name}.png`)]);
  }

  /** What the page's policy refused so far. */
  refused() {
    return this.script("return window.refused");
  }

  /** The program's process: the driver's child. */
  async process() {
    for (const name of await readdir("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
      const [, command, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
      if (command === basename(this.#program.binary).slice(0, 15) && Number(parent) === this.#driver.pid)
        return Number(name);
    }
    return null;
  }

  /** As a power cut would: nothing is asked, nothing is put away. */
  async kill() {
    const pid = await this.process();
    if (pid !== null) process.kill(pid, "SIGKILL");
    await this.#end();
  }

  /** Closes the window as a person does, and waits until the program has ended. */
  async close() {
    const pid = await this.process();
    await run("wmctrl", ["-c", "Loopbook"]);
    await until("the program to end", () => !isRunning(pid));
    await this.#end();
  }

  async #end() {
    const ended = new Promise((done) => this.#driver.on("exit", done));
    this.#driver.kill("SIGTERM");
    await ended;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
