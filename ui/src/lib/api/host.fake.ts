import { asApiError, type CallName, type FirstStart, type Host, type NewLocks, type Reply, type Request } from "./host";
import { USUAL } from "./settings";
import type {
  Attachment,
  Changes,
  Entry,
  EntryRow,
  Loop,
  LoopField,
  Rescues,
  SearchFacets,
  SearchResult,
  Settings,
  Stage,
} from "./types";

type Answers = { [K in CallName]?: (request: Request<K>) => Reply<K> | Promise<Reply<K>> };

/**
 * A host for unit tests: answers the calls it was given answers for, remembers what was asked, and announces what the
 * test tells it to. Never part of the app: only *.test.ts files import it (src/tidy.test.ts).
 */
export class FakeHost implements Host {
  platform: Host["platform"] = "linux";
  /** Every call in order. */
  asked: { name: CallName; request: unknown }[] = [];
  answers: Answers;
  /** What can be asked where the journal cannot be opened. */
  rescues: { [K in keyof Rescues]?: () => Rescues[K]["reply"] } = {};
  /** Whatever went through the verbs that leave the page, e.g. ["openLink", url]. */
  did: unknown[][] = [];
  #listeners = new Set<(changes: Changes) => void>();
  #closing = new Set<() => Promise<void>>();
  #locking = new Set<() => Promise<void>>();

  constructor(answers: Answers = {}) {
    this.answers = answers;
  }

