import type { EntryRow } from "$lib/api/types";
import { words } from "$lib/words";

/** What an entry is called: its title, else how it begins. */
export function nameOf({ title, excerpt }: Pick<EntryRow, "title" | "excerpt">): string {
  const first = title.trim() || excerpt.trim().slice(0, 60).trim();
  return first || words.common.untitled;
}
