import { call } from "$lib/api/call";
import type { Reply } from "$lib/api/host";
import { query, type Query } from "$lib/state/query.svelte";

/**
 * Tags, people, settings and the like that entries bear, with how many bear each. Counting them reads the whole journal, so it is
 * asked only while somebody chooses among them, not beside every text after each save. Made in a component.
 */
export class InUse {
  readonly #query: Query<Reply<"facet_list"> | null>;

  /** `choosing`: whether somebody is; anything reactive. */
  constructor(choosing: () => boolean) {
    this.#query = query(async () => (choosing() ? call("facet_list", {}) : null), ["entries", "trash"]);
  }
  /** Null while nobody chooses, and until the core has answered. */
  get now(): Reply<"facet_list"> | null {
    return this.#query.value ?? null;
  }
}
