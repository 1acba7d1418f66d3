// What a reader will get, looked at before it leaves: in a window of its own that is given nothing. In the real program.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { pause, someHome, until, Window } from "./window.mjs";

const run = promisify(execFile);
const titles = async () => (await run("wmctrl", ["-l"])).stdout;

let home;
let window;
let plan;
before(async () => {
  home = await someHome();
  window = await Window.open(home);
  await window.takeDefault("Welcome");
  await window.click("button", "Go on without one");
  await window.see("nav");
  const body =
    "I waited.\n\n<script>document.title = 'a script ran'</script>\n\n<img src=x onerror=\"document.title='a script ran'\">\n";
  const fields = { title: "Waiting", body, readiness: "ready", audience: "shareable" };
  const entry = await call("entry_add", fields);
  plan = await call("plan_begin", { audience: "A reader", purpose: "peer_review", ids: [entry.id] });
  await call("plan_decide", { plan: plan.id, accept: true });
  const answers = ["recognised", "only_one", "upset"].map((question) => ({ question, answer: "no" }));
  await call("plan_checks", { plan: plan.id, answers });
});
after(async () => {
  await window?.kill();
  await home?.remove();
});

const invoke = (command, args) =>
  window.script(
    `const [command, args] = arguments;
     return window.__TAURI_INTERNALS__.invoke(command, args)
       .then((answer) => ({ answer }), (error) => ({ error: error?.message ?? String(error) }));`,
    command,
    args,
  );
const call = async (name, request) => {
  const { answer, error } = await invoke("call", { name, request });
  assert.equal(error, undefined, name);
  return answer;
};
const prepared = async (format) => (await call("pack_prepare", { plan: plan.id, format })).pack;

test("a page opens in a window of its own, whose Esc closes it, and no script of an entry runs there", async () => {
  for (const format of ["html", "packet"]) {
    const pack = await prepared(format);
    assert.deepEqual(await invoke("open_preview", { id: pack.id }), { answer: null });
    await until("the preview's window", async () => (await titles()).includes(pack.file_name));
    // A script that ran would have changed the page's title, which the window would show or WebKit keep for itself.
    assert.equal((await titles()).includes("a script ran"), false);
    const found = (await run("xdotool", ["search", "--onlyvisible", "--name", pack.file_name])).stdout;
    const id = found.trim().split("\n").pop();
    await run("xdotool", ["windowfocus", "--sync", id]);
    await run("xdotool", ["mousemove", "--window", id, "300", "300", "click", "1"]);
    await until("the preview to close", async () => {
      await run("xdotool", ["key", "Escape"]);
      return !(await titles()).includes(pack.file_name);
    });
    // The window it was opened from stays.
    await window.see("nav");
  }
});

