import type { Entry, EntryFields, EntryId, Revision } from "$lib/api/types";
import { Autosave as Saves, type Options, type Store as StoreOf } from "$lib/state/autosave.svelte";

export { AT_MOST_MS, PAUSE_MS } from "$lib/state/autosave.svelte";

/** Where entries are kept. */
export type Store = {
  add(fields: EntryFields): Promise<Entry>;
  save(id: EntryId, base: Revision, fields: EntryFields, keep: boolean): Promise<Entry>;
  get(id: EntryId): Promise<Entry>;
};

/** An entry that was only opened and dated is not made, nor one that has only the headings it began with. */
function isSomething({ title, body, setting, tags, people }: EntryFields, laid: string): boolean {
  const written = body?.trim() === laid.trim() ? "" : body;
  return [title, written, setting].some((text) => text?.trim()) || [tags, people].some((list) => list?.length);
}

/** The stored values of the fields that `mine` would change. */
function same(stored: Entry, mine: EntryFields): EntryFields {
  return Object.fromEntries(
    Object.keys(mine).map((name) =>
      name === "language"
        ? [name, stored.language_chosen ? stored.language : null]
        : [name, stored[name as keyof Entry & keyof EntryFields]],
    ),
  );
}

/** Saves an entry while it is written. */
export class Autosave extends Saves<EntryFields, Entry> {
  /** `laid`: the headings a new entry began with. */
  constructor({
    store,
    laid = () => "",
    ...rest
  }: Omit<Options<EntryFields, Entry>, "store"> & { store: Store; laid?: () => string }) {
    const whole: StoreOf<EntryFields, Entry> = {
      add: (fields) => store.add(fields),
      save: (id, base, fields, keep) => store.save(id, base, fields, keep),
      get: (id) => store.get(id),
      isSomething: (fields) => isSomething(fields, laid()),
      same,
    };
    super({ ...rest, store: whole });
  }
}
