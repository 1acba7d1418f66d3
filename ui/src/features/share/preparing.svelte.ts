import { call } from "$lib/api/call";
import type { CommunityRow, PlanId } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

/** Where sharing begins: for whom, with what is in the tray; and what is being prepared already. Made in a component. */
export class Preparing extends Steps {
  readonly plans = query(() => call("plan_list", {}), ["plans", "packs", "communities"]);
  readonly communities = query(() => call("community_list", {}), ["communities"]);
  /** "" is a reader who is no community. */
  community = $state("");
  reader = $state("");

  readonly offered: CommunityRow[] = $derived((this.communities.value ?? []).filter((row) => row.archived_at === null));
  readonly canBegin: boolean = $derived(this.community !== "" || this.reader.trim() !== "");
  #chosen = false;

  constructor() {
    super();
    // The first community is proposed once; whoever chose another keeps it.
    $effect(() => {
      const first = this.offered[0];
      if (this.#chosen || !first) return;
      this.#chosen = true;
      this.community = first.id;
    });
  }

  /** Begins with what is in the tray. The new plan, or null where that could not be. */
  async begin(): Promise<PlanId | null> {
    if (!this.canBegin) return null;
    let plan: PlanId | null = null;
    await this.take(async () => {
      const ids = (await call("tray_list", {})).map(({ id }) => id);
      const whom = this.community !== "" ? { community: this.community } : { audience: this.reader };
      plan = (await call("plan_begin", { ...whom, ids })).id;
    });
    return plan;
  }

  /** True once it is thrown away. */
  discard(id: PlanId): Promise<boolean> {
    return this.take(async () => {
      await call("plan_discard", { id });
      toasts.done(words.sharing.discarded);
    });
  }
}