test("from inside it no command is answered, nothing is fetched or sent, and nothing leads elsewhere", async () => {
  const heard = [];
  const server = createServer((socket) => {
    heard.push(socket.remotePort);
    socket.destroy();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  const entries = async () => (await call("entry_list", {})).total;
  const before = await entries();
  const [main] = await window.handles();
  try {
    for (const format of ["html", "packet"]) {
      const pack = await prepared(format);
      await invoke("open_preview", { id: pack.id });
      const inside = await until("the preview's page", async () =>
        (await window.handles()).find((handle) => handle !== main),
      );
      await window.turnTo(inside);
      await until("its address", async () => (await window.script("return location.href")).endsWith(pack.id));
      const asked = [
        ["call", { name: "entry_list", request: {} }],
        ["call", { name: "entry_add", request: { title: "from the preview" } }],
        ["stage", {}],
        ["first_start", {}],
        ["rescue", { name: "rescue_look", request: {} }],
        ["open_link", { url: "https://example.org/" }],
        ["open_preview", { id: pack.id }],
        ["pick_save", { name: "x" }],
        ["plugin:event|listen", { event: "changed", target: { kind: "Any" }, handler: 1 }],
        ["plugin:webview|create_webview", {}],
        ["plugin:opener|open_url", { url: "https://example.org/" }],
      ];
      for (const [command, args] of asked) {
        const answer = await window.script(
          `const [command, args] = arguments;
           const invoke = window.__TAURI_INTERNALS__?.invoke;
           if (!invoke) return "no way to ask";
           return Promise.race([
             Promise.resolve().then(() => invoke(command, args)).then(() => "answered", () => "refused"),
             new Promise((done) => setTimeout(() => done("no answer"), 1500)),
           ]);`,
          command,
          args,
        );
        assert.notEqual(answer, "answered", `${format}: ${command}`);
      }
      const reached = await window.script(
        `const there = "http://127.0.0.1:" + arguments[0] + "/";
         const add = JSON.stringify({ cmd: "call", callback: 1, error: 2, payload: { name: "entry_add", request: { title: "by hand" } }, options: {} });
         try { window.webkit?.messageHandlers?.ipc?.postMessage(add); } catch {}
         const got = [];
         const came = (what) => got.push(what);
         const wait = (what, made) => new Promise((done) => { made.onload = () => (came(what), done()); made.onerror = done; setTimeout(done, 800); });
         const put = (tag, attributes) => document.head.appendChild(Object.assign(document.createElement(tag), attributes));
         const tries = [
           ...[there, "tauri://localhost/index.html", "attach://localhost/x", "ipc://localhost/call", "file:///etc/passwd"].map((where) =>
             Promise.race([fetch(where).then(() => came("fetch " + where), () => undefined), new Promise((done) => setTimeout(done, 800))])),
           wait("image", Object.assign(new Image(), { src: there + "x.png" })),
           wait("script", put("script", { src: there + "x.js" })),
           wait("style", put("link", { rel: "stylesheet", href: there + "x.css" })),
           wait("frame", document.body.appendChild(Object.assign(document.createElement("iframe"), { src: there }))),
         ];
         try { navigator.sendBeacon?.(there, "x"); } catch {}
         try { new WebSocket("ws://127.0.0.1:" + arguments[0]); } catch {}
         try { new EventSource(there); } catch {}
         if (window.open(there)) came("window");
         return Promise.all(tries).then(() => got.filter((what) => what !== "frame"));`,
        port,
      );
      assert.deepEqual(reached, [], format);
      const here = await window.script("return location.href");
      for (const where of [`http://127.0.0.1:${port}/`, "tauri://localhost/index.html", "about:blank"]) {
        await window.script(
          `const form = document.body.appendChild(Object.assign(document.createElement("form"), { action: arguments[0], method: "post" }));
           setTimeout(() => { location.href = arguments[0]; }, 0);
           try { form.submit(); } catch {}`,
          where,
        );
        await pause(500);
        assert.equal(await window.script("return location.href"), here, `${format}: ${where}`);
      }
      await window.turnTo(main);
    }
    assert.deepEqual(heard, [], "nothing was asked of the network");
    assert.equal(await entries(), before, "and nothing was written");
  } finally {
    await window.turnTo(main);
    server.close();
  }
});

test("only a page is shown there, and only of a pack", async () => {
  const paper = await prepared("pdf");
  assert.match((await invoke("open_preview", { id: paper.id })).error, /^Only a web page or a review page/);
  assert.ok((await invoke("open_preview", { id: "0192f0c1-0000-7000-8000-000000000000" })).error);
  assert.ok((await invoke("open_preview", { id: "../keys.json" })).error);
});

test("pages of paper are pictures for the window, which can fetch nothing of a preview", async () => {
  const pack = await prepared("pdf");
  const { count } = await call("pack_pages", { id: pack.id });
  const shows = (page) =>
    window.script(
      `const image = new Image();
       image.src = "preview://localhost/" + arguments[0];
       return image.decode().then(() => image.naturalWidth > 500, () => false);`,
      page,
    );
  assert.equal(await shows(`${pack.id}/page/1`), true);
  assert.equal(await shows(`${pack.id}/page/${count + 1}`), false);
  assert.equal(await shows(`${pack.id}/page/0`), false);
  const fetched = await window.script(
    "return fetch('preview://localhost/' + arguments[0]).then(() => 'came', () => 'refused')",
    `${pack.id}/page/1`,
  );
  assert.equal(fetched, "refused");
});

test("no capability knows the window, so that no command answers it", async () => {
  const capability = JSON.parse(
    await readFile(new URL("../../../src-tauri/capabilities/main.json", import.meta.url), "utf8"),
  );
  assert.deepEqual([capability.windows, capability.webviews, capability.remote], [["main"], undefined, undefined]);
});
