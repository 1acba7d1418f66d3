// `make bench-window`: what the real window takes, in turn with a window of WebKit that holds nothing of ours. From the
// program's start to the first painted page; from a key press to the results painted, beside the same rows put in by a plain
// script; the longest time the page could not answer while it saved; the memory of all processes. Figures of one run on one
// machine: what counts are the differences.
import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { environment, Key, pause, someHome, until, Window } from "../e2e/smoke/window.mjs";

const ENTRIES = Number(process.env.LOOPBOOK_BENCH_ENTRIES ?? 10_000);
const STARTS = Number(process.env.LOOPBOOK_BENCH_STARTS ?? 9);
const QUERIES = Number(process.env.LOOPBOOK_BENCH_QUERIES ?? 12);
/** WebKit's own small browser: the least a window of it can be. */
const BARE = execFileSync("sh", ["-c", "ls /usr/lib/*/webkit2gtk-4.1/MiniBrowser"], { encoding: "utf8" }).trim();
const CLI = process.env.LOOPBOOK_CLI ?? new URL("../../target/release/loopbook-cli", import.meta.url).pathname;
const CORPUS = new URL(`../../target/tmp/corpus-${ENTRIES}/`, import.meta.url).pathname;
const GENERATOR = new URL("../../../shared/bench/corpus.py", import.meta.url).pathname;
const SEARCH = '[aria-label="Search everything you have written"]';

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const part = (numbers, share) => {
  const all = sorted(numbers);
  return all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? NaN;
};
const told = (numbers) =>
  `${part(numbers, 0.5).toFixed(1).padStart(8)} / ${part(numbers, 0.99).toFixed(1).padStart(8)} ms (${numbers.length})`;
const line = (what, value) => console.log(`  ${what.padEnd(52)} ${value}`);

/** Milliseconds of the wall clock at which a process began. */
async function began(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  const up = Number((await readFile("/proc/uptime", "utf8")).split(" ")[0]);
  return Date.now() - up * 1000 + ticks * 10;
}

/** Every process below one, and itself. */
async function family(root) {
  const parents = new Map();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isOf = (pid) => pid === root || (parents.has(pid) && isOf(parents.get(pid)));
  return [...parents.keys()].filter(isOf);
}

