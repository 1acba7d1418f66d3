import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeHost, fakeEntry } from "$lib/api/host.fake";
import { useHost } from "$lib/api/host";
import type { Entry, EntryFields } from "$lib/api/types";
import { AT_MOST_MS } from "$lib/state/autosave.svelte";
import type { OpenEntry } from "../features/entry/page.svelte";
import { Pages } from "./pages.svelte";

/*
 * G7 (SECURITY.md): somebody types, empties, undoes, keeps, leaves for another entry, locks, has the same entry changed
 * elsewhere, decides; the journal is slow, or fails, or the program is gone from one moment to the next. Any sequence of that
 * is held to what may never be:
 *
 * - what "saved" is said of, and what a lock let go, is in the journal;
 * - of what was typed, at most a second is lost to the program's end;
 * - nothing is stored that did not stand in the editor: no empty text over a full one;
 * - what came from elsewhere is never written over before it was kept or shown.
 */

/** How many sequences: `make torture` asks for ten thousand. */
const SEQUENCES = Number(process.env["LOOPBOOK_SEQUENCES"] ?? 300);
const SEED = Number(process.env["LOOPBOOK_SEED"] ?? 20261122);
/** The longest the journal takes for an answer here, in milliseconds. */
const SLOW = 120;
/** The longest pause before what failed is tried again. */
const RETRY = 30_000;

/** What goes wrong on purpose: with each of these some sequence must fail. */
const FAULTS = [
  "leaving and locking save nothing",
  "the editor is not asked for its text",
  "an answer replaces what was typed meanwhile",
  "the editor says that it is empty now and then",
] as const;
type Fault = (typeof FAULTS)[number];

type Step =
  | { do: "type"; text: string; told: boolean }
  | { do: "empty" | "undo" | "keep" | "lock" | "crash" | "elsewhere" }
  | { do: "pause"; ms: number }
  | { do: "go"; to: "a" | "b" | "new" | "away" }
  | { do: "settle"; mine: boolean }
  | { do: "journal"; broken: boolean; slow: number };

const one = <const T>(value: T) => fc.constant(value);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: one("type"),
      text: fc.constantFrom("x", "word ", "¿qué? ", "語", "\n\n", "# "),
      told: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: one("pause"), ms: fc.constantFrom(0, 30, 90, 399, 401, 700, 1001, 6000) }),
  },
  { weight: 4, arbitrary: fc.record({ do: one("go"), to: fc.constantFrom("a", "b", "new", "away") }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom("empty", "undo", "keep", "lock", "crash", "elsewhere") }),
  },
  { weight: 2, arbitrary: fc.record({ do: one("settle"), mine: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: one("journal"), broken: fc.boolean(), slow: fc.constantFrom(0, 0, 5, SLOW) }),
  },
);

/** A journal that checks revisions as the core does, and holds every save to what may be stored. */
class Journal {
  readonly entries = new Map<string, Entry>();
  /** What was written by others, by entry, newest only. */
  readonly foreign = new Map<string, string>();
  broken = false;
  slow = 0;
  /** Bodies that stay as versions whatever comes. */
  readonly #kept = new Map<string, Set<string>>();
  #number = 0;

  /** `stood`: whether somebody has seen this text in an editor. */
  constructor(private readonly stood: (id: string, body: string) => boolean) {
    for (const id of ["a", "b"]) this.entries.set(id, fakeEntry({ id, revision: "0", body: `first ${id}` }));
  }

  async #answer<T>(work: () => T): Promise<T> {
    if (this.slow > 0) await new Promise((done) => setTimeout(done, this.slow));
    if (this.broken) throw { code: "disk_full", message: "The disk is full." };
    return work();
  }
  #entry(id: string): Entry {
    const entry = this.entries.get(id);
    if (!entry) throw { code: "not_found", message: "gone" };
    return entry;
  }
  #put(id: string, fields: EntryFields): Entry {
    const before = this.entries.get(id) ?? fakeEntry({ id });
    const entry = { ...before, ...(fields as Partial<Entry>), revision: String(++this.#number) };
    this.entries.set(id, entry);
    return entry;
  }

  add(fields: EntryFields): Promise<Entry> {
    return this.#answer(() => this.#put(`n${this.#number + 1}`, fields));
  }
  get(id: string): Promise<Entry> {
    return this.#answer(() => this.#entry(id));
  }
  save(id: string, base: string, fields: EntryFields, keep: boolean): Promise<Entry> {
    return this.#answer(() => {
      const now = this.#entry(id);
      if (base !== now.revision) throw { code: "stale", message: "changed" };
      this.#check(now, fields.body);
      const entry = this.#put(id, fields);
      if (keep) this.#kept.set(id, (this.#kept.get(id) ?? new Set()).add(entry.body));
      return entry;
    });
  }
  #check(now: Entry, body: string | undefined): void {
    if (body === undefined || body === now.body) return;
    const theirs = this.foreign.get(now.id);
    if (body !== theirs && !this.stood(now.id, body)) wrong.push(`stored, and never stood in the editor: “${body}”`);
    const known = this.#kept.get(now.id)?.has(now.body) === true || this.stood(now.id, now.body);
    if (theirs === now.body && !known) wrong.push(`written over unseen: “${now.body}”`);
  }
  /** Does the entry hold what somebody else wrote? */
  isForeign(id: string | null): boolean {
    return id !== null && this.foreign.get(id) === this.entries.get(id)?.body;
  }
  /** As if another window had saved. */
  elsewhere(id: string): void {
    const body = `elsewhere ${this.#number}`;
    this.foreign.set(id, body);
    this.#put(id, { body });
  }
}

