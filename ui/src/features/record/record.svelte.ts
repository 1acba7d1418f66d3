import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { PersonKey, SaveRecord, Session, SessionId, TryKey } from "$lib/api/types";
import { NO_NOTES, notesName } from "$lib/sessions/notes";
import { Draft } from "$lib/state/draft.svelte";
import { query, type Query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { Saver } from "$lib/state/saver.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.record;

/** Somebody who could have been there; none: the writer. */
export type Somebody = { person: PersonKey | null; name: string };
/** A line that is typed; it is kept once there are words in it. */
export type Line = { key: number; text: string };
export type TakenAway = Line & { person: PersonKey | null };
export type Tried = Line & { id: TryKey | null; due: string };
/** Lists of plain lines. */
export const PLAIN = ["decisions", "products", "open_questions"] as const;
export type Plain = (typeof PLAIN)[number];

/** What is typed into a record. */
export type Typed = Record<Plain, readonly Line[]> & {
  /** By person ("" is the writer): there, or sent apologies. Whoever is not in it was not noted. */
  attendance: ReadonlyMap<PersonKey | null, boolean>;
  restated: string;
  heard: string;
  tries: readonly Tried[];
  takeaways: readonly TakenAway[];
};

let keys = 0;
/** Tells lines apart while they are typed. */
export const newKey = (): number => ++keys;
const lines = (texts: readonly string[]): Line[] => texts.map((text) => ({ key: newKey(), text }));

function typedOf({ record }: Session): Typed {
  return {
    attendance: new Map(record.attendance.map(({ person, present }) => [person, present])),
    restated: record.restated,
    heard: record.heard,
    tries: record.tries.map(({ id, text, due }) => ({ key: newKey(), id, text, due: due ?? "" })),
    takeaways: record.takeaways.map(({ person, text }) => ({ key: newKey(), person, text })),
    decisions: lines(record.decisions),
    products: lines(record.products),
    open_questions: lines(record.open_questions),
  };
}

const filled = <L extends Line>(list: readonly L[]): L[] => list.filter(({ text }) => text.trim() !== "");

/** What the core is to keep of what was typed, for these fields. */
export function saved(typed: Typed, fields: readonly (keyof Typed)[]): Omit<SaveRecord, "session"> {
  const all: { [F in keyof Typed]: () => Omit<SaveRecord, "session"> } = {
    attendance: () => ({
      attendance: [...typed.attendance].map(([person, present]) =>
        person === null ? { present } : { person, present },
      ),
    }),
    restated: () => ({ restated: typed.restated }),
    heard: () => ({ heard: typed.heard }),
    tries: () => ({
      tries: filled(typed.tries).map(({ id, text, due }) => ({
        text,
        ...(id === null ? {} : { id }),
        ...(due === "" ? {} : { due }),
      })),
    }),
    takeaways: () => ({
      takeaways: filled(typed.takeaways).map(({ person, text }) => (person === null ? { text } : { person, text })),
    }),
    decisions: () => ({ decisions: filled(typed.decisions).map(({ text }) => text) }),
    products: () => ({ products: filled(typed.products).map(({ text }) => text) }),
    open_questions: () => ({ open_questions: filled(typed.open_questions).map(({ text }) => text) }),
  };
  return Object.assign({}, ...fields.map((field) => all[field]())) as Omit<SaveRecord, "session">;
}

const FIELDS = [...PLAIN, "attendance", "restated", "heard", "tries", "takeaways"] as const;

/** Is the same kept of both? White space aside, which the core makes single. */
export function isSame(one: Typed, other: Typed): boolean {
  const [a, b] = [one, other].map((typed) =>
    JSON.stringify(saved(typed, FIELDS), (_, value: unknown) =>
      typeof value === "string" ? value.split(/\s+/u).filter(Boolean).join(" ") : value,
    ),
  );
  return a === b;
}

/** The record of one session: what is typed is kept within a second. Made in a component. */
export class OpenRecord extends Steps {
  readonly read: Query<Session>;
  readonly community;
  readonly notes: Draft<{ text: string }>;
  typed = $state.raw<Typed | null>(null);
  readonly saver = new Saver(() => this.#keep());
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only what the next save is about
  #changed = new Set<keyof Typed>();

  readonly session = $derived.by(() => this.read.value);
  /** The writer first, then the members, then who was noted and has left since. */
  readonly people: Somebody[] = $derived.by(() => {
    const group = this.community.value;
    const all: Somebody[] = [{ person: null, name: group?.shown_name.trim() || words.record.me }];
    const more = [
      ...(group?.members ?? []),
      ...(this.session?.record.attendance ?? []),
      ...(this.session?.roles ?? []),
    ];
    for (const { person, name } of more) if (!all.some((one) => one.person === person)) all.push({ person, name });
    return all;
  });

  /** Saves until now. */
  #saves = 0;

  constructor(readonly id: SessionId) {
    super();
    this.read = query(async () => {
      const saves = this.#saves;
      const session = await call("session_get", { id });
      // Asked before the last save and answered after it: what that save answered is newer.
      return saves === this.#saves ? session : (this.read.value ?? session);
    }, ["sessions", "commitments", "communities", "entries", "people", "loops"]);
    this.community = query(async () => {
      const community = this.read.value?.community;
      return community === undefined ? null : call("community_get", { id: community });
    }, ["communities", "people"]);
    this.notes = new Draft(notesName(id), NO_NOTES);
    $effect(() => {
      const session = this.read.value;
      // What is being typed is not replaced by what was read before, nor are boxes whose words are the same already.
      if (!session || this.saver.dirty) return;
      const read = typedOf(session);
      if (!this.typed || !isSame(read, this.typed)) this.typed = read;
    });
  }

  set(change: Partial<Typed>): void {
    if (!this.typed) return;
    this.typed = { ...this.typed, ...change };
    for (const field of Object.keys(change)) this.#changed.add(field as keyof Typed);
    this.saver.touch();
  }

  /** There, sent apologies, or not noted. */
  attend(person: PersonKey | null, present: boolean | null): void {
    if (!this.typed) return;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- replaced whole, never changed in place
    const attendance = new Map(this.typed.attendance);
    if (present === null) attendance.delete(person);
    else attendance.set(person, present);
    this.set({ attendance });
  }
  allThere(): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- replaced whole, never changed in place
    this.set({ attendance: new Map(this.people.map(({ person }) => [person, true])) });
  }

  async #keep(): Promise<void> {
    if (!this.typed) return;
    const changed = [...this.#changed];
    const sent = this.typed;
    this.#changed.clear();
    try {
      const session = await call("session_record", { session: this.id, ...saved(sent, changed) });
      // New lines have their names now, so that the next save does not make them twice.
      const known = session.record.tries;
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only read here
      const names = new Map(filled(sent.tries).map(({ key }, at) => [key, known[at]?.id ?? null]));
      if (changed.includes("tries") && this.typed) {
        this.typed = {
          ...this.typed,
          tries: this.typed.tries.map((line) => ({ ...line, id: names.get(line.key) ?? line.id })),
        };
      }
      this.#saves++;
      this.read.took(session);
    } catch (thrown) {
      for (const field of changed) this.#changed.add(field);
      throw thrown;
    }
  }

  /** The record is finished, or open again. */
  finish(done: boolean): Promise<boolean> {
    return this.take(async () => {
      await this.saver.flush();
      const session = await call("session_record", { session: this.id, done });
      this.#saves++;
      this.read.took(session);
      if (done) toasts.done(say.finished);
    });
  }

  /** Times and days, and nothing else of it, where the person wants them. */
  toCalendar(): Promise<boolean> {
    return this.take(async () => {
      const place = await host().pickSave(say.calendarName);
      if (place === null) return;
      const { count, file_name } = await call("session_calendar", { id: this.id, place });
      toasts.done(say.calendarWritten(count, file_name), {
        label: words.today.calendarShow,
        run: () =>
          void host()
            .reveal(place)
            .catch((thrown) => toasts.problem(asApiError(thrown).message)),
      });
    });
  }
}
