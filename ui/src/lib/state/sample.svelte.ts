import { asApiError, host, type FirstStart, type SampleIs } from "$lib/api/host";
import type { ApiError } from "$lib/api/types";
import { saveEverything } from "$lib/leaving";
import { href, type Route } from "$lib/routes.svelte";

/** The sample: whether it is there or open, and the ways to it and back. One for the whole page. */
export class Sample {
  where = $state<SampleIs>("none");
  /** Whether the person has begun a journal of their own. */
  own = $state(true);
  /** From the press of a button until the page begins anew: nothing is to be written meanwhile. */
  leaving = $state(false);
  error = $state.raw<ApiError | null>(null);

  /** Takes over what the host said at the start. */
  found(start: Omit<FirstStart, "locked">): void {
    this.where = start.sample;
    this.own = !start.needed;
    this.leaving = false;
    this.error = null;
  }

  /** Another journal is open after this. */
  open(): Promise<void> {
    return this.#leave(() => host().openSample(), { screen: "journal" });
  }

  /** To the journal of one's own, or to where it is begun. The sample stays. */
  close(): Promise<void> {
    return this.#leave(() => host().closeSample(), { screen: "today" });
  }

  async remove(): Promise<void> {
    if (this.where === "open") return this.#leave(() => host().deleteSample(), { screen: "today" });
    this.error = null;
    try {
      await host().deleteSample();
      this.where = "none";
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  async #leave(go: () => Promise<void>, to: Route): Promise<void> {
    if (this.leaving) return;
    this.leaving = true;
    this.error = null;
    try {
      // What is being written belongs to the journal that is open now.
      await saveEverything();
      await go();
      host().restart(href(to));
    } catch (thrown) {
      this.error = asApiError(thrown);
      this.leaving = false;
    }
  }
}

export const sample = new Sample();
