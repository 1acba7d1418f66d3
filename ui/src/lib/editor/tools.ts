import { redoDepth, undoDepth } from "prosemirror-history";
import type { EditorState } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import { depthOf, hasMark, itemChecked } from "./commands";
import { selectedLink, type LinkRange } from "./link-range";
import { isNode } from "./schema";

/** What the toolbar shows about the place the cursor is at. */
export type Tools = {
  strong: boolean;
  em: boolean;
  strike: boolean;
  code: boolean;
  heading: number;
  codeBlock: boolean;
  bullet: boolean;
  ordered: boolean;
  task: boolean;
  quote: boolean;
  table: boolean;
  undo: boolean;
  redo: boolean;
  link: LinkRange | null;
};

export function toolsAt(state: EditorState): Tools {
  const { parent } = state.selection.$from;
  const innermost = depthOf(state, "bullet_list", "ordered_list");
  const listName = innermost > 0 ? state.selection.$from.node(innermost).type.name : "";
  const task = itemChecked(state) !== null;
  return {
    strong: hasMark(state, "strong"),
    em: hasMark(state, "em"),
    strike: hasMark(state, "strike"),
    code: hasMark(state, "code"),
    heading: isNode(parent, "heading") ? (parent.attrs["level"] as number) : 0,
    codeBlock: isNode(parent, "code_block"),
    bullet: listName === "bullet_list" && !task,
    ordered: listName === "ordered_list" && !task,
    task,
    quote: depthOf(state, "blockquote") > 0,
    table: isInTable(state),
    undo: undoDepth(state) > 0,
    redo: redoDepth(state) > 0,
    link: selectedLink(state),
  };
}

/** Whether the toolbar would look the same: most keys change nothing of it. */
export function sameTools(one: Tools, other: Tools): boolean {
  return (Object.keys(one) as (keyof Tools)[]).every((name) =>
    name === "link" ? sameLink(one.link, other.link) : one[name] === other[name],
  );
}

function sameLink(one: LinkRange | null, other: LinkRange | null): boolean {
  return one?.from === other?.from && one?.to === other?.to && one?.href === other?.href;
}
