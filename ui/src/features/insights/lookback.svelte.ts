import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, LookBack } from "$lib/api/types";
import { router } from "$lib/routes.svelte";
import { query } from "$lib/state/query.svelte";
import { happenedNow } from "$lib/when/happened";
import { words } from "$lib/words";
import { spanOf, type Period, type Span } from "./periods";

/** The template with questions about one's own learning. */
const TEMPLATE = "deutero";

/** Which time is looked at; it stays while someone goes elsewhere and comes back. */
class Chosen {
  period = $state<Period>("term");
  own = $state.raw<Span>(spanOf("term"));
  readonly span: Span = $derived(this.period === "own" ? this.own : spanOf(this.period));

  choose(period: Period): void {
    // Other days begin with those that were shown.
    if (period === "own") this.own = this.span;
    this.period = period;
  }
}
export const chosen = new Chosen();

/** Looking back over a time. Made in a component. */
export class LookingBack {
  readonly read = query(async (): Promise<LookBack | null> => {
    const { from, to } = chosen.span;
    return this.wrongWay ? null : call("look_back", { from, to });
  }, ["entries", "trash", "loops", "claims"]);
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);

  get wrongWay(): boolean {
    return chosen.span.from > chosen.span.to;
  }

  /** Begins a page of questions about this time, and opens it. */
  async write(title: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      const { id, revision } = await call("entry_add", {
        title: words.insights.lookBackOf(title),
        happened: happenedNow(),
      });
      await call("template_choose", { id, base: revision, template: TEMPLATE });
      router.go({ screen: "entry", id });
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.busy = false;
    }
  }
}
