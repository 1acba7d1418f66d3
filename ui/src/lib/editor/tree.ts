import type { Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** Markdown to a tree with exact offsets, and when two trees mean the same. */

// Without their transforms, which look for more links in the finished tree than the GFM specification asks for.
const mdastExtensions = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));
const options = { extensions: [gfm()], mdastExtensions };

/** CommonMark with GFM's tables, task lists, strikethrough, autolinks and footnotes. `text` has no byte order mark. */
export function readTree(text: string): Root {
  return fromMarkdown(text, options);
}

/** Where a node stands in its text. */
export function rangeOf(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** Line endings as the editor holds them. */
export function lines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/**
 * What a tree means, as text: without positions, without which of two equal ways of writing was chosen. Two texts mean the
 * same if this is equal.
 */
export function meaning(nodes: RootContent[]): string {
  return JSON.stringify(nodes.map(meaningOf));
}

type Meaning = [type: string, ...rest: unknown[]];

function meaningOf(node: Nodes): Meaning {
  switch (node.type) {
    case "text":
    case "html":
      return [node.type, lines(node.value)];
    case "inlineCode":
      return [node.type, lines(node.value).replaceAll("\n", " ")];
    case "code":
      return [node.type, node.lang ?? "", node.meta ?? "", lines(node.value)];
    case "heading":
      return [node.type, node.depth, inside(node.children)];
    case "list":
      return [node.type, node.ordered ? (node.start ?? 1) : "", isLoose(node), inside(node.children)];
    case "listItem":
      return [node.type, node.checked ?? "", inside(node.children)];
    case "table":
      return [node.type, node.align ?? [], inside(node.children)];
    case "link":
      return [node.type, node.url, lines(node.title ?? ""), inside(node.children)];
    case "image":
      return [node.type, node.url, lines(node.title ?? ""), lines(node.alt ?? "")];
    case "definition":
      return [node.type, node.identifier, node.url, lines(node.title ?? "")];
    case "linkReference":
      return [node.type, node.identifier, inside(node.children)];
    case "imageReference":
      return [node.type, node.identifier, lines(node.alt ?? "")];
    case "footnoteReference":
      return [node.type, node.identifier];
    case "footnoteDefinition":
      return [node.type, node.identifier, inside(node.children)];
    default:
      return "children" in node ? [node.type, inside(node.children)] : [node.type];
  }
}

function inside(nodes: Nodes[]): Meaning[] {
  const found: Meaning[] = [];
  for (const node of nodes) {
    const last = found.at(-1);
    // Two pieces of text side by side are one.
    if (node.type === "text" && last?.[0] === "text") last[1] = `${last[1] as string}${lines(node.value)}`;
    else found.push(meaningOf(node));
  }
  return found;
}

/** A list is shown with space between its items if a blank line stands between or directly inside any of them. */
export function isLoose(list: Extract<Nodes, { type: "list" }>): boolean {
  return Boolean(list.spread) || list.children.some((item) => item.spread);
}

/** Do the two texts mean the same? `context`: definitions that both can refer to. */
export function sameMeaning(left: string, right: string, context = ""): boolean {
  return left === right || meaning(readTree(left + context).children) === meaning(readTree(right + context).children);
}
