import type { EntryRow, Happened } from "$lib/api/types";
import { inWords } from "$lib/when/happened";
import { words } from "$lib/words";

/** An entry without a title is called by this many of its first letters, or the words that fit into them. */
const LETTERS = 60;

/** What an entry is called: its title, else how it begins. */
export function nameOf({ title, excerpt }: Pick<EntryRow, "title" | "excerpt">): string {
  return title.trim() || beginning(excerpt.trim()) || words.common.untitled;
}

/** What it is called while others can see the screen: how it begins is what it says. */
export function discreetNameOf({ title, happened }: Pick<EntryRow, "title" | "happened">): string {
  const { precision, local } = happened;
  const day: Happened = precision === "exact" ? { ...happened, precision: "day", local: local.slice(0, 10) } : happened;
  return title.trim() || words.search.untitled(inWords(day));
}

function beginning(text: string): string {
  if (text.length <= LETTERS) return text;
  const space = text.lastIndexOf(" ", LETTERS);
  return text.slice(0, space > LETTERS / 2 ? space : LETTERS);
}
