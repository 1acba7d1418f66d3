import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import { isNew } from "$lib/loops/begin";
import { Autosave, type Saving, type Store } from "$lib/state/autosave.svelte";
import { Draft } from "$lib/state/draft.svelte";
import type { ApiError, Entry, EntryFields, EntryId, Loop, Revision, Stage } from "$lib/api/types";
import { OpenCase } from "./views/case.svelte";

/** What is written at a stage, by the key of its field; apart from what the entry itself has. */
type Texts = { [key: `text:${string}`]: string };
type Fields = EntryFields & Texts;
type Saved = { id: EntryId; revision: Revision; entry: Entry; loop: Loop | null };

const PREFIX = "text:";
const nameOf = (key: string): `text:${string}` => `${PREFIX}${key}`;
const isText = (name: string): boolean => name.startsWith(PREFIX);
const some = (fields: Fields, wanted: (name: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => wanted(name))) as Fields;

const asSaved = (loop: Loop): Saved => ({ id: loop.entry.id, revision: loop.entry.revision, entry: loop.entry, loop });

const store: Store<Fields, Saved> = {
  async save(id, base, fields, keep) {
    const texts = Object.entries(fields).filter(([name]) => isText(name)) as [string, string][];
    if (texts.length === 0) {
      const entry = await call("entry_save", { id, base, fields: fields as EntryFields, ...(keep ? { keep } : {}) });
      return { id, revision: entry.revision, entry, loop: null };
    }
    const written = Object.fromEntries(texts.map(([name, text]) => [name.slice(PREFIX.length), text]));
    return asSaved(await call("loop_write", { id, base, fields: written, ...(keep ? { keep } : {}) }));
  },
  get: async (id) => asSaved(await call("loop_get", { id })),
  isSomething: (fields) => Object.keys(fields).length > 0,
  same(stored, mine) {
    const texts = new Map(stored.loop?.fields.map(({ key, text }) => [nameOf(key), text]));
    return Object.fromEntries(
      Object.keys(mine).map((name) => [
        name,
        isText(name) ? (texts.get(name as keyof Texts) ?? "") : stored.entry[name as keyof Entry & keyof EntryFields],
      ]),
    ) as Fields;
  },
  // The texts go into the body, the rest beside it: two calls.
  part: (fields) => (Object.keys(fields).some(isText) ? some(fields, isText) : fields),
};

/** What is saved beside the texts. */
type Beside = Pick<Draft<object>, "dirty" | "saving" | "filled" | "flush">;

/** The name under which a form of a loop is kept while it is filled in. */
export const draftName = (loop: EntryId, part: string): string => `loop:${loop}:${part}`;

/**
 * One open learning log: what is stored, what has been typed since, and the saving of it. It outlives the page while
 * something of it is not saved.
 */
export class OpenLoop {
  stored = $state.raw() as Loop;
  error = $state.raw<ApiError | null>(null);
  /** What was done last, for those who do not see the page change. */
  said = $state("");
  /** The stage that is shown. */
  open = $state<Stage>("noticed");
  readonly autosave: Autosave<Fields, Saved>;
  /** Changes of ours, newest; texts stay as typed, whatever the store makes of the blanks at their ends. */
  #mine = $state.raw<Fields>({});
  #forms = $state.raw<Readonly<Record<string, Draft<object>>>>({});
  #case = $state.raw<OpenCase | null>(null);

  constructor(loop: Loop) {
    this.stored = loop;
    this.open = loop.stage;
    this.autosave = new Autosave({
      store,
      at: { id: loop.entry.id, revision: loop.entry.revision },
      onstored: (saved, sent) => this.#onstored(saved, sent),
    });
  }
  static async read(id: EntryId): Promise<OpenLoop> {
    return new OpenLoop(await call("loop_get", { id }));
  }

