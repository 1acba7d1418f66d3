import { call } from "$lib/api/call";
import { query, type Query } from "$lib/state/query.svelte";
import type { Reply } from "$lib/api/host";

/** Long enough that fast typing asks less, too short to be felt. */
const PAUSE_MS = 60;
const PAGE = 40;

/** What is typed into the box at the top, wherever someone is; it stays while they go from result to result. */
class SearchText {
  /** As it stands in the box. */
  typed = $state("");
  /** As it was last asked for. */
  asked = $state("");
  #pause: ReturnType<typeof setTimeout> | undefined;

  readonly active: boolean = $derived(this.asked.trim() !== "");

  type(text: string): void {
    this.typed = text;
    clearTimeout(this.#pause);
    if (text.trim() === "") this.asked = "";
    else this.#pause = setTimeout(() => (this.asked = this.typed), PAUSE_MS);
  }
  clear(): void {
    this.type("");
  }
  /** Adds a filter such as "tag:maths" to what is there. */
  add(part: string): void {
    this.type(`${this.typed.trim()} ${part}`.trim());
  }
}

export const searchText = new SearchText();

/** The results for what is typed. Made in a component. */
export class Results {
  #shown = $state(PAGE);
  readonly query: Query<Reply<"search_run"> | null>;

  constructor() {
    $effect(() => {
      void searchText.asked;
      this.#shown = PAGE;
    });
    this.query = query(async () => {
      const asked = searchText.asked;
      const limit = this.#shown;
      return asked.trim() === "" ? null : call("search_run", { query: asked, limit });
    }, ["entries", "trash", "index"]);
  }
  more(): void {
    this.#shown += PAGE;
  }
}

/** Quotes a value that a filter could not take as it is. */
export function filterFor(name: string, value: string): string {
  return /[\s"]/.test(value) ? `${name}:"${value.replaceAll('"', "")}"` : `${name}:${value}`;
}
