import { untrack } from "svelte";
import type { EntryId } from "$lib/api/types";
import { router } from "$lib/routes.svelte";

/**
 * Calls `go` each time somebody comes for a line of this entry: also where its page is there already, and for the line they
 * came for before. Made in a component.
 */
export function comingFor(
  screen: "entry" | "loop",
  id: () => EntryId | null,
  go: (line: string, nth: number) => void,
): void {
  $effect(() => {
    const { now } = router;
    if (now.screen !== screen || now.line === undefined || now.id !== untrack(id)) return;
    const { line, nth = 0 } = now;
    untrack(() => go(line, nth));
  });
}
