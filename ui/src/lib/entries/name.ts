import type { EntryRow } from "$lib/api/types";
import { words } from "$lib/words";

/** An entry without a title is called by this many of its first letters, or the words that fit into them. */
const LETTERS = 60;

/** What an entry is called: its title, else how it begins. */
export function nameOf({ title, excerpt }: Pick<EntryRow, "title" | "excerpt">): string {
  return title.trim() || beginning(excerpt.trim()) || words.common.untitled;
}

function beginning(text: string): string {
  if (text.length <= LETTERS) return text;
  const space = text.lastIndexOf(" ", LETTERS);
  return text.slice(0, space > LETTERS / 2 ? space : LETTERS);
}
