import { addMonths, monthOf } from "$lib/when/months";
import { addDays, localDay } from "$lib/when/zone";

export type Period = "term" | "before" | "school_year" | "year" | "own";
export type Span = { from: string; to: string };

/** Where the three terms of a school year begin. Schools differ by days; whoever wants other days chooses them. */
const TERMS = ["01-01", "04-16", "09-01"] as const;

/** The term a day is in. */
export function termOf(day: string): Span {
  const year = Number(day.slice(0, 4));
  const begins = [...TERMS.map((begin) => `${year}-${begin}`), `${year + 1}-01-01`];
  const at = begins.findLastIndex((begin) => begin <= day);
  return { from: begins[at] ?? day, to: addDays(begins[at + 1] ?? day, -1) };
}

/** The days that a period stands for, as seen from `now`. */
export function spanOf(period: Exclude<Period, "own">, now = new Date()): Span {
  const today = localDay(now);
  switch (period) {
    case "term":
      return termOf(today);
    case "before":
      return termOf(addDays(termOf(today).from, -1));
    case "school_year": {
      const year = Number(today.slice(0, 4)) - (today.slice(5) < "09-01" ? 1 : 0);
      return { from: `${year}-09-01`, to: `${year + 1}-08-31` };
    }
    case "year":
      return { from: addDays(`${addMonths(monthOf(today), -12)}${today.slice(7)}`, 1), to: today };
  }
}
