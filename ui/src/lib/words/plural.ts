/** "2,345", of whole numbers. Not by the engine's own formatter, for the reason in `dates.ts`. */
export function number(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 entry", "2,345 entries". */
export function count(n: number, one: string, many: string): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
