import type { Count } from "$lib/api/types";

const OFFERED = 8;

/** For comparing: case and accents do not matter. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Those in use that go with what is typed: the ones that begin so first, then by how often they are used. */
export function suggest(text: string, have: readonly string[], known: readonly Count[]): string[] {
  const typed = plain(text.trim());
  const taken = new Set(have.map(plain));
  const rank = (value: string): number => (plain(value).startsWith(typed) ? 0 : 1);
  return known
    .filter(({ value }) => !taken.has(plain(value)) && plain(value).includes(typed))
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
  if (token === "" || have.some((one) => plain(one) === plain(token))) return [...have];
  return [...have, token];
}
