import { isSettledAtOnce, openSettled } from "./parse";
import { sameMeaning } from "./tree";
import { Writer } from "./write";

/** May a text be edited as rich text, or must it be shown as its source? */

/** Bytes of UTF-8 up to which a text opens in the rich editor. */
export const RICH_LIMIT = 1_000_000;

/**
 * Can this text be edited as rich text without changing what it means, wherever it is touched? A long text can if it is not
 * too long: each of its blocks is tried before it is touched, and becomes source if it has to (`Opened.settle`).
 */
export function canEditRich(text: string): boolean {
  return isSmall(text) && (!isSettledAtOnce(text) || sameMeaning(text, rewriteAll(text)));
}

function isSmall(text: string): boolean {
  if (text.length > RICH_LIMIT) return false;
  return text.length * 3 <= RICH_LIMIT || new TextEncoder().encode(text).length <= RICH_LIMIT;
}

/** The text with every block written anew, as if the user had touched each; what stands between them stays. */
export function rewriteAll(text: string): string {
  return new Writer(openSettled(text)).writeAll();
}
