import { GapCursor } from "prosemirror-gapcursor";
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, Selection, TextSelection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView, type NodeView } from "prosemirror-view";
import { words } from "$lib/words";
import { foundNow } from "./find";
import { isNode } from "./schema";

/**
 * The front matter of imported posts is folded to one quiet line, because it is for programs and would fill the first screen.
 * It unfolds by its button, and by itself when the cursor or a search gets into it, so that nobody types into what is hidden.
 */

/** Is it unfolded? */
const key = new PluginKey<boolean>("front matter");

/** Where the words begin: behind the front matter. */
export function startOf(doc: Node): Selection {
  const front = frontOf(doc);
  return front ? Selection.near(doc.resolve(front.nodeSize), 1) : Selection.atStart(doc);
}

/** Folds the front matter. */
export function folding(): Plugin<boolean> {
  return new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply: (tr, unfolded, _old, state) => (tr.getMeta(key) as boolean | undefined) ?? (unfolded || isReached(state)),
    },
    // Nothing can be written above it.
    filterTransaction: (tr) => !(tr.selection instanceof GapCursor && tr.selection.head === 0 && frontOf(tr.doc)),
    view: () => ({ update: keepInSource }),
    props: {
      handleKeyDown: (view, event) => stays(view, event),
      decorations(state) {
        const front = frontOf(state.doc);
        if (!front || !key.getState(state)) return null;
        return DecorationSet.create(state.doc, [Decoration.node(0, front.nodeSize, {}, { unfolded: true })]);
      },
      nodeViews: { front_matter: (node, view, _getPos, decorations) => foldable(node, view, decorations) },
    },
  });
}

function frontOf(doc: Node): Node | null {
  return isNode(doc.firstChild, "front_matter") ? doc.firstChild : null;
}

function isReached(state: EditorState): boolean {
  const end = frontOf(state.doc)?.nodeSize ?? 0;
  const { selection } = state;
  return (selection instanceof TextSelection && selection.from < end) || (foundNow(state)?.from ?? end) < end;
}

/** Keys that would put the cursor beside the button, where what is typed would be lost. */
function stays(view: EditorView, event: KeyboardEvent): boolean {
  const { doc, selection, tr } = view.state;
  const front = frontOf(doc);
  if (!front || event.altKey || !["ArrowUp", "ArrowLeft", "Home"].includes(event.key)) return false;
  const first = key.getState(view.state) ? TextSelection.create(doc, 1) : startOf(doc);
  const toTop = (event.ctrlKey || event.metaKey) && event.key !== "ArrowLeft";
  if (!toTop) {
    const { $head } = selection;
    const isFirst = $head.depth > 0 && $head.sameParent(first.$head);
    const line = $head.parent.textBetween(0, $head.parentOffset, "\n", "\n");
    const isAtTop =
      event.key === "ArrowLeft" ? $head.pos === first.head : event.key === "ArrowUp" && isTopLine(view, line);
    if (!isFirst || !isAtTop) return false;
  }
  const head = first.head;
  view.dispatch(
    tr.setSelection(TextSelection.create(doc, event.shiftKey ? selection.anchor : head, head)).scrollIntoView(),
  );
  return true;
}

function isTopLine(view: EditorView, before: string): boolean {
  return view.state.selection.$head.parent.type.spec.code ? !before.includes("\n") : view.endOfTextblock("up");
}

/** A cursor that got beside the button all the same goes to the start of the source. */
function keepInSource(view: EditorView): void {
  const selection = view.dom.ownerDocument.getSelection();
  const at = selection?.focusNode;
  if (!at || !selection.isCollapsed || !view.hasFocus()) return;
  const box = (at instanceof Element ? at : at.parentElement)?.closest(".front-matter");
  const source = box?.querySelector("pre > code");
  if (source && !source.contains(at)) selection.collapse(source, 0);
}

let made = 0;

function foldable(first: Node, view: EditorView, decorations: readonly Decoration[]): NodeView {
  const dom = document.createElement("div");
  dom.className = "front-matter";
  const button = document.createElement("button");
  button.type = "button";
  button.contentEditable = "false";
  const source = document.createElement("pre");
  source.className = "raw";
  source.spellcheck = false;
  made += 1;
  source.id = `front-matter-${made}`;
  button.setAttribute("aria-controls", source.id);
  const contentDOM = document.createElement("code");
  source.append(contentDOM);
  dom.append(button, source);

  const show = (node: Node, how: readonly Decoration[]) => {
    const unfolded = how.some(({ spec }) => (spec as { unfolded?: boolean }).unfolded);
    source.hidden = !unfolded;
    button.setAttribute("aria-expanded", String(unfolded));
    const label = words.editor.frontMatter(node.textContent.split("\n").length);
    if (button.textContent !== label) button.textContent = label;
  };
  show(first, decorations);
  button.addEventListener("click", () => {
    const { tr } = view.state;
    const unfold = source.hidden;
    const start = startOf(tr.doc);
    if (!unfold && tr.selection.from < start.from) tr.setSelection(start);
    view.dispatch(tr.setMeta(key, unfold).setMeta("addToHistory", false));
  });
  return {
    dom,
    contentDOM,
    update(node, how) {
      if (!isNode(node, "front_matter")) return false;
      show(node, how);
      return true;
    },
    stopEvent: (event) => event.target === button,
    ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
  };
}