/** Proportional memory of a family of processes, in megabytes. */
async function memory(root) {
  let kilobytes = 0;
  for (const pid of await family(root)) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** A journal of the corpus, made once. */
async function journal() {
  const home = await someHome();
  const rows = (await readFile(join(CORPUS, "corpus.jsonl"), "utf8")).trimEnd().split("\n").map(JSON.parse);
  const folder = join(home.root, "corpus");
  await mkdir(folder);
  // Not all at once: a process may have a thousand files open.
  for (let at = 0; at < rows.length; at += 500)
    await Promise.all(
      rows
        .slice(at, at + 500)
        .map(({ id, title, body, created_at, tags }) =>
          writeFile(
            join(folder, `${id}.md`),
            `---\ntitle: ${JSON.stringify(title)}\ndate: ${created_at}\ntags: ${JSON.stringify(tags)}\n---\n${body}\n`,
          ),
        ),
    );
  execFileSync(CLI, ["import", folder], {
    env: { ...environment(home) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await rm(folder, { recursive: true });
  return home;
}

/** From the start of the process to the first paint that shows something. */
async function firstPaint(window) {
  const [pid] = [await window.process()];
  const paint = await until("the first paint", () =>
    window.script(
      "const [paint] = performance.getEntriesByName('first-contentful-paint'); return paint ? performance.timeOrigin + paint.startTime : null",
    ),
  );
  return { pid, ms: paint - (await began(pid)) };
}

/** Writes down, of every key press, when the last change that followed it had been painted. */
const WATCH = `
  window.seen = [];
  let press = null;
  addEventListener("keydown", () => {
    press = { at: performance.now(), changed: 0, painted: null, asked: null, answered: null, drawn: null };
    window.seen.push(press);
  }, true);
  // How long of it the core took, and the way there and back.
  const plain = window.fetch;
  window.fetch = async (...request) => {
    const mine = press;
    if (mine) mine.asked ??= performance.now();
    const reply = await plain(...request);
    if (mine?.painted === null) mine.answered = performance.now();
    return reply;
  };
  new MutationObserver(() => {
    const mine = press;
    if (!mine) return;
    const change = ++mine.changed;
    mine.drawn = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { if (change === mine.changed) mine.painted = performance.now(); };
      port2.postMessage(0);
    });
  }).observe(document.querySelector(arguments[0]), { childList: true, subtree: true, characterData: true });
`;
const SEEN = "return window.seen.filter((one) => one.painted !== null)";
/** Of every key press, how long it was from one moment to another; not of those that lack one of the two. */
const spans = (seen, from, to) =>
  seen.filter((one) => one[from] !== null && one[to] !== null).map((one) => one[to] - one[from]);

/** Every time in which the page could not have answered, from now on: milliseconds between two turns of its loop. */
const BEAT = `
  window.blocks = [];
  let last = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    window.blocks.push(now - last);
    last = now;
    setTimeout(() => port2.postMessage(0));
  };
  port2.postMessage(0);
`;

async function typed(window, text) {
  for (const letter of text) {
    await window.type(letter);
    await pause(250);
  }
}

/**
 * Letter by letter, as fast as a hand that types well. Left to itself the driver presses the next key before the page has
 * had a turn after the last one: what is measured then is how many keys came in between, not how long one thing took.
 */
async function written(window) {
  for (let turn = 0; turn < 4; turn++) {
    for (const letter of "Asked why I always mark in red, and I had no answer to that. ") {
      await window.type(letter);
      await pause(40);
    }
    await pause(1500);
  }
  return window.script("return window.blocks");
}

async function starts(home) {
  const ours = [];
  const bare = [];
  const held = { ours: 0, bare: 0 };
  const page = join(home.root, "bare.html");
  await writeFile(page, "<!doctype html><title>Nothing</title><p>Nothing");
  for (let turn = 0; turn < STARTS; turn++) {
    const empty = await Window.open(home, {}, { binary: BARE, args: ["--automation"], page: `file://${page}` });
    const first = await firstPaint(empty);
    bare.push(first.ms);
    held.bare = await memory(first.pid);
    await empty.kill();
    const window = await Window.open(home);
    const own = await firstPaint(window);
    await window.see("nav");
    ours.push(own.ms);
    await pause(3000);
    held.ours = await memory(own.pid);
    await window.kill();
  }
  line("start to the first painted page, ours", told(ours));
  line("the same, an empty window of WebKit", told(bare));
  line("  ratio of the medians (must 1.3, aim 1.12)", (part(ours, 0.5) / part(bare, 0.5)).toFixed(2));
  line("memory of all processes, idle: ours, empty window", `${held.ours.toFixed(0)} MB, ${held.bare.toFixed(0)} MB`);
}

async function keys(home) {
  const asked = JSON.parse(await readFile(join(CORPUS, "queries.json"), "utf8"));
  const words = asked.prefix.slice(0, QUERIES).map(({ keys: letters }) => letters.at(-1).slice(0, 6));
  const window = await Window.open(home);
  await window.see("nav");
  await window.press(Key.Control, Key.Shift, "f");
  await until("the search box", () => window.script("return document.activeElement.matches(arguments[0])", SEARCH));
  // The list is there from the first letter on; what is watched must be there before.
  await typed(window, "zz");
  await window.see(".results");
  await window.script(WATCH, "main, #app");
  for (const word of words) {
    await window.script("document.activeElement.select()");
    await typed(window, word);
  }
  const seen = await window.script(SEEN);
  const ours = spans(seen, "at", "painted");
  const rows = await window.script("return document.querySelector('.results ul').outerHTML");
  // The same rows, without a core, a framework or a reply: put in by a plain script at each key.
  await window.script(
    `document.body.innerHTML = "<input aria-label=bare><div id=bare></div>";
     const [rows] = arguments;
     document.querySelector("input").oninput = () => { document.querySelector("#bare").innerHTML = rows; };
     document.querySelector("input").focus();`,
    rows,
  );
  await window.script(WATCH, "#bare");
  for (const word of words) await typed(window, word);
  const bare = spans(await window.script(SEEN), "at", "painted");
  line("key press to painted results, ours", told(ours));
  line("the same rows put in by a plain script", told(bare));
  line("  of ours until the core is asked", told(spans(seen, "at", "asked")));
  line("  until its answer is there", told(spans(seen, "asked", "answered")));
  line("  until the rows are filled", told(spans(seen, "answered", "drawn")));
  line("  until they are painted", told(spans(seen, "drawn", "painted")));
  line("  more at p99 (must 16.7, aim 8)", `${(part(ours, 0.99) - part(bare, 0.99)).toFixed(1)} ms`);
  await window.kill();
}

async function blocks(home) {
  const window = await Window.open(home);
  await window.see("nav");
  await window.press(Key.Control, "n");
  await window.see('[aria-label="What you write"]');
  await pause(1000);
  await window.script(BEAT);
  const ours = await written(window);
  await window.kill();
  // The same keys in a page that saves nothing and shows nothing else.
  const page = join(home.root, "sheet.html");
  await writeFile(page, "<!doctype html><title>Sheet</title><div contenteditable><p><br></div>");
  const empty = await Window.open(home, {}, { binary: BARE, args: ["--automation"], page: `file://${page}` });
  await empty.script("document.querySelector('div').focus()");
  await empty.script(BEAT);
  const bare = await written(empty);
  await empty.kill();
  const long = (numbers) =>
    `${sorted(numbers).at(-1).toFixed(1)} ms, ${numbers.filter((one) => one > 16).length} over 16 ms`;
  line("longest block while writing and saving (must 16, aim 8)", long(ours));
  line("the same keys in an empty page of WebKit", long(bare));
}

console.log(`${ENTRIES} entries, ${process.env.LOOPBOOK_BINARY ?? "target/debug/loopbook"}`);
execFileSync("python3", [GENERATOR, "--n", String(ENTRIES), "--seed", "7", "--out", CORPUS], { stdio: "ignore" });
const home = await journal();
try {
  await starts(home);
  await keys(home);
  await blocks(home);
} finally {
  await home.remove();
}
