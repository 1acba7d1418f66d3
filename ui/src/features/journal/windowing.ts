import type { EntryRow } from "$lib/api/types";

/** Heights in rem: rows and day headings are as high as these, so that a list of 10,000 needs no measuring. */
export const ROW_REM = 6.25;
export const DAY_REM = 2.5;

/** A line of the timeline and where it lies, in rem from the top. */
export type Item =
  | { kind: "day"; key: string; day: string; top: number }
  | { kind: "row"; key: string; row: EntryRow; index: number; top: number };

/** Lays entries out under their days. */
export function layout(rows: readonly EntryRow[]): { items: Item[]; height: number } {
  const items: Item[] = [];
  let top = 0;
  let day: string | null = null;
  for (const [index, row] of rows.entries()) {
    if (row.day !== day) {
      day = row.day;
      items.push({ kind: "day", key: `day ${day}`, day, top });
      top += DAY_REM;
    }
    items.push({ kind: "row", key: row.id, row, index, top });
    top += ROW_REM;
  }
  return { items, height: top };
}

/** The first item that ends below `at`, by halving. */
function firstBelow(items: readonly Item[], at: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle + 1]?.top ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is to be drawn when `from` to `to` (rem) can be seen: that, and a little on both sides. */
export function visible(items: readonly Item[], from: number, to: number, beyond = 20): Item[] {
  const first = firstBelow(items, Math.max(0, from - beyond));
  let last = first;
  while (last < items.length && (items[last]?.top ?? Infinity) < to + beyond) last++;
  return items.slice(first, last);
}
