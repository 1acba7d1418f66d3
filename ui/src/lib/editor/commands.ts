import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { Attrs, NodeType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { CellSelection, isInTable } from "prosemirror-tables";
import { isNode, markType, nodeType, type MarkName } from "./schema";

/** What the toolbar and the keys do. */

/** Turns a mark on or off. */
export const mark = (name: MarkName): Command => toggleMark(markType(name));

/** A heading of this level; a second time makes it text again. */
export const heading =
  (level: number): Command =>
  (state, dispatch) =>
    setBlockType(
      isHeading(state, level) ? nodeType("paragraph") : nodeType("heading"),
      isHeading(state, level) ? null : { level },
    )(state, dispatch);

export const plainText: Command = setBlockType(nodeType("paragraph"));

/** A block of code; a second time makes it text again. */
export const codeBlock: Command = (state, dispatch) =>
  setBlockType(
    state.selection.$from.parent.type === nodeType("code_block") ? nodeType("paragraph") : nodeType("code_block"),
  )(state, dispatch);

/** A quotation around the blocks; a second time takes it away. */
export const quote: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => isNode(node, "blockquote"));
  return range && depthOf(state, "blockquote") > 0
    ? lift(state, dispatch)
    : wrapIn(nodeType("blockquote"))(state, dispatch);
};

/** A rule across the page, and a paragraph to go on in. */
export const rule: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const { $from } = state.selection;
  if (!$from.parent.isTextblock || $from.depth === 0) return false;
  const hr = nodeType("horizontal_rule").create();
  const empty = $from.parent.content.size === 0;
  const from = empty ? $from.before() : $from.after();
  const parent = $from.node(-1);
  if (!parent.canReplaceWith($from.indexAfter(-1), $from.indexAfter(-1), hr.type)) return false;
  if (dispatch) {
    const tr = state.tr.replaceWith(from, empty ? $from.after() : from, [hr, nodeType("paragraph").create()]);
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(from + hr.nodeSize + 1))).scrollIntoView());
  }
  return true;
};

type ListName = "bullet_list" | "ordered_list";

/** A list of this kind: makes one, changes the other kind into it, or takes it away. */
export const list =
  (name: ListName): Command =>
  (state, dispatch) => {
    const depth = listDepth(state);
    const around = depth > 0 ? state.selection.$from.node(depth) : null;
    if (!around) return wrapInList(nodeType(name))(state, dispatch);
    const isTask = itemChecked(state) !== null;
    if (around.type === nodeType(name) && !isTask) return liftListItem(nodeType("list_item"))(state, dispatch);
    if (dispatch) {
      const tr = state.tr;
      const at = state.selection.$from.before(depth);
      if (around.type !== nodeType(name))
        tr.setNodeMarkup(at, nodeType(name), { ...listAttrs(nodeType(name), around.attrs) });
      eachItem(state, depth, (pos) => tr.setNodeAttribute(pos, "checked", null));
      dispatch(tr.scrollIntoView());
    }
    return true;
  };

/** A list of tasks; a second time makes the items plain. */
export const taskList: Command = (state, dispatch) => {
  const depth = listDepth(state);
  if (depth === 0) {
    return wrapInList(nodeType("bullet_list"))(
      state,
      dispatch &&
        ((tr) => {
          const next = state.apply(tr);
          eachItem(next, listDepth(next), (pos) => tr.setNodeAttribute(pos, "checked", false));
          dispatch(tr);
        }),
    );
  }
  if (dispatch) {
    const tr = state.tr;
    const checked = itemChecked(state) === null ? false : null;
    eachItem(state, depth, (pos) => tr.setNodeAttribute(pos, "checked", checked));
    dispatch(tr);
  }
  return true;
};

/** Ticks the task the cursor is in, or takes the tick away. */
export const tick: Command = (state, dispatch) => {
  const depth = itemDepth(state);
  const checked = itemChecked(state);
  if (depth === 0 || checked === null) return false;
  if (dispatch) dispatch(state.tr.setNodeAttribute(state.selection.$from.before(depth), "checked", !checked));
  return true;
};

