import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, Case, EntryId, Turn } from "$lib/api/types";
import type { Saving } from "$lib/state/autosave.svelte";
import { Saver } from "$lib/state/saver.svelte";
import { moved } from "$lib/moved";

/** A turn on the screen. Its key stays the same while it is there, also before the journal has given it its id. */
export type ShownTurn = Turn & { readonly key: string };
export type TurnFields = Omit<Turn, "id">;
type Shown = Omit<Case, "turns"> & { turns: readonly ShownTurn[] };

/** Has nobody written anything into it? Such a turn stands on the screen only. */
export const isBlank = ({ speaker, said, unsaid, redesign, marker }: TurnFields): boolean =>
  marker === null && [speaker, said, unsaid, redesign].every((text) => text.trim() === "");

/**
 * Who speaks next, if people take turns: whoever spoke before the last one.
 */
export const nextSpeaker = (turns: readonly TurnFields[]): string => turns.at(-2)?.speaker ?? "";

/**
 * The two-column case of one learning log while it is written. It is saved whole, so nothing may be written into it before
 * it has been read.
 */
export class OpenCase {
  /** Null until it has been read. */
  value = $state.raw<Shown | null>(null);
  /** Why it could not be read. */
  error = $state.raw<ApiError | null>(null);
  readonly #saver = new Saver(() => this.#save());
  /** Counts what was changed here, so that a slow answer never takes the place of what is typed meanwhile. */
  #changes = 0;
  #keys = 0;

  constructor(private readonly loop: EntryId) {
    void this.read();
  }

  get saving(): Saving {
    return this.#saver.saving;
  }
  get dirty(): boolean {
    return this.#saver.dirty;
  }
  /** Does it hold anything that someone would miss? */
  get filled(): boolean {
    if (this.value === null) return false;
    const { context, purpose, block, feared, turns } = this.value;
    return [context, purpose, block, feared].some((text) => text.trim() !== "") || !turns.every(isBlank);
  }
  get turns(): readonly ShownTurn[] {
    return this.value?.turns ?? [];
  }

  /** Reads it; again where it was written elsewhere, unless something of ours is not saved yet. */
  async read(): Promise<void> {
    if (this.dirty) return;
    const before = this.#changes;
    try {
      const stored = await call("case_get", { loop: this.loop });
      this.error = null;
      if (before === this.#changes && !this.#holds(stored)) this.value = this.#shown(stored);
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  change(fields: Partial<Omit<Case, "turns">>): void {
    if (this.value) this.#set({ ...this.value, ...fields });
  }
  changeTurn(key: string, fields: Partial<TurnFields>): void {
    this.#setTurns(this.turns.map((turn) => (turn.key === key ? { ...turn, ...fields } : turn)));
  }
  /** Adds a turn at the end. Returns its key. */
  add(): string {
    const turn = { speaker: nextSpeaker(this.turns), said: "", unsaid: "", marker: null, redesign: "" };
    const key = this.#key();
    this.#setTurns([...this.turns, { ...turn, id: null, key }]);
    return key;
  }
  /** Takes a turn one place up (-1) or down (1). Returns whether it went. */
  move(key: string, by: -1 | 1): boolean {
    const from = this.turns.findIndex((turn) => turn.key === key);
    if (!this.turns[from] || !this.turns[from + by]) return false;
    this.#setTurns(moved(this.turns, from, by));
    return true;
  }
  /** Takes a turn away. Returns the way back. */
  remove(key: string): () => Promise<void> {
    const place = this.turns.findIndex((turn) => turn.key === key);
    const gone = this.turns[place];
    this.#setTurns(this.turns.filter((turn) => turn.key !== key));
    return async () => {
      // The log may have been left, opened anew and written in since: the turn goes back into what stands there now.
      await this.read();
      if (!gone || this.turns.some((turn) => turn.key === key)) return;
      this.#setTurns(this.turns.toSpliced(place, 0, { ...gone, id: null }));
    };
  }

  /** Saves it now; rejects with the reason if that could not be done. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  #setTurns(turns: readonly ShownTurn[]): void {
    if (this.value) this.#set({ ...this.value, turns });
  }
  #set(value: Shown): void {
    this.value = value;
    this.#changes++;
    this.#saver.touch();
  }

  async #save(): Promise<void> {
    if (!this.value) return;
    let sent = this.value;
    let stored: Case;
    try {
      stored = await this.#put(sent);
    } catch (thrown) {
      if (asApiError(thrown).code !== "not_found") throw thrown;
      // A turn of ours was taken away elsewhere. What we hold of it is newer: it goes in as a new one.
      const known = (await call("case_get", { loop: this.loop })).turns.map(({ id }) => id);
      sent = { ...sent, turns: sent.turns.map((turn) => (known.includes(turn.id) ? turn : { ...turn, id: null })) };
      stored = await this.#put(sent);
    }
    const keys = written(sent).map(({ key }) => key);
    // Meanwhile typed, moved or added to: only the ids are taken over. A turn that was not sent has none any more.
    this.value = {
      ...this.value,
      turns: this.value.turns.map((turn) => ({ ...turn, id: stored.turns[keys.indexOf(turn.key)]?.id ?? null })),
    };
  }
  #put(value: Shown): Promise<Case> {
    return call("case_save", { loop: this.loop, case: plain({ ...value, turns: written(value) }) });
  }

  #holds(stored: Case): boolean {
    if (this.value === null) return false;
    const mine = plain({ ...this.value, turns: written(this.value) });
    return JSON.stringify(mine) === JSON.stringify(plain(stored));
  }
  #shown(stored: Case): Shown {
    const keyOf = (id: Turn["id"]): string => this.turns.find((turn) => turn.id === id)?.key ?? this.#key();
    return { ...stored, turns: stored.turns.map((turn) => ({ ...turn, key: keyOf(turn.id) })) };
  }
  #key(): string {
    return `turn-${++this.#keys}`;
  }
}

const written = ({ turns }: Shown): readonly ShownTurn[] => turns.filter((turn) => !isBlank(turn));

/** As the journal takes it: nothing beside its fields, always in the same order, so that equal cases are equal texts. */
function plain({
  real,
  context,
  purpose,
  block,
  feared,
  turns,
}: Omit<Case, "turns"> & { turns: readonly Turn[] }): Case {
  const bare = turns.map(({ id, speaker, said, unsaid, marker, redesign }) => ({
    id,
    speaker,
    said,
    unsaid,
    marker,
    redesign,
  }));
  return { real, context, purpose, block, feared, turns: bare };
}
