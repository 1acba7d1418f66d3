import type { EntryRow, Exit, Stage } from "$lib/api/types";
import type { Route } from "$lib/routes.svelte";
import { words } from "$lib/words";

/** Where an entry is read: a learning log has a page of its own. */
export function placeOf({ id, kind }: Pick<EntryRow, "id" | "kind">): Route {
  return kind === "loop" ? { screen: "loop", id } : { screen: "entry", id };
}

/** Where a learning log is, in words: the way it left, else its stage. */
export function stageInWords({ stage, exit }: { stage: Stage; exit: Exit }): string {
  return exit === "none" ? words.learning.stages[stage] : words.learning.exits[exit];
}
