// What a page could try if a stranger's text ever got to run in it, and what an attached file may do. In the real window.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pause, someHome, until, Window } from "./window.mjs";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAE0lEQVR4nGNkYPj/n4GBgYEBxgAAHhoDAUzGNAoAAAAASUVORK5CYII=",
  "base64",
);

let home;
let window;
before(async () => {
  home = await someHome();
  window = await Window.open(home);
  await window.takeDefault("Welcome");
  await window.click("button", "Go on without one");
  await window.see("nav");
});
after(async () => {
  await window?.kill();
  await home?.remove();
});

/** As a script of the page would ask; the error as a word where it is refused. */
const invoke = (command, args) =>
  window.script(
    `const [command, args] = arguments;
     return window.__TAURI_INTERNALS__.invoke(command, args)
       .then((answer) => ({ answer }), (error) => ({ error: error?.code ?? String(error) }));`,
    command,
    args,
  );
const call = async (name, request) => {
  const { answer, error } = await invoke("call", { name, request });
  assert.equal(error, undefined, name);
  return answer;
};

/** Attaches bytes as a drop does. */
async function attach(entry, name, bytes) {
  const staged = await window.script(
    "return window.__TAURI_INTERNALS__.invoke('stage', Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0)))",
    bytes.toString("base64"),
  );
  return call("attachment_add", { entry, staged, name });
}

/** Whether an <img> with this attachment shows a picture. */
const shows = (id) =>
  window.script(
    `const image = new Image();
     image.src = "attach://localhost/" + arguments[0];
     return image.decode().then(() => image.naturalWidth > 0, () => false);`,
    id,
  );

test("a picture that is dropped in is shown, and what only calls itself one is not", async () => {
  const { id } = await call("entry_add", { title: "With a picture" });
  const picture = await attach(id, "board.png", PNG);
  assert.equal(await shows(picture.id), true);
  const drawing = await attach(
    id,
    "drawing.svg",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  );
  assert.equal(await shows(drawing.id), false);
  assert.equal(await shows("0192f0c1-0000-7000-8000-000000000000"), false);
});

test("files chosen in the dialog are attached, and come out as they went in", async () => {
  const chosen = join(home.places, "attach");
  await mkdir(chosen, { recursive: true });
  await writeFile(join(chosen, "lesson plan.txt"), "thirty minutes");
  const { id } = await call("entry_add", { title: "With a plan" });
  const { answer } = await invoke("pick_attachments", { entry: id });
  assert.deepEqual(
    answer.map(({ name, bytes }) => [name, bytes]),
    [["lesson plan.txt", 14]],
  );
  assert.deepEqual(await invoke("save_attachment", { id: answer[0].id, name: "out.txt" }), { answer: true });
  assert.equal(await readFile(join(home.written, "out.txt"), "utf8"), "thirty minutes");
});

test("a file that could run is not opened", async () => {
  const { id } = await call("entry_add", { title: "With a program" });
  for (const name of ["help.desktop", "page.html", "run.sh"]) {
    const file = await attach(id, name, Buffer.from("echo"));
    assert.deepEqual(await invoke("open_attachment", { id: file.id }), { error: "bad_input" }, name);
  }
});

test("a path is no place, and what no dialog gave out is refused", async () => {
  for (const place of ["/etc/passwd", join(home.places, "save/x.html"), "../x"]) {
    assert.deepEqual(
      await invoke("call", { name: "import_preview", request: { place } }),
      { error: "bad_input" },
      place,
    );
    assert.deepEqual(await invoke("reveal", { place }), { error: "bad_input" }, place);
  }
});

test("only web and mail addresses are opened, and no command beyond ours is there", async () => {
  for (const url of ["file:///etc/passwd", "javascript:alert(1)", "smb://somewhere/share"]) {
    assert.deepEqual(await invoke("open_link", { url }), { error: "bad_input" }, url);
  }
  for (const command of [
    "plugin:opener|open_path",
    "plugin:dialog|open",
    "plugin:window|close",
    "plugin:webview|create_webview",
    "plugin:app|version",
  ]) {
    const { error } = await invoke(command, {});
    assert.match(String(error), /not allowed|not found/i, command);
  }
});

test("the page cannot leave, load from elsewhere, open a window, or run what is written into it", async () => {
  const before = await window.script("return location.href");
  await window.script(`
    window.reached = [];
    document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.reached.push(1)"><iframe srcdoc="<script>parent.reached.push(2)</script>"></iframe>');
    const script = document.createElement("script"); script.textContent = "window.reached.push(3)"; document.body.append(script);
    for (const where of ["http://127.0.0.1:9/", "tauri://localhost/index.html"]) fetch(where).then(() => window.reached.push(where), () => undefined);
    if (window.open("https://example.org/")) window.reached.push(4);
    setTimeout(() => { location.href = "https://example.org/"; }, 0);`);
  await pause(1000);
  assert.equal(await window.script("return location.href"), before);
  assert.deepEqual(await window.script("return window.reached"), []);
  await until("what was refused", async () => (await window.refused()).length >= 3);
});
