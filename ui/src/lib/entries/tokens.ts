import type { Count } from "$lib/api/types";
import { folded } from "$lib/fold";

const OFFERED = 8;

/** Those in use that go with what is typed: the ones that begin so first, then by how often they are used. */
export function suggest(text: string, have: readonly string[], known: readonly Count[]): string[] {
  const typed = folded(text.trim());
  const taken = new Set(have.map(folded));
  const rank = (value: string): number => (folded(value).startsWith(typed) ? 0 : 1);
  return known
    .filter(({ value }) => !taken.has(folded(value)) && folded(value).includes(typed))
    .sort((a, b) => rank(a.value) - rank(b.value) || b.count - a.count || a.value.localeCompare(b.value))
    .slice(0, OFFERED)
    .map(({ value }) => value);
}

/** Adds one, without the "#" some people type, and not twice. */
export function withToken(have: readonly string[], given: string): string[] {
  const token = given
    .trim()
    .replace(/^#+\s*/, "")
    .replace(/\s+/g, " ");
  if (token === "" || have.some((one) => folded(one) === folded(token))) return [...have];
  return [...have, token];
}
