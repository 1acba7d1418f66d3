import { untrack } from "svelte";
import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, EntryRow, Filter } from "$lib/api/types";
import { onChange } from "$lib/state/changes";
import { whenKeysRest } from "$lib/state/rest";

const PAGE = 100;
/** While someone types, the list follows at most this often. */
const FOLLOW_MS = 700;

/** The entries that a filter lets through, newest first, read page by page. Made in a component. */
export class Timeline {
  rows = $state.raw<EntryRow[]>([]);
  total = $state(0);
  /** The first page has been read. */
  ready = $state(false);
  /** The next page is under way. */
  loadingMore = $state(false);
  error = $state.raw<ApiError | null>(null);

  #filter: () => Filter;
  #next: string | null = null;
  /** Raised whenever the answers under way are no longer wanted. */
  #age = 0;
  #follow: ReturnType<typeof setTimeout> | undefined;
  #rests: (() => void) | undefined;

  constructor(filter: () => Filter) {
    this.#filter = filter;
    $effect(() => {
      filter();
      untrack(() => void this.#read(PAGE));
    });
    $effect(() =>
      onChange(["entries", "trash"], () => {
        this.#follow ??= setTimeout(() => {
          this.#rests = whenKeysRest(() => {
            this.#follow = undefined;
            void this.refresh();
          });
        }, FOLLOW_MS);
      }),
    );
    $effect(() => () => {
      this.#age++;
      clearTimeout(this.#follow);
      this.#rests?.();
    });
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Reads again as much as there is. */
  refresh(): Promise<void> {
    return this.#read(Math.max(PAGE, this.rows.length));
  }

  /** Reads the next page, if there is one and none is under way. */
  async more(): Promise<void> {
    if (this.#next === null || this.loadingMore) return;
    const age = this.#age;
    this.loadingMore = true;
    try {
      const page = await call("entry_list", { filter: this.#filter(), cursor: this.#next, limit: PAGE });
      if (age !== this.#age) return;
      this.rows = [...this.rows, ...page.rows];
      this.#next = page.next;
    } catch (thrown) {
      if (age === this.#age) this.error = asApiError(thrown);
    } finally {
      if (age === this.#age) this.loadingMore = false;
    }
  }

  /** Reads `wanted` entries from the top, in as many questions as the core wants. */
  async #read(wanted: number): Promise<void> {
    const age = ++this.#age;
    this.loadingMore = false;
    const filter = this.#filter();
    try {
      const rows: EntryRow[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof readPage>> = await readPage(filter, cursor, wanted - rows.length);
        if (age !== this.#age) return;
        rows.push(...page.rows);
        cursor = page.next;
        this.total = page.total;
      } while (cursor !== null && rows.length < wanted);
      this.rows = asBefore(this.rows, rows);
      this.#next = cursor;
      this.error = null;
    } catch (thrown) {
      if (age === this.#age) this.error = asApiError(thrown);
    }
    if (age === this.#age) this.ready = true;
  }
}

/** The rows, those that say what they said before as the very same: they need not be drawn again. */
function asBefore(before: readonly EntryRow[], rows: readonly EntryRow[]): EntryRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return rows.map((row) => {
    const old = known.get(row.id);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}

function readPage(filter: Filter, cursor: string | null, limit: number) {
  return call("entry_list", { filter, cursor, limit });
}
