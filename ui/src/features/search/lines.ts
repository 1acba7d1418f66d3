import type { FoundPassage } from "$lib/api/types";
import { folded } from "$lib/fold";

/**
 * How many times the line of the place at `at` stands in the text before that place: a line is often too short to be the only
 * one of its kind, and each is to lead to its own. Lines begin with the words that were looked for, so that all of them are
 * among the places; in a place with several hits each may begin one.
 */
export function nthOf(places: readonly FoundPassage[], at: number): number {
  const line = folded(places[at]?.line ?? "");
  return line === "" ? 0 : places.slice(0, at).reduce((sum, place) => sum + timesIn(place, line), 0);
}

function timesIn({ passage, line: own }: FoundPassage, line: string): number {
  if (own === null) return 0;
  const first = passage.findIndex(({ hit }) => hit);
  const begins = passage.filter(({ hit }, at) => {
    // A passage may break off before its line does; of its first hit the line is known.
    const rest = passage.slice(at).map(({ text }) => text);
    return hit && folded(at === first ? own : rest.join("")).startsWith(line);
  });
  return begins.length;
}
