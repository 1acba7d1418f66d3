import { asApiError } from "$lib/api/host";
import type { ApiError, EntryId, Revision } from "$lib/api/types";

/** A pause in typing this long saves… */
export const PAUSE_MS = 400;
/** …and so does this much time since the first change that is not saved. */
export const AT_MOST_MS = 1000;
/** How long to wait before trying again, after the first, second… failure. */
const RETRY_MS = [2000, 5000, 15_000, 30_000] as const;

export type Saving =
  | { state: "saved" }
  /** Changes wait for a pause, or are under way. */
  | { state: "saving" }
  /** The text is kept here and is tried again. */
  | { state: "failed"; why: string }
  /** The stored entry is not the one these changes started from: a person decides. */
  | { state: "stale" };

/** What every stored thing tells of itself: which one it is, and which state of it. */
export type Stored = { id: EntryId; revision: Revision };

/** Where things of one kind are kept: `Fields` are what a save may change, all of them optional; `Thing` is what is stored. */
export type Store<Fields extends object, Thing extends Stored> = {
  /** Makes a new one; left out where they are begun in another way. */
  add?(fields: Fields): Promise<Thing>;
  save(id: EntryId, base: Revision, fields: Fields, keep: boolean): Promise<Thing>;
  get(id: EntryId): Promise<Thing>;
  /** Is there anything in it that someone would miss? A new one without it is not made. */
  isSomething(fields: Fields): boolean;
  /** The stored values of the fields that `mine` would change. */
  same(stored: Thing, mine: Fields): Fields;
  /** What one save can carry of `fields`, at least one of them; the rest goes with the next. All, if left out. */
  part?(fields: Fields): Fields;
};

export type Options<Fields extends object, Thing extends Stored> = {
  store: Store<Fields, Thing>;
  /** The thing as it was read; null: a new one, made by the first save that has something in it. */
  at: Stored | null;
  /** Asks whoever shows the text for its last state, through {@link Autosave.change}, before anything is saved. */
  collect?: () => void;
  /** After each save, with what was sent and what the store made of it. */
  onstored?: (thing: Thing, sent: Fields) => void;
};

/** `all` without the fields of `part`, where they are still the same. */
function without<Fields extends object>(all: Fields, part: Fields): Fields {
  const kept = Object.entries(all).filter(([name, value]) => !(name in part) || part[name as keyof Fields] !== value);
  return Object.fromEntries(kept) as Fields;
}

/**
 * Saves an entry, a learning log, while it is written.
 *
 * Changes gather in `#pending` until a pause, at most a second; then one save is under way, never two. What fails goes
 * back to `#pending` under whatever was typed since. Nothing the store answers ever replaces what is pending.
 */
export class Autosave<Fields extends object, Thing extends Stored> {
  saving = $state.raw<Saving>({ state: "saved" });

  #store: Store<Fields, Thing>;
  #at = $state.raw<Stored | null>(null);
  #collect: () => void;
  #onstored: (thing: Thing, sent: Fields) => void;
  #pending = {} as Fields;
  #keep = false;
  /** Something was typed that has not been told through `change` yet. */
  #touched = false;
  /** Someone asked for a save that has not begun. */
  #wanted = false;
  #flight: Promise<void> | null = null;
  #failures = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #latest: ReturnType<typeof setTimeout> | undefined;

  constructor({ store, at, collect = () => undefined, onstored = () => undefined }: Options<Fields, Thing>) {
    this.#store = store;
    this.#at = at;
    this.#collect = collect;
    this.#onstored = onstored;
  }

  /** Its id once it has been stored. */
  get id(): EntryId | null {
    return this.#at?.id ?? null;
  }
  get revision(): Revision | null {
    return this.#at?.revision ?? null;
  }
  /** Is there anything that the store does not have yet? */
  get dirty(): boolean {
    return this.#flight !== null || this.#touched || this.#hasWork();
  }

  /** Something was typed; the text of it follows through {@link change}, or is collected when it is time to save. */
  touch(): void {
    if (this.saving.state === "stale") return;
    this.#touched = true;
    if (this.saving.state !== "failed") this.saving = { state: "saving" };
    this.#latest ??= setTimeout(() => this.#quietly(), AT_MOST_MS);
  }

