/**
 * Shortcodes `{{< … >}}`, math and wiki links `[[…]]` are not Markdown: its parser would take their brackets, underscores and
 * backslashes for its own. Before parsing, each is replaced by a stand-in of the same length that is a plain word to the
 * parser, so that every offset stays exact; afterwards the stand-ins are turned back.
 */

// Stand-ins are private-use characters: START, three digits to the base 64, then filler.
const START = "\uE0FE";
const FILL = "\uE0FF";
const ZERO = 0xe000;
const BASE = 64;
const STAND_IN = /\uE0FE([\uE000-\uE03F]{3})\uE0FF*/g;
const SHORTEST = 4;

const FOREIGN = new RegExp(
  [
    // Shortcodes, as Hugo writes them. They may span lines, but not paragraphs.
    String.raw`\{\{<(?:(?!>\}\}|\n\s*\n)[^])+>\}\}`,
    String.raw`\{\{%(?:(?!%\}\}|\n\s*\n)[^])+%\}\}`,
    // Math of its own lines: $$ … $$, without a blank line.
    String.raw`(?<=^|\n)\$\$(?:(?!\$\$|\n\s*\n)[^])+\$\$(?=[ \t]*(?:\n|$))`,
    // Math in a line, only if it has characters that Markdown would touch: "$5 and $6" is money.
    String.raw`(?<![\\$\w])\$(?![\s$])(?:[^$\x60\n]*[\\_*^{}][^$\x60\n]*)(?<![\s\\])\$(?![\d$])`,
    // Wiki links and embedded notes.
    String.raw`!?\[\[[^[\]\n\x60]+\]\]`,
  ].join("|"),
  "g",
);

export type Guarded = {
  /** The text with stand-ins; as long as the original. */
  text: string;
  /** Was anything replaced? */
  any: boolean;
  /** Turns the stand-ins in any piece of the parsed tree back. */
  restore(piece: string): string;
  /** A piece cut at its stand-ins, in order. */
  split(piece: string): { text: string; foreign: boolean }[];
};

const nothing = (text: string): Guarded => ({
  text,
  any: false,
  restore: (piece) => piece,
  split: (piece) => [{ text: piece, foreign: false }],
});

/** Replaces what is not Markdown by stand-ins. */
export function guard(text: string): Guarded {
  // A text that has our characters itself goes to the parser as it is.
  if (!/\{\{|\$|\[\[/.test(text) || /[\uE000-\uE03F\uE0FE\uE0FF]/.test(text)) return nothing(text);
  const kept: string[] = [];
  const guarded = text.replace(FOREIGN, (found) => {
    if (found.length < SHORTEST || kept.length >= BASE ** 3) return found;
    kept.push(found);
    return standIn(kept.length - 1, found.length);
  });
  if (kept.length === 0) return nothing(text);
  return {
    text: guarded,
    any: true,
    restore: (piece) => piece.replace(STAND_IN, (_, digits: string) => kept[numberOf(digits)] ?? ""),
    split: (piece) => {
      const parts: { text: string; foreign: boolean }[] = [];
      let from = 0;
      for (const match of piece.matchAll(STAND_IN)) {
        if (match.index > from) parts.push({ text: piece.slice(from, match.index), foreign: false });
        parts.push({ text: kept[numberOf(match[1] ?? "")] ?? "", foreign: true });
        from = match.index + match[0].length;
      }
      if (from < piece.length) parts.push({ text: piece.slice(from), foreign: false });
      return parts;
    },
  };
}

/** Is all of it one shortcode, formula or wiki link? */
export function isForeign(text: string): boolean {
  return new RegExp(`^(?:${FOREIGN.source})$`).test(text);
}

function standIn(number: number, length: number): string {
  const digits = [number >> 12, (number >> 6) & 63, number & 63];
  return (START + String.fromCharCode(...digits.map((digit) => ZERO + digit))).padEnd(length, FILL);
}

function numberOf(digits: string): number {
  return [...digits].reduce((sum, digit) => sum * BASE + digit.charCodeAt(0) - ZERO, 0);
}