/** A table of three columns with a head and two rows. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const row = (name: "table_header" | "table_cell") =>
    nodeType("table_row").create(
      null,
      [0, 1, 2].map(() => nodeType(name).create(null, nodeType("paragraph").create())),
    );
  const table = nodeType("table").create(null, [row("table_header"), row("table_cell"), row("table_cell")]);
  const { $from } = state.selection;
  if ($from.depth === 0 || !$from.node(-1).canReplaceWith($from.indexAfter(-1), $from.indexAfter(-1), table.type))
    return false;
  if (dispatch) {
    const empty = isNode($from.parent, "paragraph") && $from.parent.content.size === 0;
    const from = empty ? $from.before() : $from.after();
    const tr = state.tr.replaceWith(from, empty ? $from.after() : from, table);
    const after = from + table.nodeSize;
    if (tr.doc.resolve(after).nodeAfter === null) tr.insert(after, nodeType("paragraph").create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1))).scrollIntoView());
  }
  return true;
};

/** Aligns the columns of the selected cells. */
export const align =
  (side: "left" | "center" | "right" | null): Command =>
  (state, dispatch) => {
    if (!isInTable(state)) return false;
    const { $from } = state.selection;
    const depth = depthOf(state, "table");
    if (depth === 0) return false;
    if (dispatch) {
      const table = $from.node(depth);
      const start = $from.start(depth);
      const columns = columnsOf(state, depth);
      const tr = state.tr;
      table.forEach((row, rowAt) =>
        row.forEach((cell, cellAt, column) => {
          if (columns.has(column)) tr.setNodeMarkup(start + rowAt + 1 + cellAt, null, { ...cell.attrs, align: side });
        }),
      );
      dispatch(tr);
    }
    return true;
  };

function columnsOf(state: EditorState, depth: number): Set<number> {
  const columns = new Set<number>();
  if (state.selection instanceof CellSelection) {
    state.selection.forEachCell((_cell, pos) => columns.add(state.doc.resolve(pos).index()));
  } else {
    columns.add(state.selection.$from.index(depth + 1));
  }
  return columns;
}

function listAttrs(type: NodeType, old: Attrs): Attrs {
  return type === nodeType("ordered_list") ? { tight: old["tight"], start: 1 } : { tight: old["tight"] };
}

/** The depth of the innermost node of this kind around the selection; 0 if there is none. */
export function depthOf(state: EditorState, ...names: Parameters<typeof isNode>[1][]): number {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if (isNode($from.node(depth), ...names)) return depth;
  return 0;
}

const listDepth = (state: EditorState) => depthOf(state, "bullet_list", "ordered_list");
const itemDepth = (state: EditorState) => depthOf(state, "list_item");

/** Is the item around the cursor a task, and is it ticked? null: it is none. */
export function itemChecked(state: EditorState): boolean | null {
  const depth = itemDepth(state);
  return depth > 0 ? (state.selection.$from.node(depth).attrs["checked"] as boolean | null) : null;
}

/** Each item of the list at `depth` that the selection touches. */
function eachItem(state: EditorState, depth: number, run: (pos: number) => void): void {
  if (depth === 0) return;
  const { $from, from, to } = state.selection;
  const start = $from.start(depth);
  $from.node(depth).forEach((item, offset) => {
    if (start + offset < to + 1 && start + offset + item.nodeSize > from) run(start + offset);
  });
}

export function isHeading(state: EditorState, level: number): boolean {
  const { parent } = state.selection.$from;
  return isNode(parent, "heading") && parent.attrs["level"] === level;
}

/** Is the mark on where the cursor is, or all over the selection? */
export function hasMark(state: EditorState, name: MarkName): boolean {
  const { from, to, empty, $from } = state.selection;
  const type = markType(name);
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}
