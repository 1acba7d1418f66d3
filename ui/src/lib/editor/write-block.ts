import type { BlockContent, List, ListItem, PhrasingContent, RootContent, TableRow } from "mdast";
import { gfmAutolinkLiteralToMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemToMarkdown } from "mdast-util-gfm-task-list-item";
import { defaultHandlers, toMarkdown, type Handle, type Options } from "mdast-util-to-markdown";
import type { Node } from "prosemirror-model";
import type { Habits } from "./habits";
import { guard } from "./guard";
import { isNode } from "./schema";
import { writeInline, type InlineOptions, type Verbatim } from "./write-inline";
import { sameMeaning } from "./tree";

/** One block of the editor's document to Markdown. */

export type WriteContext = {
  habits: Habits;
  /** Labels (lower case) that links of this document may refer to. */
  labels: ReadonlySet<string>;
  /** The definitions of the document, to be appended when a piece of it is read alone. */
  definitions: string;
};

/** Long blocks are written safely, without trying whether fewer backslashes would do. */
const RELAX_BELOW = 20_000;

/** Backslashes that most often turn out not to be needed: `[`, `]` and `_` in running text, and the like. */
const NEEDLESS = [/\\([[\]_#&!(~:=@.])/g, /\\(_)/g, /\\([[\]])/g, /\\([#&!(~:=@.])/g];

/**
 * The Markdown of one block, without a line ending at its end; "" for an empty paragraph. `marker`: another list marker than
 * the list's own, because a list with the same one stands before it.
 */
export function writeBlock(node: Node, context: WriteContext, marker: string | null = null): string {
  if (isNode(node, "raw_block", "front_matter")) return inEol(node.textContent, context);
  const block = blockOf(node, context, marker);
  if (!block) return "";
  const write = (options: Options) =>
    relaxed(toMarkdown({ type: "root", children: [block] }, options).replace(/\n$/, ""), context);
  const options = optionsFor(context.habits);
  const written = write(options);
  return inEol(makesForeign(written, node) ? write({ ...options, unsafe: DOLLAR }) : written, context);
}

const DOLLAR: Options["unsafe"] = [{ character: "$", inConstruct: "phrasing" }];

/** Would two dollars with bold words between them, say, be read as a formula that nobody wrote? */
function makesForeign(written: string, node: Node): boolean {
  if (!written.includes("$")) return false;
  const texts: string[] = [];
  node.descendants((child) => void (child.isText && texts.push(child.text ?? "")));
  const guarded = guard(written);
  return guarded.split(guarded.text).some((part) => part.foreign && !texts.some((text) => text.includes(part.text)));
}

function inEol(text: string, { habits }: WriteContext): string {
  return habits.eol === "\n" ? text : text.replaceAll("\n", habits.eol);
}

/** Without the backslashes that are not needed, if it still means the same. */
function relaxed(safe: string, { definitions }: WriteContext): string {
  if (safe.length > RELAX_BELOW) return safe;
  for (const escapes of NEEDLESS) {
    const bare = safe.replace(escapes, "$1");
    if (bare === safe) continue;
    if (sameMeaning(safe, bare, definitions)) return bare;
  }
  return safe;
}

function optionsFor(habits: Habits): Options {
  return {
    bullet: habits.bullet,
    bulletOther: habits.bullet === "-" ? "*" : "-",
    bulletOrdered: habits.ordered,
    incrementListMarker: habits.counting,
    listItemIndent: habits.indent,
    emphasis: habits.emphasis,
    strong: habits.strong,
    fence: habits.fence,
    fences: true,
    rule: habits.rule,
    ruleRepetition: Math.max(3, habits.ruleLength),
    ruleSpaces: habits.ruleSpaces,
    setext: habits.setext,
    closeAtx: habits.closed,
    extensions: [
      gfmAutolinkLiteralToMarkdown(),
      gfmStrikethroughToMarkdown(),
      gfmTableToMarkdown({ tablePipeAlign: habits.aligned }),
      gfmTaskListItemToMarkdown(),
    ],
    handlers: {
      list,
      link: toShortcode(defaultHandlers.link as Peeking),
      image: toShortcode(defaultHandlers.image as Peeking),
      break: lineBreak(habits),
      verbatim,
    } as Options["handlers"],
  };
}

/** A list with its own marker (data.marker), not the document's. */
const list: Handle = (node: List, parent, state, info) => {
  const exit = state.enter("list");
  const before = state.bulletCurrent;
  state.bulletCurrent = (node.data as { marker: string } | undefined)?.marker ?? state.options.bullet ?? "-";
  const value = state.containerFlow(node, info);
  state.bulletLastUsed = state.bulletCurrent;
  state.bulletCurrent = before;
  exit();
  return value;
};

/** A handler that can tell how what it writes begins. */
type Peeking = Handle & { peek?: Handle };

/** A place in a destination that needs no brackets and no backslash. */
const PLACE = "\uE0FE";

/** A link or picture whose address is a shortcode keeps it as it stands: `[a]({{< ref "b" >}})`. */
function toShortcode(handle: Peeking): Peeking {
  const own: Peeking = (node, parent, state, info) =>
    node.url.startsWith("{{")
      ? handle({ ...node, url: PLACE }, parent, state, info).replace(PLACE, () => node.url as string)
      : handle(node, parent, state, info);
  return Object.assign(own, { peek: handle.peek });
}

/** Text that is written exactly as it stands. */
const verbatim: Peeking = (node: Verbatim) => node.value;
verbatim.peek = (node: Verbatim) => node.value.charAt(0);

function lineBreak({ backslash }: Habits): Handle {
  return (node, parent, state, info) => {
    const written = defaultHandlers.break(node, parent, state, info);
    // Two spaces on a line of their own would end the paragraph.
    return backslash || written !== "\\\n" || /[\r\n]$/.test(info.before) ? written : "  \n";
  };
}

/** The block as mdast; null if it has nothing to say (an empty paragraph). */
function blockOf(node: Node, context: WriteContext, marker: string | null = null): RootContent | null {
  const children = () => blocksOf(node, context) as BlockContent[];
  switch (node.type.name) {
    case "paragraph": {
      const content = inlineOf(node, context, {});
      return content.length > 0 ? { type: "paragraph", children: content } : null;
    }
    case "heading": {
      const depth = node.attrs["level"] as 1 | 2 | 3 | 4 | 5 | 6;
      return { type: "heading", depth, children: inlineOf(node, context, { oneLine: depth > 2 }) };
    }
    case "blockquote":
      return { type: "blockquote", children: children() };
    case "code_block":
      return {
        type: "code",
        lang: node.attrs["lang"] || null,
        meta: node.attrs["meta"] || null,
        value: node.textContent,
      };
    case "bullet_list":
    case "ordered_list":
      return listOf(node, context, marker);
    case "horizontal_rule":
      return { type: "thematicBreak" };
    case "table":
      return tableOf(node, context);
    default:
      return { type: "html", value: node.textContent };
  }
}

/** The blocks inside a block; lists of one kind side by side get markers that keep them apart. */
function blocksOf(parent: Node, context: WriteContext): RootContent[] {
  const blocks: RootContent[] = [];
  parent.forEach((node) => {
    const last = blocks.at(-1);
    const used =
      last?.type === "list" && isNode(node, last.ordered ? "ordered_list" : "bullet_list") ? markerOf(last) : null;
    const block = blockOf(node, context, used && otherMarker(node, used, context.habits));
    if (block) blocks.push(block);
  });
  return blocks;
}

function markerOf(list: List): string {
  return (list.data as { marker: string } | undefined)?.marker ?? "";
}

/** A marker for `list` that differs from `used`: its own, if it does. */
export function otherMarker(list: Node, used: string, habits: Habits): string {
  const own = ownMarker(list, habits);
  if (own !== used) return own;
  return isNode(list, "ordered_list") ? (used === "." ? ")" : ".") : used === "-" ? "*" : "-";
}

/** The marker a list is written with. */
export function ownMarker(list: Node, habits: Habits): string {
  return (list.attrs["marker"] as string | null) ?? (isNode(list, "ordered_list") ? habits.ordered : habits.bullet);
}

function listOf(node: Node, context: WriteContext, marker: string | null): List {
  const tight = node.attrs["tight"] as boolean;
  let own = marker ?? ownMarker(node, context.habits);
  const items: ListItem[] = [];
  node.forEach((item) => {
    const children = blocksOf(item, context) as BlockContent[];
    const checked = item.attrs["checked"] as boolean | null;
    // "- ---" would be one long rule.
    if (children[0]?.type === "thematicBreak" && own === context.habits.rule) own = own === "-" ? "*" : "-";
    if (checked !== null && children[0]?.type !== "paragraph") {
      // A task without words has no box in GFM; written so, it is one again when it is read here.
      children.unshift({ type: "paragraph", children: [{ type: "html", value: checked ? "[x]" : "[ ]" }] });
      items.push({ type: "listItem", spread: !tight, children });
    } else {
      items.push({ type: "listItem", spread: !tight, checked, children });
    }
  });
  const data = { marker: own } as List["data"];
  const ordered = isNode(node, "ordered_list");
  return {
    type: "list",
    ordered,
    start: ordered ? (node.attrs["start"] as number) : null,
    spread: !tight,
    children: items,
    data,
  };
}

function tableOf(node: Node, context: WriteContext): RootContent {
  const rows: TableRow[] = [];
  node.forEach((row) => {
    const cells: TableRow["children"] = [];
    row.forEach((cell) => {
      const content = cell.firstChild ? inlineOf(cell.firstChild, context, { oneLine: true, htmlBreaks: true }) : [];
      cells.push({ type: "tableCell", children: content });
    });
    rows.push({ type: "tableRow", children: cells });
  });
  const align: ("left" | "center" | "right" | null)[] = [];
  node.firstChild?.forEach((cell) => align.push(cell.attrs["align"]));
  return { type: "table", align, children: rows };
}

function inlineOf(node: Node, context: WriteContext, options: Omit<InlineOptions, "labels">): PhrasingContent[] {
  return writeInline(node, { ...options, labels: context.labels });
}
