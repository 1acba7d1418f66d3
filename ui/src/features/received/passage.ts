import type { CommentQuote, ReceivedPiece } from "$lib/api/types";

/** Code points of the text around a passage, by which it is found again. */
const AROUND = 40;
/** What one comments on as "this paragraph": the blocks that hold text themselves. */
const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, td, th, dt, dd, blockquote, figcaption, summary";

const length = (text: string): number => [...text].length;

/** A passage of a piece's text, without the blanks at its ends; null where nothing is left. Counted in code points. */
export function quoted(whole: string, start: number, end: number): CommentQuote | null {
  const text = [...whole];
  let [from, to] = [Math.max(0, start), Math.min(end, text.length)];
  while (from < to && /\s/u.test(text[from] ?? "")) from += 1;
  while (to > from && /\s/u.test(text[to - 1] ?? "")) to -= 1;
  if (from >= to) return null;
  const part = (left: number, right: number): string => text.slice(Math.max(0, left), right).join("");
  return {
    exact: part(from, to),
    prefix: part(from - AROUND, from),
    suffix: part(to, to + AROUND),
    start: from,
    end: to,
  };
}

function offsetAt(body: Node, node: Node, offset: number): number {
  const before = document.createRange();
  before.selectNodeContents(body);
  before.setEnd(node, offset);
  return length(before.toString());
}

/** What is selected in the body of a piece; null where nothing of it is. */
export function selectedIn(body: HTMLElement, selection: Selection | null): CommentQuote | null {
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!body.contains(range.startContainer) || !body.contains(range.endContainer)) return null;
  const start = offsetAt(body, range.startContainer, range.startOffset);
  return quoted(body.textContent, start, start + length(range.toString()));
}

/** The paragraphs of a body, each with what is quoted when one comments on it. */
export function paragraphsOf(body: HTMLElement): { block: HTMLElement; quote: CommentQuote }[] {
  const found: { block: HTMLElement; quote: CommentQuote }[] = [];
  for (const block of body.querySelectorAll<HTMLElement>(BLOCKS)) {
    if (block.querySelector(BLOCKS)) continue;
    const start = offsetAt(body, block, 0);
    const quote = quoted(body.textContent, start, start + length(block.textContent));
    if (quote) found.push({ block, quote });
  }
  return found;
}

/** Hides or shows what of a body is the author's own analysis: everything at its top from one element on. */
export function showAnalysis(body: HTMLElement, piece: Pick<ReceivedPiece, "analysis">, open: boolean): void {
  if (piece.analysis === null) return;
  [...body.children].slice(piece.analysis).forEach((one) => {
    if (one instanceof HTMLElement) one.hidden = !open;
  });
}
