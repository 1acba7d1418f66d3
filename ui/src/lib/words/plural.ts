/** "2,345", of whole numbers. Not by the engine's own formatter, for the reason in `dates.ts`. */
export function number(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "today", "today and yesterday", "today, yesterday and 3 May"; of many the first five, and how many more. */
export function listed(all: string[]): string {
  const shown = all.length > 6 ? [...all.slice(0, 5), `${number(all.length - 5)} more`] : all;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

/** "1 entry", "2,345 entries". */
export function count(n: number, one: string, many: string): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