/** What was seen that may never be, of the sequence that is played. */
let wrong: string[] = [];

/** The editor on one page: its text, what stood there before, and since when each text stands. */
class Editor {
  text: string;
  readonly stood: { at: number; text: string }[];
  #before: string[] = [];

  constructor(
    readonly page: OpenEntry,
    fault: Fault | null,
  ) {
    this.text = page.text;
    this.stood = [{ at: -Infinity, text: this.text }];
    const empty = (): boolean => fault === "the editor says that it is empty now and then" && Date.now() % 7 === 0;
    const asked = fault !== "the editor is not asked for its text";
    page.writer = {
      flush: () => (empty() ? "" : asked ? this.text : page.text),
      replace: (text) => this.#set(text),
    };
  }
  #set(text: string): void {
    this.text = text;
    this.stood.push({ at: Date.now(), text });
  }
  /** Something was typed; the page hears the text at once (`told`), or asks for it later. */
  change(text: string, told: boolean): void {
    this.#before.push(this.text);
    this.#set(text);
    this.page.autosave.touch();
    if (told) this.page.change({ body: text });
  }
  undo(): void {
    const text = this.#before.pop();
    if (text === undefined) return;
    this.#set(text);
    this.page.autosave.touch();
  }
  /** As an answer of the journal would do that took the page. */
  replaceBy(text: string): void {
    this.text = text;
  }
  /** Did `body` stand here within the last `ms`? */
  within(body: string, ms: number): boolean {
    const since = Date.now() - ms;
    return this.stood.some(({ text }, at) => text === body && (this.stood[at + 1]?.at ?? Infinity) >= since);
  }
}

/** One window on one journal, and whoever sits before it. */
class Desk {
  readonly #journal: Journal;
  #pages = new Pages();
  readonly #editors = new Map<OpenEntry, Editor>();
  /** Texts of pages that a lock or a crash has forgotten, by entry. */
  readonly #gone = new Map<string, Set<string>>();
  #sound = -Infinity;

  constructor(private readonly fault: Fault | null) {
    this.#journal = new Journal((id, body) => this.#everStood(id, body));
    const journal = this.#journal;
    useHost(
      new FakeHost({
        entry_add: (fields) => journal.add(fields),
        entry_get: ({ id }) => journal.get(id),
        entry_save: ({ id, base, fields, keep }) => journal.save(id, base ?? "", fields, keep ?? false),
      }),
    );
  }

