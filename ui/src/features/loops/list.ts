import { words } from "$lib/words";
import { dayInWords, momentInWords } from "$lib/words/when";
import type { LoopRow, Stage } from "$lib/api/types";

export type Group = "open" | "parked" | "closed";
/** In the order in which they are shown. */
export const GROUPS: readonly Group[] = ["open", "parked", "closed"];

/** Where a log belongs in the list. */
export function groupOf({ stage, exit }: Pick<LoopRow, "stage" | "exit">): Group {
  if (exit === "parked") return "parked";
  return exit === "single" || stage === "closed" ? "closed" : "open";
}

/** What is to be done next, or how it ended, in words. */
export function nextInWords(row: LoopRow): string {
  const say = words.loops;
  const group = groupOf(row);
  if (group === "closed") {
    return row.exit === "single" ? say.single : row.verdict === null ? "" : say.verdicts[row.verdict];
  }
  if (group === "parked") return row.revisit === null ? "" : say.back(dayInWords(row.revisit));
  if (row.due !== null && row.stage === "tested") return say.testDue(dayInWords(row.due));
  const first = row.missing[0];
  if (first !== undefined) return say.next(first);
  const after = ORDER[ORDER.indexOf(row.stage) + 1];
  return after === undefined ? "" : say.readyFor(words.learning.stages[after]);
}

export const ORDER = Object.keys(words.learning.stages) as Stage[];

/** When something last happened to it. */
export function whenInWords(row: LoopRow): string {
  return row.closed_at === null
    ? words.loops.changed(momentInWords(row.edited_at))
    : words.loops.closedOn(momentInWords(row.closed_at));
}