  async call<K extends CallName>(name: K, request: Request<K>): Promise<Reply<K>> {
    this.asked.push({ name, request: structuredClone(request) });
    const answer = this.answers[name] as ((request: Request<K>) => Reply<K> | Promise<Reply<K>>) | undefined;
    if (!answer) throw { code: "internal", message: `the test gave no answer for ${name}` };
    try {
      return await answer(request);
    } catch (thrown) {
      throw asApiError(thrown);
    }
  }
  /** The requests made under one name, in order. */
  requests<K extends CallName>(name: K): Request<K>[] {
    return this.asked.filter((one) => one.name === name).map((one) => one.request as Request<K>);
  }
  /** As if a write had just been committed. */
  announce(kinds: Changes["kinds"], entries: string[] = [], op: Changes["op"] = "save_entry"): void {
    for (const listener of this.#listeners) listener({ op, kinds, entries });
  }
  /** As if the window were being closed; resolves if it may close. */
  async close(): Promise<void> {
    for (const fn of this.#closing) await fn();
  }

  onChanges(fn: (changes: Changes) => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }
  onCloseRequested(fn: () => Promise<void>): () => void {
    this.#closing.add(fn);
    return () => this.#closing.delete(fn);
  }
  async stage(bytes: Blob): Promise<string> {
    return `staged-${bytes.size}`;
  }
  attachmentUrl(id: string): string {
    return `attach/${id}`;
  }
  packPageUrl(pack: string, page: number): string {
    return `preview/${pack}/page/${page}`;
  }
  async openPreview(): Promise<void> {}
  async pickOpen(): Promise<string | null> {
    return "place-open";
  }
  async pickSave(): Promise<string | null> {
    return "place-save";
  }
  async pickFolder(): Promise<{ place: string; shown: string; begun: boolean } | null> {
    return { place: "place-folder", shown: "/a/folder", begun: false };
  }
  async pickAttachments(): Promise<Attachment[]> {
    return [];
  }
  async openAttachment(id: string): Promise<void> {
    this.did.push(["openAttachment", id]);
  }
  async saveAttachment(id: string, name: string): Promise<boolean> {
    this.did.push(["saveAttachment", id, name]);
    return true;
  }
  async openLink(url: string): Promise<void> {
    this.did.push(["openLink", url]);
  }
  async reveal(place: string): Promise<void> {
    this.did.push(["reveal", place]);
  }
  async print(): Promise<void> {
    this.did.push(["print"]);
  }
  async setZoom(percent: number): Promise<void> {
    this.did.push(["setZoom", percent]);
  }
  async setSpelling(on: boolean, languages: string[]): Promise<void> {
    this.did.push(["setSpelling", on, languages]);
  }
  async spellingLanguages(): Promise<string[]> {
    return ["en_GB"];
  }
  async setFullScreen(on: boolean): Promise<void> {
    this.did.push(["setFullScreen", on]);
  }
  async isFullScreen(): Promise<boolean> {
    return false;
  }
  async firstStart(): Promise<FirstStart> {
    return { needed: false, folder: "/home/someone/Loopbook", sample: "none", locked: false };
  }
  async begin(folder: string, protect: NewLocks | null): Promise<void> {
    this.did.push(["begin", folder, protect]);
  }
  onLockRequested(fn: () => Promise<void>): () => void {
    this.#locking.add(fn);
    return () => this.#locking.delete(fn);
  }
  /** As if the computer were being locked. */
  async lockRequested(): Promise<void> {
    for (const fn of this.#locking) await fn();
  }
  async openSample(): Promise<void> {
    this.did.push(["openSample"]);
  }
  async closeSample(): Promise<void> {
    this.did.push(["closeSample"]);
  }
  async deleteSample(): Promise<void> {
    this.did.push(["deleteSample"]);
  }
  async takeOver(from: string | null): Promise<void> {
    this.did.push(["takeOver", from]);
  }
  async rescue<K extends keyof Rescues>(
    name: K,
    request: Rescues[K]["request"],
    folder?: string,
  ): Promise<Rescues[K]["reply"]> {
    this.did.push(folder === undefined ? ["rescue", name, request] : ["rescue", name, request, folder]);
    const answer = this.rescues[name] as (() => Rescues[K]["reply"]) | undefined;
    if (!answer) throw { code: "internal", message: `the test gave no answer for ${name}` };
    return answer();
  }
  restart(at: string): void {
    this.did.push(["restart", at]);
  }
}

/** An entry as the core would send it, with what the test cares about put in. */
export function fakeEntry(given: Partial<Entry> = {}): Entry {
  return {
    id: "e1",
    revision: "r1",
    title: "",
    body: "",
    happened: { precision: "day", local: "2026-11-20", zone: "Europe/London", offset_minutes: 0 },
    written_at: "2026-11-20T17:40:00.000Z",
    edited_at: "2026-11-20T17:40:00.000Z",
    timing: null,
    setting: "",
    template: "",
    template_version: null,
    kind: "entry",
    language: "en",
    language_chosen: false,
    tags: [],
    people: [],
    readiness: "draft",
    audience: "private",
    starred: false,
    trashed_at: null,
    words: 0,
    attachments: [],
    rich: true,
    ...given,
  };
}

/** Settings as they are at first, likewise. */
export function fakeSettings(given: Partial<Settings> = {}): Settings {
  return { ...USUAL, ...given };
}

/** What a search answers that finds nothing, likewise. */
export function fakeAnswer(given: Partial<SearchResult> = {}, facets: Partial<SearchFacets> = {}): SearchResult {
  return {
    query: "",
    asked: given.query ?? "",
    total: 0,
    some: 0,
    took_us: 1,
    results: [],
    claims: [],
    explained: null,
    meant: null,
    notes: [],
    facets: { tags: [], people: [], templates: [], stages: [], claims: [], years: [], ...facets },
    ...given,
  };
}

/** A line of a list, likewise. */
export function fakeRow(given: Partial<EntryRow> = {}): EntryRow {
  return {
    id: "e1",
    revision: "r1",
    title: "",
    excerpt: "",
    day: "2026-11-20",
    happened: { precision: "day", local: "2026-11-20", zone: null, offset_minutes: null },
    edited_at: "2026-11-20T17:40:00.000Z",
    tags: [],
    people: [],
    setting: "",
    timing: null,
    template: "",
    kind: "entry",
    stage: null,
    exit: null,
    readiness: "draft",
    audience: "private",
    starred: false,
    attachments: 0,
    words: 0,
    trashed_at: null,
    in_tray: false,
    ...given,
  };
}

const FIELDS: readonly [string, Stage][] = [
  ["trigger", "noticed"],
  ["account", "noticed"],
  ["in_use", "mapped"],
  ["contribution", "challenged"],
  ["kept_because", "revised"],
  ["practice", "closed"],
];
const field = ([key, stage]: readonly [string, Stage]): LoopField => ({
  key,
  stage,
  label: key,
  hint: "",
  prompts: [],
  text: "",
});

/** A learning log, likewise. */
export function fakeLoop(given: Partial<Loop> = {}): Loop {
  return {
    entry: fakeEntry({ id: "l1", revision: "1", kind: "loop", template: "dll" }),
    stage: "noticed",
    exit: "none",
    exit_reason: "",
    revisit: null,
    owner: "me",
    verdict: null,
    riskiest_rung: null,
    opened_at: "2026-02-03T17:40:00.000Z",
    closed_at: null,
    fields: FIELDS.map(field),
    aims: [],
    assumptions: [],
    quotes: [],
    challenges: [],
    tests: [],
    moves: [],
    links: [],
    has_case: false,
    missing: [],
    next: "mapped",
    can_move_on: false,
    complete: false,
    ...given,
  };
}