  #everStood(id: string, body: string): boolean {
    if (this.#gone.get(id)?.has(body)) return true;
    const here = [...this.#editors.values()].filter(({ page }) => page.id === id || page.id === null);
    return here.some(({ stood }) => stood.some(({ text }) => text === body));
  }
  #editor(): Editor | null {
    const page = this.#pages.current;
    if (!page) return null;
    const known = this.#editors.get(page);
    if (known) return known;
    if (this.fault === "leaving and locking save nothing") page.save = () => Promise.resolve();
    const editor = new Editor(page, this.fault);
    this.#editors.set(page, editor);
    return editor;
  }
  #stored({ id }: OpenEntry): string {
    return id === null ? "" : (this.#journal.entries.get(id)?.body ?? "");
  }
  /** Waits for it as long as the journal may take, and says whether it was done. */
  async #done(work: Promise<unknown>): Promise<boolean> {
    const done = work.then(
      () => true,
      () => false,
    );
    await vi.advanceTimersByTimeAsync(8 * SLOW);
    return done;
  }
  /** A page is no more; what stood on it is remembered here. */
  #close({ page, stood }: Editor): void {
    page.writer = null;
    this.#editors.delete(page);
    if (page.id === null) return;
    const known = this.#gone.get(page.id) ?? new Set();
    for (const { text } of stood) known.add(text);
    this.#gone.set(page.id, known);
  }
  /** The program is gone, or all that was open in it. */
  #forget(): void {
    for (const editor of [...this.#editors.values()]) {
      editor.page.autosave.stop();
      this.#close(editor);
    }
    this.#pages = new Pages();
  }
  /** What was said to be stored is, unless it holds what others wrote, or nothing that anybody would miss. */
  #held(editor: Editor, text: string, said: string): void {
    if (text.trim() === "" || this.#journal.isForeign(editor.page.id)) return;
    const stored = this.#stored(editor.page);
    if (stored !== text) wrong.push(`${said}, and not stored: “${text}” (“${stored}”)`);
  }

  async play(now: Step): Promise<void> {
    const on = this.#editor();
    const journal = this.#journal;
    switch (now.do) {
      case "type":
        on?.change(on.text + now.text, now.told);
        break;
      case "empty":
        on?.change("", false);
        break;
      case "undo":
        on?.undo();
        break;
      case "pause":
        await vi.advanceTimersByTimeAsync(now.ms);
        break;
      case "keep":
        if (on) {
          const { text } = on;
          if (await this.#done(on.page.save({ keep: true }))) this.#held(on, text, "kept");
        }
        break;
      case "go":
        await this.#done(
          this.#pages.show(
            now.to === "new"
              ? { screen: "new" }
              : now.to === "away"
                ? { screen: "journal" }
                : { screen: "entry", id: now.to },
          ),
        );
        // Those that were left, and are saved, are no more.
        for (const left of [...this.#editors.values()]) {
          if (left.page !== this.#pages.current && !left.page.dirty) this.#leave(left);
        }
        break;
      case "lock":
        if (await this.#done(this.#pages.saveAll())) {
          for (const editor of this.#editors.values()) this.#held(editor, editor.text, "locked");
          this.#forget();
        }
        break;
      case "crash":
        for (const editor of this.#editors.values()) this.#crashed(editor);
        this.#forget();
        break;
      case "elsewhere": {
        const id = this.#pages.current?.id ?? "a";
        journal.elsewhere(id);
        // Whoever has it open hears of it.
        await this.#done(this.#pages.current?.refresh() ?? Promise.resolve());
        break;
      }
      case "settle":
        if (on?.page.autosave.saving.state === "stale") await this.#done(on.page.settle(now.mine ? "mine" : "stored"));
        break;
      case "journal":
        if (journal.broken) this.#sound = Date.now() + RETRY;
        journal.broken = now.broken;
        journal.slow = now.slow;
        break;
    }
    this.#look();
  }
  #leave(editor: Editor): void {
    if (editor.page.autosave.saving.state === "saved") this.#held(editor, editor.text, "left");
    this.#close(editor);
  }
  /** What the last moments may cost: a second, and the time that the save itself takes. */
  #crashed(editor: Editor): void {
    const { page } = editor;
    const undecided = page.autosave.saving.state === "stale" || this.#journal.isForeign(page.id);
    if (undecided || this.#journal.broken || Date.now() < this.#sound + AT_MOST_MS + SLOW) return;
    const stored = this.#stored(page);
    const blank = page.id === null && editor.text.trim() === "";
    if (!blank && !editor.within(stored, AT_MOST_MS + 2 * SLOW))
      wrong.push(`lost in a crash: “${editor.text}” (“${stored}”)`);
  }
  /** After every step: what the screen calls saved is in the journal. */
  #look(): void {
    const editor = this.#editor();
    if (!editor) return;
    const { page } = editor;
    if (this.fault === "an answer replaces what was typed meanwhile" && page.stored && page.id !== null) {
      editor.replaceBy(page.stored.body);
    }
    if (page.id !== null && !page.dirty && page.autosave.saving.state === "saved")
      this.#held(editor, editor.text, "saved");
  }
  end(): void {
    this.#forget();
  }
}

const sequences = (fault: Fault | null) =>
  fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 40 }), async (steps) => {
    vi.useFakeTimers({ now: 1_000_000 });
    wrong = [];
    const desk = new Desk(fault);
    await desk.play({ do: "go", to: "a" });
    for (const step of steps) await desk.play(step);
    desk.end();
    vi.clearAllTimers();
    expect(wrong).toEqual([]);
  });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("any sequence of typing, leaving, locking and breaking", () => {
  it(
    `loses nothing that was called saved, and a second at most (${SEQUENCES} sequences)`,
    { timeout: 60_000 + SEQUENCES * 100 },
    async () => {
      await fc.assert(sequences(null), { numRuns: SEQUENCES, seed: SEED });
    },
  );

  it.each(FAULTS)("is told from one where %s", { timeout: 120_000 }, async (fault) => {
    const found = await fc.check(sequences(fault), { numRuns: 2_000, seed: SEED, endOnFailure: true });
    expect(found.failed).toBe(true);
  });
});
