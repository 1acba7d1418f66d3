import { call } from "$lib/api/call";
import type { Reply } from "$lib/api/host";
import type { FoundPassage, SavedSearch, Settings, Suggestion } from "$lib/api/types";
import { isDiscreet } from "$lib/entries/discreet.svelte";
import { placeOf } from "$lib/entries/place";
import { router } from "$lib/routes.svelte";
import { sought } from "$lib/sought";
import { query, type Query } from "$lib/state/query.svelte";
import { isFilter, isNoName, learnNoName } from "./filters";

/** More than a tall window shows: each row costs time before the first of them is painted. */
const PAGE = 20;
/** What the core takes as the name of a kept search. */
export const NAME_LENGTH = 120;

/** What is typed into the box at the top, wherever someone is; it stays while they go from result to result. */
class SearchText {
  /** As it stands in the box. */
  typed = $state("");
  /** As it was last asked for. */
  asked = $state("");
  /** The last that happened first, instead of what answers best. */
  newest = $state(false);
  /** What was typed when Enter asked for its best answer, until that is there; null: nobody waits for it. */
  opening = $state<string | null>(null);
  #under = 0;

  readonly active: boolean = $derived(this.asked.trim() !== "");

  type(text: string): void {
    this.typed = text;
    sought.query = text;
    this.opening = null;
    this.#ask();
  }
  /** Asks at once; while an answer is still under way, what is typed meanwhile is asked for when that has come. */
  #ask(): void {
    if (this.typed.trim() === "") this.asked = "";
    else if (this.#under === 0) this.asked = this.typed;
  }
  /** What waits for its answer, so that slow ones do not pile up. */
  async during<T>(answer: Promise<T>): Promise<T> {
    this.#under++;
    try {
      return await answer;
    } finally {
      this.#under--;
      this.#ask();
    }
  }
  clear(): void {
    this.type("");
  }
  /** Opens the best answer to what is typed; one that is still under way is waited for. */
  openBest(): void {
    this.opening = this.typed;
  }
  /** Adds a filter such as "tag:maths" to what is there. */
  add(part: string): void {
    this.type(`${this.typed.trim()} ${part}`.trim());
  }
}

export const searchText = new SearchText();

type Answer = Reply<"search_run">;

/** The results for what is typed. Made in a component. */
export class Results {
  #shown = $state(PAGE);
  readonly query: Query<Answer | null>;
  /** What is painted: no answer to anything but what stands in the box, so none that is older than the last key. */
  reply = $state.raw<Answer | null>(null);

  constructor() {
    $effect(() => {
      void searchText.asked;
      this.#shown = PAGE;
    });
    this.query = query(async () => {
      const asked = searchText.asked;
      const limit = this.#shown;
      const newest = searchText.newest;
      return asked.trim() === "" ? null : searchText.during(call("search_run", { query: asked, limit, newest }));
    }, ["entries", "trash", "index"]);
    $effect(() => {
      const answer = this.query.value;
      if (searchText.typed.trim() === "" || answer === null) this.reply = null;
      else if (answer?.query === searchText.typed) {
        this.reply = answer;
        // An entry that is gone to begins with what was found, as it is spelled there.
        sought.query = answer.asked;
      }
    });
    $effect(() => {
      const { reply, query } = this;
      // What is painted may still be the answer to fewer letters, or in the other order.
      if (searchText.opening === null || reply?.query !== searchText.opening || query.loading) return;
      searchText.opening = null;
      const [best, claim] = [reply.results[0]?.entry, reply.claims[0]?.claim];
      if (best) router.go(placeOf(best));
      else if (claim) router.go({ screen: "claim", id: claim.id });
    });
  }
  more(): void {
    this.#shown += PAGE;
  }
}

/** How what is typed can go on; nothing while a plain word is typed. Made in a component. */
export class Suggestions {
  readonly #query: Query<{ typed: string; list: Suggestion[] }>;
  /** The one that Enter takes, or -1. */
  at = $state(-1);
  /** What was typed when they were sent away. */
  #dismissed = $state<string | null>(null);
  readonly list: readonly Suggestion[] = $derived.by(() => {
    const { typed, list } = this.#query.value ?? { typed: "", list: [] };
    return typed === searchText.typed && typed !== this.#dismissed ? list : [];
  });

  constructor() {
    this.#query = query(async () => {
      const typed = searchText.typed;
      if (!isFilter(typed) || isNoName(typed)) return { typed, list: [] };
      const list = await call("search_suggest", { query: typed });
      if (list.length === 0) learnNoName(typed);
      return { typed, list };
    }, ["entries"]);
    $effect(() => {
      void this.list;
      this.at = -1;
    });
  }
  step(by: 1 | -1): void {
    const count = this.list.length;
    this.at = by === 1 ? Math.min(this.at + 1, count - 1) : Math.max(this.at - 1, -1);
  }
  take(suggestion: Suggestion): void {
    searchText.type(suggestion.query);
    // A whole value ends there; after the name of a filter its values are wanted.
    if (suggestion.query.endsWith(" ")) this.#dismissed = suggestion.query;
  }
  dismiss(): void {
    this.#dismissed = searchText.typed;
  }
}

/** All places of one entry where what was looked for stands. */
export function placesOf(entry: string, asked: string): Promise<FoundPassage[]> {
  return call("search_passages", { entry, query: asked });
}

/** Queries kept by a name, and whether passages are hidden: both are settings. Made in a component. */
export class Kept {
  readonly #settings: Query<Settings> = query(() => call("settings_get", {}), ["settings"]);
  /** What was asked for last, until it is kept: the next change is made to that. */
  #asked = $state.raw<SavedSearch[] | null>(null);
  readonly searches = $derived(this.#asked ?? this.#settings.value?.saved_searches ?? []);
  readonly hidePassages: boolean = $derived(isDiscreet(this.#settings.value));

  isKept(text: string): boolean {
    return this.searches.some((one) => one.query === text.trim());
  }
  /** Without a name it goes by its words. */
  async keep(text: string, name = ""): Promise<void> {
    const asked = text.trim();
    if (asked === "" || this.isKept(asked)) return;
    const called = (name.trim() || asked).slice(0, NAME_LENGTH);
    await this.#keepAll([...this.searches, { name: called, query: asked }]);
  }
  async forget(text: string): Promise<void> {
    await this.#keepAll(this.searches.filter((one) => one.query !== text.trim()));
  }
  async hide(hidden: boolean): Promise<void> {
    await this.#save({ hide_passages: hidden });
  }
  #line: Promise<void> = Promise.resolve();
  async #keepAll(searches: SavedSearch[]): Promise<void> {
    this.#asked = searches;
    const kept = this.#line.then(() => this.#save({ saved_searches: searches }));
    this.#line = kept.catch(() => undefined); // whoever asked is told
    try {
      await kept;
    } finally {
      if (this.#asked === searches) this.#asked = null;
    }
  }
  async #save(patch: Partial<Settings>): Promise<void> {
    this.#settings.took(await call("settings_save", patch));
  }
}
