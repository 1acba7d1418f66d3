import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, Entry, EntryFields, EntryId } from "$lib/api/types";
import { happenedNow } from "$lib/when/happened";
import { Autosave, type Store } from "./autosave.svelte";

const store: Store = {
  add: (fields) => call("entry_add", fields),
  save: (id, base, fields, keep) => call("entry_save", { id, base, fields, ...(keep ? { keep } : {}) }),
  get: (id) => call("entry_get", { id }),
};

/** What a blank page is before it is stored. */
function blank(): Entry {
  const now = new Date().toISOString();
  return {
    id: "",
    revision: "",
    title: "",
    body: "",
    happened: happenedNow(),
    written_at: now,
    edited_at: now,
    timing: null,
    setting: "",
    template: "",
    template_version: null,
    kind: "entry",
    language: null,
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
  };
}

/** The part of the editor that the page needs for saving. */
type Writer = {
  /** The text as it is now. */
  flush(): string;
  /** Shows another text, whatever stands there. */
  replace(text: string): void;
};

/**
 * One open entry: what is stored, what has been changed since, and the saving of it. The page and the details beside it
 * share it. It outlives the page while something of it is not saved.
 */
export class OpenEntry {
  /** As the store last answered; null while it is read. For a new entry: a blank one. */
  stored = $state.raw<Entry | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** What the editor is to show: what came from it, or the entry as it was read anew; never what a save answered. */
  text = $state.raw("");
  readonly autosave: Autosave;
  /** Whoever shows the text; asked for its last state before each save. */
  writer: Writer | null = null;
  readonly isNew: boolean;

  /** The headings that a new page began with; not worth storing by themselves. */
  #laid = $state("");
  /** Changes of ours, newest; they hide the stored values until the store has the same. */
  #mine = $state.raw<EntryFields>({});

  private constructor(
    entry: Entry | null,
    private readonly onadded: (id: EntryId) => void,
  ) {
    this.isNew = entry === null;
    this.stored = entry ?? blank();
    this.text = this.stored.body;
    this.autosave = new Autosave({
      store,
      at: entry && { id: entry.id, revision: entry.revision },
      laid: () => this.#laid,
      collect: () => this.#collect(),
      onstored: (now, sent) => this.#onstored(now, sent),
    });
    if (!entry) this.autosave.change({ happened: this.stored.happened });
  }

  static async read(id: EntryId): Promise<OpenEntry> {
    return new OpenEntry(await call("entry_get", { id }), () => undefined);
  }
  /** A blank page. `onadded` hears when its first character has been stored. */
  static blank(onadded: (id: EntryId) => void): OpenEntry {
    return new OpenEntry(null, onadded);
  }

  /** The entry as its writer sees it. */
  readonly shown: Entry = $derived({ ...(this.stored ?? blank()), ...(this.#mine as Partial<Entry>) });

  /** Null until the first character of a new entry has been stored. */
  get id(): EntryId | null {
    return this.autosave.id;
  }

  /** Is there anything that the journal does not have yet? */
  get dirty(): boolean {
    return this.autosave.dirty;
  }

  change(fields: EntryFields): void {
    if (fields.body !== undefined) this.text = fields.body;
    else this.#mine = { ...this.#mine, ...fields };
    this.autosave.change(fields);
  }

  /** A new page on which nothing has been written. */
  get untouched(): boolean {
    return this.id === null && this.autosave.saving.state === "saved" && this.text.trim() === this.#laid.trim();
  }

  /** Begins a new page with a template's headings; they are stored with the first words. */
  lay(template: string, headings: string): void {
    this.#laid = headings;
    this.#mine = { ...this.#mine, template };
    this.text = headings;
    // Both at once: the headings of one template with the id of another would look like something written.
    this.autosave.change({ template, body: headings });
    this.writer?.replace(headings);
  }

  /** The same words under another template's headings. The core carries them over and keeps a version of before. */
  async choose(template: string): Promise<void> {
    await this.save();
    const id = await this.ensureStored();
    const entry = await call("template_choose", { id, base: this.autosave.revision ?? "", template });
    this.#collect();
    // What was typed this very moment must not be lost: its save will find the entry changed, and ask.
    if (!this.autosave.dirty) this.#take(entry);
  }

  /** Shows a text that stood here before, and saves it. */
  async putBack(body: string): Promise<void> {
    this.change({ body });
    this.writer?.replace(body);
    await this.save();
  }

  /** Saves all there is, at once; rejects with the reason if it could not. */
  save({ keep = false } = {}): Promise<void> {
    return this.autosave.flush({ keep });
  }

  /** Makes sure that the entry exists in the store, e.g. before a file is added to it. */
  async ensureStored(): Promise<EntryId> {
    if (this.id === null) await this.autosave.flush();
    if (this.id !== null) return this.id;
    // Still blank: a file is something too.
    const { happened, template } = this.shown;
    const entry = await store.add({ happened, body: this.text, ...(template ? { template } : {}) });
    this.autosave.adopt(entry);
    this.#onstored(entry, {});
    this.onadded(entry.id);
    return entry.id;
  }

  /** Something was written to the journal: if it was this entry, and not by us, its new state is shown. */
  async refresh(): Promise<void> {
    if (this.id === null || this.autosave.dirty) return; // a save that finds it changed says "stale"
    try {
      const entry = await store.get(this.id);
      this.#collect();
      if (this.autosave.dirty || entry.revision === this.autosave.revision) {
        if (this.stored && !this.autosave.dirty) this.stored = { ...this.stored, attachments: entry.attachments };
        return;
      }
      this.#take(entry);
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  /** Ends a conflict; both texts are kept as versions. */
  async settle(goOnWith: "mine" | "stored"): Promise<void> {
    this.#collect();
    const entry = await this.autosave.settle(goOnWith);
    if (goOnWith === "stored") this.#take(entry);
    else this.stored = entry;
  }

  #take(entry: Entry): void {
    this.autosave.adopt(entry);
    this.#mine = {};
    this.stored = entry;
    this.text = entry.body;
    this.writer?.replace(entry.body);
  }

  #collect(): void {
    const text = this.writer?.flush();
    if (text !== undefined && text !== this.text) this.change({ body: text });
  }

  #onstored(entry: Entry, sent: EntryFields): void {
    const added = this.stored?.id === "";
    this.stored = entry;
    // The store may tidy tags or a setting; the title stays as typed, or a space at its end would vanish while typing.
    this.#mine = Object.fromEntries(
      Object.entries(this.#mine).filter(
        ([name, value]) => name === "title" || sent[name as keyof EntryFields] !== value,
      ),
    );
    if (added) this.onadded(entry.id);
  }
}
