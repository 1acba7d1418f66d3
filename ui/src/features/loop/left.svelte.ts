import type { Draft } from "$lib/state/draft.svelte";

/**
 * Opens a form again in which something was left, once that has been looked up, and once only: whoever then closes it
 * has closed it. In a component's script.
 */
export function whenLeft<T extends object>(draft: Draft<T>, open: () => void): void {
  let looked = false;
  $effect(() => {
    if (looked || !draft.ready) return;
    looked = true;
    if (draft.filled) open();
  });
}
