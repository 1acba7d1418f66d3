const grouped = new Intl.NumberFormat("en");

/** "2,345". One formatter for all: to make one for each number takes longer than a row of a list. */
export function number(n: number): string {
  return grouped.format(n);
}

/** "1 entry", "2,345 entries". */
export function count(n: number, one: string, many: string): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
