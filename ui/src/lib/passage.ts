import type { Passage } from "$lib/api/types";

/** So much of what stands around a passage is told with it, in UTF-16 units: enough to find it again. */
export const AROUND = 64;

/** Where the blanks around a stretch of text end. */
function trimmed(text: string, from: number, to: number): [number, number] {
  const part = text.slice(from, to);
  const start = from + (part.length - part.trimStart().length);
  return [start, Math.max(start, to - (part.length - part.trimEnd().length))];
}

/** The line in which a place lies. */
function lineAt(text: string, at: number): [number, number] {
  const before = text.lastIndexOf("\n", at - 1) + 1;
  const after = text.indexOf("\n", at);
  return [before, after < 0 ? text.length : after];
}

/** A cut never falls inside a character. */
function around(text: string, from: number, to: number): string {
  const isTail = (at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));
  return text.slice(isTail(from) ? from + 1 : from, isTail(to) ? to - 1 : to);
}

/**
 * What is selected from `from` to `to`, without the blanks around it. With nothing selected: the line in which the cursor
 * stands. Null where there are no words.
 */
export function passageOf(text: string, from: number, to: number): Passage | null {
  const [start, end] = from === to ? trimmed(text, ...lineAt(text, from)) : trimmed(text, from, to);
  if (start >= end) return null;
  return {
    exact: text.slice(start, end),
    prefix: around(text, Math.max(0, start - AROUND), start),
    suffix: around(text, end, Math.min(text.length, end + AROUND)),
  };
}
