/**
 * What is being searched for in the whole journal, as typed; "" while nothing is. The search says it, and an entry that is on
 * the page meanwhile begins with it when something is to be found there.
 */
export const sought = { query: "" };

/** A filter with its value, what is left out, or else a phrase or a word. */
const PART = /-?\(*[a-z]{2,10}:(?:["“][^"”]*["”]?|\S*)|-(?:["“][^"”]*["”]?|\S+)|["“]([^"”]*)["”]?|[^\s"“”()]+/giu;

/**
 * The words of a query that may stand in a text, what says most first: all of them as they were typed, then each phrase and each
 * word, the longest first. Filters, and what is not to be found, are none of them.
 */
export function wordsIn(query: string): string[] {
  const parts = [...query.matchAll(PART)].flatMap(([part, phrase]) => {
    if (phrase !== undefined) return [phrase.trim()];
    if (/^-|^\(*[a-z]{2,10}:/iu.test(part) || part === "OR") return [];
    return [part.replace(/[*?!.,;]+$/u, "")];
  });
  const some = parts.filter((part) => part !== "");
  const longest = [...some].sort((a, b) => b.length - a.length);
  return [...new Set([some.join(" "), ...longest])].filter((one) => one !== "");
}
