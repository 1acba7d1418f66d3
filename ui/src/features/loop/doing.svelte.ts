import { asApiError } from "$lib/api/host";
import type { Draft } from "$lib/state/draft.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import type { OpenLoop } from "./page.svelte";

/**
 * One thing at a time that is done to a loop by a button: `busy` while it is under way, `failed` says why it could not be.
 */
export class Doing {
  busy = $state(false);
  failed = $state<string | null>(null);

  /**
   * Returns whether it was done. `said` is told then: with the way back, if there is one; else to those who do not see the
   * page change.
   */
  async run(
    page: OpenLoop,
    step: () => Promise<unknown>,
    said?: string,
    undo?: { label: string; step: () => Promise<unknown> },
  ): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failed = null;
    try {
      await page.act(step);
      if (undo && said !== undefined) {
        toasts.done(said, { label: undo.label, run: () => void takeBack(page, undo.step) });
      } else page.said = said ?? "";
      return true;
    } catch (thrown) {
      this.failed = asApiError(thrown).message;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** The same with what a form holds: it is blank again once something has been made of it, unless it was written in meanwhile. */
  async make<T extends object>(
    page: OpenLoop,
    form: Draft<T>,
    step: () => Promise<unknown>,
    said?: string,
  ): Promise<boolean> {
    const sent = form.value;
    const made = await this.run(page, step, said);
    // Could it not be forgotten, the form says so itself.
    if (made && form.value === sent) void form.clear().catch(() => undefined);
    return made;
  }
}

/** "Undo" has no place of its own to say what went wrong. */
async function takeBack(page: OpenLoop, step: () => Promise<unknown>): Promise<void> {
  try {
    await page.act(step);
  } catch (thrown) {
    toasts.problem(asApiError(thrown).message);
  }
}