  get id(): EntryId {
    return this.stored.entry.id;
  }
  /** The entry as its writer sees it. */
  readonly shown: Entry = $derived({
    ...this.stored.entry,
    ...(some(this.#mine, (name) => !isText(name)) as Partial<Entry>),
  });
  /** Is there anything that the journal does not have yet? */
  get dirty(): boolean {
    return this.autosave.dirty || this.#all().some((form) => form.dirty);
  }
  /** How the saving goes, of the texts, of the forms and of the case. */
  readonly saving: Saving = $derived.by(() => {
    const all = [this.autosave.saving, ...this.#all().map((form) => form.saving)];
    for (const state of ["stale", "failed", "saving"]) {
      const one = all.find((saving) => saving.state === state);
      if (one) return one;
    }
    return { state: "saved" };
  });

  /** It is stored already; for whoever adds a file. */
  ensureStored(): Promise<EntryId> {
    return Promise.resolve(this.id);
  }

  /** Begun a moment ago, and nothing has been put into it. */
  get empty(): boolean {
    const { entry, fields, moves, ...rest } = this.stored;
    const lists = [
      rest.aims,
      rest.assumptions,
      rest.quotes,
      rest.challenges,
      rest.tests,
      rest.links,
      entry.attachments,
    ];
    return (
      isNew(this.id) &&
      !this.dirty &&
      [entry.title, entry.setting, ...fields.map(({ text }) => text)].every((text) => text.trim() === "") &&
      [...lists, moves, entry.tags, entry.people].every((list) => list.length === 0) &&
      !rest.has_case &&
      !this.#all().some((form) => form.filled)
    );
  }
  /** Takes an empty one out of the journal: it was only opened. */
  async discard(): Promise<void> {
    await call("entry_trash", { ids: [this.id] });
    await call("entry_purge", { ids: [this.id], claims: [] });
  }

  /** What stands in a field, as it was typed. */
  text(key: string): string {
    return this.#mine[nameOf(key)] ?? this.stored.fields.find((field) => field.key === key)?.text ?? "";
  }
  write(key: string, text: string): void {
    this.#set({ [nameOf(key)]: text });
  }
  /** Changes the title, the tags, when it happened… */
  change(fields: EntryFields): void {
    this.#set(fields);
  }
  #set(fields: Fields): void {
    this.#mine = { ...this.#mine, ...fields };
    this.autosave.change(fields);
  }

  /** The form of this name, as it was left. One and the same while the log is open. */
  form<T extends object>(part: string, blank: T): Draft<T> {
    const form = this.#forms[part] ?? new Draft<object>(draftName(this.id, part), blank);
    if (!(part in this.#forms)) this.#forms = { ...this.#forms, [part]: form };
    return form as unknown as Draft<T>;
  }
  /** Its case in two columns, read when it is first looked at. One and the same while the log is open. */
  openCase(): OpenCase {
    this.#case ??= new OpenCase(this.id);
    return this.#case;
  }
  #all(): Beside[] {
    return [...Object.values(this.#forms), ...(this.#case ? [this.#case] : [])];
  }

  /** Saves all there is, at once; rejects with the reason if it could not. */
  async save({ keep = false } = {}): Promise<void> {
    await Promise.all([this.autosave.flush({ keep }), ...this.#all().map((form) => form.flush())]);
  }

  /**
   * Does something to the loop beside its texts, after these are saved: what may be done depends on them. Rejects with the
   * reason; the texts are safe all the same.
   */
  async act(step: () => Promise<unknown>): Promise<void> {
    // Texts that cannot be saved just now say so themselves, and are no reason not to add a claim.
    await this.autosave.flush().catch(() => undefined);
    await step();
    this.#take(await call("loop_get", { id: this.id }));
  }

  /** Something was written to the journal: if it was this loop, and not by us, its new state is shown. */
  async refresh(): Promise<void> {
    if (this.autosave.dirty) return; // a save that finds it changed says "stale"
    try {
      this.#take(await call("loop_get", { id: this.id }));
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  /** Ends a conflict; both texts are kept as versions. */
  async settle(goOnWith: "mine" | "stored"): Promise<void> {
    await this.autosave.settle(goOnWith);
    const loop = await call("loop_get", { id: this.id });
    if (goOnWith === "stored" && !this.autosave.dirty) this.#mine = {};
    this.stored = loop;
  }

  #take(loop: Loop): void {
    this.error = null;
    this.stored = loop;
    if (this.autosave.dirty || loop.entry.revision === this.autosave.revision) return;
    // Another text than ours, and nothing of ours is waiting.
    this.autosave.adopt(loop.entry);
    this.#mine = {};
  }

  #onstored(saved: Saved, sent: Fields): void {
    this.stored = saved.loop ?? { ...this.stored, entry: saved.entry };
    this.#mine = some(
      this.#mine,
      (name) => isText(name) || name === "title" || sent[name as keyof Fields] !== this.#mine[name as keyof Fields],
    );
  }
}
