import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Writer } from "./write";

/**
 * The blocks of a long text are not tried when it is opened, but when the cursor gets to them, at the latest before a change
 * reaches them, and the others bit by bit while nothing else is to be done. A block that could not be written anew without
 * changing what it means becomes its source.
 */

/** Milliseconds of one bit of trying: short enough not to be felt between two keys. */
const BIT = 6;
/** Milliseconds between two bits where the web view does not tell when it is idle. */
const PAUSE = 50;

/** Settles these blocks (numbers of children of the document); true if one of them became source. */
export function settle(view: EditorView, writer: Writer, blocks: Iterable<number>): boolean {
  const { doc, selection, tr } = view.state;
  for (const index of blocks) {
    const node = doc.maybeChild(index);
    const source = node && writer.sourceOf(node, index);
    if (!node || !source) continue;
    const start = startOf(doc, index);
    const at = tr.mapping.map(start);
    tr.replaceWith(at, tr.mapping.map(start + node.nodeSize), source);
    const { head } = selection;
    if (head <= start || head >= start + node.nodeSize) continue;
    const place = placeBetween(
      doc.textBetween(start, head, "", ""),
      doc.textBetween(head, start + node.nodeSize, "", ""),
      source.textContent,
    );
    tr.setSelection(TextSelection.create(tr.doc, at + 1 + place));
  }
  if (!tr.docChanged) return false;
  view.dispatch(tr.setMeta("outside", true).setMeta("addToHistory", false));
  return true;
}

/** The blocks of `before` that a change reached: all from the first to the last that is not the same any more. */
export function touched(before: Node, after: Node): number[] {
  const shorter = Math.min(before.childCount, after.childCount);
  let same = 0;
  while (same < shorter && before.child(same) === after.child(same)) same += 1;
  let tail = 0;
  while (
    tail < shorter - same &&
    before.child(before.childCount - 1 - tail) === after.child(after.childCount - 1 - tail)
  )
    tail += 1;
  return Array.from({ length: before.childCount - same - tail }, (_, i) => same + i);
}

/** Settles one block after the other while there is time. Returns what ends it. */
export function settleInTime(view: EditorView, writer: Writer): () => void {
  let next = 0;
  let waiting: { cancel: () => void } | null = null;
  const bit = () => {
    waiting = null;
    const until = performance.now() + BIT;
    // A change of the document would break off what an input method is composing.
    while (!view.composing && next < view.state.doc.childCount && performance.now() < until) {
      settle(view, writer, [next]);
      next += 1;
    }
    if (next < view.state.doc.childCount) waiting = whenIdle(bit);
  };
  waiting = whenIdle(bit);
  return () => waiting?.cancel();
}

function whenIdle(run: () => void): { cancel: () => void } {
  if ("requestIdleCallback" in globalThis) {
    const handle = requestIdleCallback(run);
    return { cancel: () => cancelIdleCallback(handle) };
  }
  const handle = setTimeout(run, PAUSE);
  return { cancel: () => clearTimeout(handle) };
}

function startOf(doc: Node, index: number): number {
  let start = 0;
  for (let i = 0; i < index; i += 1) start += doc.child(i).nodeSize;
  return start;
}

/** The place in `source` between these words, skipping the signs of Markdown. */
function placeBetween(before: string, after: string, source: string): number {
  let at = 0;
  for (const letter of before.replace(/\s/g, "")) {
    const found = source.indexOf(letter, at);
    if (found < 0) break;
    at = found + 1;
  }
  const next = /^\S/.exec(after)?.[0];
  return next ? Math.max(at, source.indexOf(next, at)) : at;
}
