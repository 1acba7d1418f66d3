import { baseKeymap, chainCommands, exitCode, newlineInCode } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { Selection, TextSelection, type Command, type Plugin } from "prosemirror-state";
import { goToNextCell, isInTable } from "prosemirror-tables";
import { undoInputRule } from "prosemirror-inputrules";
import { codeBlock, depthOf, heading, itemChecked, list, mark, plainText, quote, taskList, tick } from "./commands";
import { isNode, nodeType } from "./schema";

/** What the keys need from outside the document. */
export type KeyActions = {
  /** Asks for the address of a link (Ctrl+K). */
  editLink: () => void;
  /** Opens the link the cursor is in; false if it is in none. */
  followLink: () => boolean;
};

/** The next item of a list of tasks is an open task. */
const splitItem: Command = (state, dispatch) =>
  splitListItem(nodeType("list_item"), itemChecked(state) === null ? undefined : { checked: false })(state, dispatch);

/** Enter at the end of the last, empty line of code goes on below it. */
const leaveCode: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (
    !empty ||
    !isNode($from.parent, "code_block") ||
    $from.parentOffset !== $from.parent.content.size ||
    !$from.parent.textContent.endsWith("\n")
  )
    return false;
  if (!dispatch) return true;
  const tr = state.tr.delete($from.pos - 1, $from.pos);
  const after = tr.mapping.map($from.after());
  tr.insert(after, nodeType("paragraph").create());
  dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

/** Enter in a cell goes to the one below; in the last row it makes a new row. */
const cellBelow: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const depth = depthOf(state, "table");
  const { $from } = state.selection;
  if (depth === 0) return false;
  const table = $from.node(depth);
  const row = $from.index(depth);
  const column = $from.index(depth + 1);
  if (!dispatch) return true;
  const tr = state.tr;
  if (row + 1 === table.childCount) {
    const cells = table
      .child(row)
      .content.content.map((cell) =>
        nodeType("table_cell").create({ align: cell.attrs["align"] }, nodeType("paragraph").create()),
      );
    tr.insert($from.after(depth + 1), nodeType("table_row").create(null, cells));
  }
  let pos = tr.doc.resolve($from.start(depth)).posAtIndex(row + 1);
  pos = tr.doc.resolve(pos + 1).posAtIndex(column);
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
  return true;
};

/** Backspace at the start: a task becomes an item, an item leaves its list, a heading becomes text. */
const backToPlain: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection;
  if (!$cursor || $cursor.parentOffset > 0) return false;
  const item = depthOf(state, "list_item");
  if (item > 0 && item === $cursor.depth - 1 && $cursor.index(item) === 0) {
    if (itemChecked(state) === null) return liftListItem(nodeType("list_item"))(state, dispatch);
    dispatch?.(state.tr.setNodeAttribute($cursor.before(item), "checked", null));
    return true;
  }
  if (isNode($cursor.parent, "heading") || (isNode($cursor.parent, "code_block") && $cursor.parent.content.size === 0))
    return plainText(state, dispatch);
  if (isNode($cursor.parent, "raw_block") && $cursor.parent.content.size === 0) {
    dispatch?.(state.tr.setBlockType($cursor.pos, $cursor.pos, nodeType("paragraph")));
    return true;
  }
  return false;
};

const lineBreak: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type.spec.code) return newlineInCode(state, dispatch);
  dispatch?.(state.tr.replaceSelectionWith(nodeType("hard_break").create()).scrollIntoView());
  return true;
};

/** The end of a document that ends in a table or in source: down goes on below it. */
const below: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || !view?.endOfTextblock("down")) return false;
  const top = $from.depth > 0 ? $from.node(1) : null;
  if (
    !top ||
    !isNode(top, "table", "raw_block", "code_block", "front_matter") ||
    $from.after(1) !== state.doc.content.size
  )
    return false;
  if (isNode(top, "table") && $from.index(1) < top.childCount - 1) return false;
  if (dispatch) {
    const at = state.doc.content.size;
    const tr = state.tr.insert(at, nodeType("paragraph").create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  }
  return true;
};

/** The keys of the rich editor. Tab moves on to the next control unless the cursor is in a list or table. */
export function keys(actions: KeyActions): Plugin[] {
  const item = nodeType("list_item");
  const own: Record<string, Command> = {
    "Mod-z": chainCommands(undoInputRule, undo),
    "Mod-Shift-z": redo,
    "Mod-y": redo,
    "Mod-b": mark("strong"),
    "Mod-i": mark("em"),
    "Mod-Shift-x": mark("strike"),
    "Mod-`": mark("code"),
    "Mod-k": () => {
      actions.editLink();
      return true;
    },
    "Mod-Enter": chainCommands(() => actions.followLink(), tick, exitCode),
    "Mod-Alt-0": plainText,
    "Mod-Shift-7": list("ordered_list"),
    "Mod-Shift-8": list("bullet_list"),
    "Mod-Shift-9": taskList,
    "Mod-Shift-.": quote,
    "Mod-Alt-c": codeBlock,
    Enter: chainCommands(leaveCode, cellBelow, splitItem),
    "Shift-Enter": lineBreak,
    Tab: chainCommands(goToNextCell(1), cellAfterLast, sinkListItem(item)),
    "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(item)),
    Backspace: chainCommands(undoInputRule, backToPlain),
    ArrowDown: below,
  };
  for (const level of [1, 2, 3, 4, 5, 6]) own[`Mod-Alt-${level}`] = heading(level);
  return [keymap(own), keymap(baseKeymap)];
}

/** Tab in the last cell makes a new row. */
const cellAfterLast: Command = (state, dispatch) => {
  const depth = isInTable(state) ? depthOf(state, "table") : 0;
  if (depth === 0) return false;
  const { $from } = state.selection;
  const table = $from.node(depth);
  const isLast =
    $from.index(depth) === table.childCount - 1 &&
    $from.index(depth + 1) === table.child(table.childCount - 1).childCount - 1;
  if (!isLast) return false;
  return cellBelow(
    state,
    dispatch &&
      ((tr) => {
        const row = tr.doc.resolve(tr.mapping.map($from.after(depth + 1), -1));
        dispatch(tr.setSelection(Selection.near(row)));
      }),
  );
};
