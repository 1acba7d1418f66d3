import type { Mark, Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { hrefOf } from "./links";
import { markType, schema } from "./schema";

/** The link around a place in the document, and changing it. */
export type LinkRange = { from: number; to: number; mark: Mark; href: string };

/** The link that stands at `pos`, from its first letter to its last; null if there is none. */
export function linkAt(doc: Node, pos: number): LinkRange | null {
  const $pos = doc.resolve(pos);
  if (!$pos.parent.isTextblock) return null;
  const near = [$pos.nodeAfter, $pos.nodeBefore].map((node) =>
    node?.marks.find((mark) => mark.type === markType("link")),
  );
  const mark = near[0] ?? near[1];
  if (!mark) return null;
  let from = -1;
  let to = -1;
  let found: LinkRange | null = null;
  $pos.parent.forEach((node, offset) => {
    const at = $pos.start() + offset;
    if (mark.isInSet(node.marks)) {
      if (to !== at) from = at;
      to = at + node.nodeSize;
      if (from <= pos && pos <= to) found = { from, to, mark, href: mark.attrs["href"] as string };
    }
  });
  return found;
}

/** The link the selection is in. */
export function selectedLink(state: EditorState): LinkRange | null {
  const link = linkAt(state.doc, state.selection.from);
  return link && state.selection.to <= link.to ? link : null;
}

/** Gives the selection this address: changes the link it is in, links the selected words, or writes the address itself. */
export function setLink(state: EditorState, typed: string): Transaction {
  const href = hrefOf(typed);
  const type = markType("link");
  const tr = state.tr;
  const around = selectedLink(state);
  if (around) {
    tr.removeMark(around.from, around.to, type);
    return href === ""
      ? tr
      : tr.addMark(around.from, around.to, type.create({ href, title: around.mark.attrs["title"] }));
  }
  const { from, to, empty } = state.selection;
  if (href === "") return tr;
  if (empty) {
    const link = type.create({ href, form: "literal" });
    return tr
      .insert(from, schema.text(typed.trim(), link.addToSet(state.storedMarks ?? state.selection.$from.marks())))
      .removeStoredMark(type);
  }
  return tr.removeMark(from, to, type).addMark(from, to, type.create({ href }));
}

/** Takes a link away and leaves its words. */
export function removeLink(state: EditorState, link: LinkRange): Transaction {
  return state.tr.removeMark(link.from, link.to, markType("link"));
}

/** How wide the bar of a link is, in pixels. */
const BAR = 320;

/** Where the bar of a link stands within `box`: below its words, and never over the edge. */
export function below({ left, bottom }: { left: number; bottom: number }, box: DOMRect): { left: number; top: number } {
  return { left: Math.max(0, Math.min(left - box.left, box.width - BAR)), top: bottom - box.top + 6 };
}
