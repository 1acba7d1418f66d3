/** The list with one item moved up or down; at the ends, and where there is no such item, nothing moves. */
export function moved<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const to = from + by;
  const [one, other] = [list[from], list[to]];
  if (one === undefined || other === undefined) return [...list];
  return list.map((item, at) => (at === from ? other : at === to ? one : item));
}
