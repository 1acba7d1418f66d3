/**
 * Of what is searched for in the journal the words that can be looked for in what others gave: all of them, without quotation
 * marks. Nothing where filters say that an entry is meant, or words are excluded.
 */
export function plainWords(asked: string): string {
  const parts = asked.replace(/["“”]/gu, " ").split(/\s+/u).filter(Boolean);
  return parts.some((part) => /^-|^\w+:/u.test(part)) ? "" : parts.join(" ").replace(/\*/gu, "");
}
