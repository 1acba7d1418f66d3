import { asApiError } from "$lib/api/host";
import type { ApiError, Entry, EntryFields, EntryId, Revision } from "$lib/api/types";

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

/** Where entries are kept. */
export type Store = {
  add(fields: EntryFields): Promise<Entry>;
  save(id: EntryId, base: Revision, fields: EntryFields, keep: boolean): Promise<Entry>;
  get(id: EntryId): Promise<Entry>;
};

type Options = {
  store: Store;
  /** The entry as it was read; null: a new one, made by the first save that has something in it. */
  at: { id: EntryId; revision: Revision } | null;
  /** Asks whoever shows the text for its last state, through {@link Autosave.change}, before anything is saved. */
  collect?: () => void;
  /** After each save, with what was sent and what the store made of it. */
  onstored?: (entry: Entry, sent: EntryFields) => void;
};

/** Is there anything in it that someone would miss? An entry that was only opened and dated is not made. */
function isSomething({ title, body, setting, tags, people }: EntryFields): boolean {
  return [title, body, setting].some((text) => text?.trim()) || [tags, people].some((list) => list?.length);
}

/**
 * Saves an entry while it is written.
 *
 * Changes gather in `#pending` until a pause, at most a second; then one save is under way, never two. What fails goes
 * back to `#pending` under whatever was typed since. Nothing the store answers ever replaces what is pending.
 */
export class Autosave {
  saving = $state.raw<Saving>({ state: "saved" });

  #store: Store;
  #at = $state.raw<Options["at"]>(null);
  #collect: NonNullable<Options["collect"]>;
  #onstored: NonNullable<Options["onstored"]>;
  #pending: EntryFields = {};
  #keep = false;
  /** Something was typed that has not been told through `change` yet. */
  #touched = false;
  /** Someone asked for a save that has not begun. */
  #wanted = false;
  #flight: Promise<void> | null = null;
  #failures = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #latest: ReturnType<typeof setTimeout> | undefined;

  constructor({ store, at, collect = () => undefined, onstored = () => undefined }: Options) {
    this.#store = store;
    this.#at = at;
    this.#collect = collect;
    this.#onstored = onstored;
  }

  /** The entry's id once it has been stored. */
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
  change(fields: EntryFields): void {
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
  adopt({ id, revision }: Pick<Entry, "id" | "revision">): void {
    if (this.dirty) return;
    this.#at = { id, revision };
  }

  /**
   * Ends "stale". Both texts become versions; `goOnWith` says which of them is then the entry. The pending fields are
   * what "mine" means.
   */
  async settle(goOnWith: "mine" | "stored"): Promise<Entry> {
    const id = this.#at?.id;
    if (!id || this.saving.state !== "stale") throw staleError();
    this.saving = { state: "saving" };
    const mine = this.#pending;
    try {
      const stored = await this.#store.get(id);
      const kept = await this.#store.save(id, stored.revision, {}, true);
      let entry = await this.#store.save(id, kept.revision, mine, true);
      if (goOnWith === "stored") entry = await this.#store.save(id, entry.revision, sameFields(stored, mine), true);
      this.#at = { id, revision: entry.revision };
      // What was typed while this went on is newer than both.
      this.#pending = Object.fromEntries(
        Object.entries(this.#pending).filter(([name, value]) => mine[name as keyof EntryFields] !== value),
      );
      this.saving = { state: "saved" };
      if (this.#hasWork()) this.change({});
      return entry;
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
    return isSomething(this.#pending);
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
      const sent = this.#pending;
      const keep = this.#keep;
      this.#pending = {};
      this.#keep = false;
      this.saving = { state: "saving" };
      try {
        const entry = this.#at
          ? await this.#store.save(this.#at.id, this.#at.revision, sent, keep)
          : await this.#store.add(sent);
        if (!this.#at && keep) this.#keep = this.#wanted = true; // a new entry is kept by a second save
        this.#at = { id: entry.id, revision: entry.revision };
        this.#failures = 0;
        this.#onstored(entry, sent);
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
  return { code: "stale", message: "The stored entry is another one." };
}

/** The stored values of the fields that `mine` would change. */
function sameFields(stored: Entry, mine: EntryFields): EntryFields {
  return Object.fromEntries(
    Object.keys(mine).map((name) =>
      name === "language"
        ? [name, stored.language_chosen ? stored.language : null]
        : [name, stored[name as keyof Entry & keyof EntryFields]],
    ),
  );
}
