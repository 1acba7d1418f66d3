// What a reader will get, looked at before it leaves: in a window of its own that is given nothing. In the real program.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Key, someHome, until, Window } from "./window.mjs";

const run = promisify(execFile);
const titles = async () => (await run("wmctrl", ["-l"])).stdout;

let home;
let window;
let plan;
before(async () => {
  home = await someHome();
  window = await Window.open(home);
  await window.see("h1", "Welcome");
  await window.press(Key.Enter);
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
