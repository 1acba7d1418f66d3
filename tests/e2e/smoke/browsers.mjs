// Two browsers that are not Chromium, as a reader has them: Firefox ESR over WebDriver BiDi, WebKitGTK's MiniBrowser over
// WebDriver. As little of each as the review page needs.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./window.mjs";

const { WebSocket } = createRequire(new URL("../../../ui/package.json", import.meta.url))("ws");
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** Where the machine's libraries are. */
const MINI_BROWSER = readdirSync("/usr/lib")
  .map((folder) => join("/usr/lib", folder, "webkit2gtk-4.1/MiniBrowser"))
  .find((path) => existsSync(path));

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Firefox with a profile of its own, whose downloads go to `downloads`. */
export class Firefox {
  #process;
  #socket;
  #context;
  #asked = 0;
  #waiting = new Map();

  /** Why it cannot be tried here; none: it can. */
  static missing() {
    return spawnSync("firefox-esr", ["--version"]).status === 0 ? null : "firefox-esr is not there (make setup-test)";
  }

  static async open() {
    const firefox = new Firefox();
    firefox.profile = await mkdtemp(join(tmpdir(), "loopbook-firefox-"));
    firefox.downloads = await mkdtemp(join(tmpdir(), "loopbook-downloads-"));
    const prefs = {
      "browser.download.folderList": 2,
      "browser.download.dir": firefox.downloads,
      "browser.download.always_ask_before_handling_new_types": false,
      "browser.shell.checkDefaultBrowser": false,
      "datareporting.policy.dataSubmissionEnabled": false,
      "app.update.enabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "toolkit.telemetry.enabled": false,
    };
    const lines = Object.entries(prefs).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    await writeFile(join(firefox.profile, "user.js"), lines.join("\n"));
    const port = await freePort();
    firefox.#process = spawn(
      "firefox-esr",
      [
        "--headless",
        "--no-remote",
        "--profile",
        firefox.profile,
        "--remote-debugging-port",
        String(port),
        "about:blank",
      ],
      { stdio: "ignore", env: { ...process.env, HOME: firefox.profile, MOZ_DISABLE_AUTO_SAFE_MODE: "1" } },
    );
    firefox.#socket = await until("Firefox", async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/session`);
      await once(socket, "open");
      return socket;
    });
    firefox.#socket.on("message", (data) => {
      const { id, result, error, message } = JSON.parse(data);
      const waiting = firefox.#waiting.get(id);
      firefox.#waiting.delete(id);
      if (error) waiting?.fail(new Error(`${error}: ${message}`));
      else waiting?.done(result);
    });
    await firefox.#ask("session.new", {
      capabilities: { alwaysMatch: { unhandledPromptBehavior: { default: "accept" } } },
    });
    const { contexts } = await firefox.#ask("browsingContext.getTree", {});
    firefox.#context = contexts[0].context;
    return firefox;
  }

  #ask(method, params) {
    this.#asked += 1;
    const id = this.#asked;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((done, fail) => this.#waiting.set(id, { done, fail }));
  }

  async goTo(url) {
    await this.#ask("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  /** The value of an expression on the page, as JSON. */
  async evaluate(expression) {
    const { type, result, exceptionDetails } = await this.#ask("script.evaluate", {
      expression: `Promise.resolve((() => (${expression}))()).then((value) => JSON.stringify(value ?? null))`,
      target: { context: this.#context },
      awaitPromise: true,
    });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  async setFile(selector, path) {
    const { nodes } = await this.#ask("browsingContext.locateNodes", {
      context: this.#context,
      locator: { type: "css", value: selector },
    });
    await this.#ask("input.setFiles", {
      context: this.#context,
      element: { sharedId: nodes[0].sharedId },
      files: [path],
    });
  }

  async close() {
    this.#socket?.close();
    const ended = once(this.#process, "exit");
    this.#process.kill();
    await ended;
    for (const folder of [this.profile, this.downloads]) await rm(folder, { recursive: true, force: true });
  }
}

/** WebKitGTK's own small browser. */
export class WebKit {
  #driver;
  #address;
  #session;

  /** Why it cannot be tried here; none: it can. */
  static missing() {
    if (!MINI_BROWSER) return "MiniBrowser of webkit2gtk-4.1 is not there (make setup-test)";
    return spawnSync("WebKitWebDriver", ["--version"]).error ? "WebKitWebDriver is not there (make setup-test)" : null;
  }

  static async open() {
    const webkit = new WebKit();
    webkit.home = await mkdtemp(join(tmpdir(), "loopbook-webkit-"));
    const port = await freePort();
    webkit.#driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      stdio: "ignore",
      env: { ...process.env, HOME: webkit.home },
    });
    webkit.#address = `http://127.0.0.1:${port}`;
    await until("the driver", () => webkit.#ask("GET", "/status"));
    const { sessionId } = await webkit.#ask("POST", "/session", {
      capabilities: {
        alwaysMatch: {
          unhandledPromptBehavior: "accept",
          "webkitgtk:browserOptions": { binary: MINI_BROWSER, args: ["--automation"] },
        },
      },
    });
    webkit.#session = `/session/${sessionId}`;
    return webkit;
  }

  async #ask(method, path, body) {
    const signal = AbortSignal.timeout(60_000);
    const response = await fetch(this.#address + path, { method, body: body && JSON.stringify(body), signal });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }

  async goTo(url) {
    await this.#ask("POST", `${this.#session}/url`, { url });
  }

  async evaluate(expression) {
    const script = `const done = arguments[0];
      Promise.resolve((() => (${expression}))()).then((value) => done(JSON.stringify(value ?? null)), (error) => done(JSON.stringify("failed: " + error)));`;
    return JSON.parse(await this.#ask("POST", `${this.#session}/execute/async`, { script, args: [] }));
  }

  async setFile(selector, path) {
    const element = await this.#ask("POST", `${this.#session}/element`, { using: "css selector", value: selector });
    await this.#ask("POST", `${this.#session}/element/${element[ELEMENT]}/value`, { text: path });
  }

  async close() {
    await this.#ask("DELETE", this.#session).catch(() => undefined);
    const ended = once(this.#driver, "exit");
    this.#driver.kill();
    await ended;
    await rm(this.home, { recursive: true, force: true });
  }
}
