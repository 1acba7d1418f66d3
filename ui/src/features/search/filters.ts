/** Whether what is typed last may be, or begin, a filter. */
export function isFilter(typed: string): boolean {
  return /(?:^|\s)[-(]*[a-z]{2,10}(?::(?:["“][^"”]*|\S*))?$/i.test(typed);
}

/** Quotes a value that a filter could not take as it is. */
export function filterFor(name: string, value: string): string {
  return /[\s"]/.test(value) ? `${name}:"${value.replaceAll('"', "")}"` : `${name}:${value}`;
}

/**
 * Beginnings of words with which no filter's name begins, as the core said. A plain word is asked about once, at its second
 * letter, and not at each key: every question to the core keeps the answer to the search waiting.
 */
const noNames = new Set<string>();

/** The core had nothing to offer for this: nor has it for what goes on from there. */
export function learnNoName(typed: string): void {
  const begun = nameBegun(typed);
  if (begun !== null) noNames.add(begun);
}

/** Whether the core has said of what is typed last, or of its beginning, that no filter's name begins so. */
export function isNoName(typed: string): boolean {
  const begun = nameBegun(typed) ?? "";
  return [...begun].some((_, at) => noNames.has(begun.slice(0, at + 1)));
}

/** The name of a filter that may be begun at the end, in small letters; null where the core may read it otherwise. */
function nameBegun(typed: string): string | null {
  if (/["“”]/.test(typed)) return null;
  return /(?:^|\s)-?\(?([a-z]{2,10})$/i.exec(typed)?.[1]?.toLowerCase() ?? null;
}

/** What is typed, part by part, such as a word or a filter with its value; in small letters and with straight marks. */
export function partsOf(typed: string): string[] {
  const straight = typed.toLowerCase().replace(/[“”]/gu, '"');
  const parts = straight.match(/[^\s"]*"[^"]*"?|[^\s"]+/gu) ?? [];
  // Brackets that group are none of a part; those of a value are.
  return parts.map((part) => {
    const open = part.replace(/^(-?)\(+/u, "$1");
    return open.includes("(") ? open : open.replace(/\)+$/u, "");
  });
}
