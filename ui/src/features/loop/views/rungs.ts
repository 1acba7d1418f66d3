import type { Loop } from "$lib/api/types";
import { words } from "$lib/words";

/** The rung that is no text of the log: its assumptions. */
export const ASSUMPTION = "assumption";

/** The ladder of inference (Argyris 1990) from the lowest rung up, each with the key of its field in the learning log. */
export const RUNGS: readonly { number: number; field: string }[] = [
  "account",
  "selected",
  "meaning",
  ASSUMPTION,
  "conclusion",
  "belief",
  "strategy",
].map((field, index) => ({ number: index + 1, field }));

/** What a rung is called on the screen. */
export function nameOfRung(loop: Loop, number: number): string {
  const key = RUNGS.find((rung) => rung.number === number)?.field;
  if (key === ASSUMPTION) return words.views.ladder.assumption;
  return loop.fields.find((field) => field.key === key)?.label ?? "";
}