  /** Takes a change; it is saved within a second. */
  change(fields: Fields): void {
    this.#pending = { ...this.#pending, ...fields };
    if (this.saving.state === "stale" || !this.#hasWork()) return;
    if (this.saving.state !== "failed") this.saving = { state: "saving" };
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#quietly(), PAUSE_MS);
    this.#latest ??= setTimeout(() => this.#quietly(), AT_MOST_MS);
  }

  /**
   * Saves now, and resolves when everything is stored; rejects with the reason if it is not. `keep` makes what is stored
   * a version of its own.
   */
  flush({ keep = false } = {}): Promise<void> {
    this.#collect();
    this.#touched = false;
    if (this.saving.state === "stale") return Promise.reject(staleError());
    this.#stopTimers();
    this.#keep ||= keep;
    this.#wanted = true;
    this.#flight ??= this.#run().finally(() => (this.#flight = null));
    return this.#flight;
  }

  /** Takes note that the stored entry is now another one, read because nothing of ours was pending. */
  adopt({ id, revision }: Stored): void {
    if (this.dirty) return;
    this.#at = { id, revision };
  }

  /**
   * Ends "stale". Both texts become versions; `goOnWith` says which of them then counts. The pending fields are
   * what "mine" means.
   */
  async settle(goOnWith: "mine" | "stored"): Promise<Thing> {
    const id = this.#at?.id;
    if (!id || this.saving.state !== "stale") throw staleError();
    this.saving = { state: "saving" };
    const mine = this.#pending;
    try {
      const stored = await this.#store.get(id);
      const kept = await this.#store.save(id, stored.revision, {} as Fields, true);
      let now = await this.#put(id, kept.revision, mine);
      if (goOnWith === "stored") now = await this.#put(id, now.revision, this.#store.same(stored, mine));
      this.#at = { id, revision: now.revision };
      // What was typed while this went on is newer than both.
      this.#pending = without(this.#pending, mine);
      this.saving = { state: "saved" };
      if (this.#hasWork()) this.change({} as Fields);
      return now;
    } catch (thrown) {
      // Still undecided, and mine is still pending.
      this.saving = { state: "stale" };
      throw asApiError(thrown);
    }
  }

  /** Stops all timers; whatever is pending stays pending. */
  stop(): void {
    this.#stopTimers();
  }

  #hasWork(): boolean {
    if (this.#at) return this.#keep || Object.keys(this.#pending).length > 0;
    return this.#store.isSomething(this.#pending);
  }

  /** Saves all of it, in as many saves as it takes, and keeps the outcome as a version. */
  async #put(id: EntryId, base: Revision, fields: Fields): Promise<Thing> {
    let rest = fields;
    let at = base;
    for (;;) {
      const part = this.#store.part?.(rest) ?? rest;
      rest = without(rest, part);
      const last = Object.keys(rest).length === 0;
      const thing = await this.#store.save(id, at, part, last);
      if (last) return thing;
      at = thing.revision;
    }
  }

  #stopTimers(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#latest);
    this.#pause = this.#latest = undefined;
  }

  /** What a timer does: nobody waits for it, and the state says how it went. */
  #quietly(): void {
    this.flush().catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (this.#wanted && this.#hasWork()) {
      this.#wanted = false;
      const sent = this.#at ? (this.#store.part?.(this.#pending) ?? this.#pending) : this.#pending;
      this.#pending = without(this.#pending, sent);
      const rest = Object.keys(this.#pending).length > 0;
      if (rest) this.#wanted = true;
      const keep = this.#keep && !rest;
      if (keep) this.#keep = false;
      this.saving = { state: "saving" };
      try {
        const thing = await this.#send(sent, keep);
        if (!this.#at && keep) this.#keep = this.#wanted = true; // a new one is kept by a second save
        this.#at = { id: thing.id, revision: thing.revision };
        this.#failures = 0;
        this.#onstored(thing, sent);
      } catch (thrown) {
        this.#pending = { ...sent, ...this.#pending };
        this.#keep ||= keep;
        throw this.#failed(asApiError(thrown));
      }
    }
    this.#wanted = false;
    // Typed since, told or not, and its own timers run: not saved yet.
    this.saving = { state: this.#touched || this.#hasWork() ? "saving" : "saved" };
  }

  #send(fields: Fields, keep: boolean): Promise<Thing> {
    if (this.#at) return this.#store.save(this.#at.id, this.#at.revision, fields, keep);
    return this.#store.add?.(fields) ?? Promise.reject({ code: "internal", message: "There is nothing to save into." });
  }

  #failed(error: ApiError): ApiError {
    this.#stopTimers();
    this.#wanted = false;
    if (error.code === "stale") {
      this.saving = { state: "stale" };
      return error;
    }
    this.saving = { state: "failed", why: error.message };
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? 0;
    this.#pause = setTimeout(() => this.#quietly(), wait);
    return error;
  }
}

function staleError(): ApiError {
  return { code: "stale", message: "What is stored is another one." };
}
