import { Fragment, Slice, type ResolvedPos } from "prosemirror-model";
import { usual } from "./habits";
import { openSettled } from "./parse";
import { isNode } from "./schema";
import { writeBlock } from "./write-block";

/** Plain text out of the editor and Markdown into it. */

/** Has it a line that only makes sense as Markdown: a heading, two items, a quote, a fence, a table? */
export function looksLikeMarkdown(text: string): boolean {
  return (
    /^(?:#{1,6} \S|> \S|```|~~~|\|.*\|.*\|\s*$)/m.test(text) ||
    (text.match(/^\s{0,6}(?:[-*+]|\d{1,3}[.)]) \S/gm)?.length ?? 0) > 1 ||
    /\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\([^)\s]+\)/.test(text)
  );
}

/** Pasted Markdown as what it stands for; running text joins the paragraph it is pasted into. */
export function sliceOfMarkdown(text: string, $context: ResolvedPos): Slice | null {
  if ($context.parent.type.spec.code) return null;
  const blocks: Fragment = Fragment.from(
    openSettled(text).doc.content.content.filter((node) => !isNode(node, "front_matter")),
  );
  const openAt = (node: typeof blocks.firstChild) => (isNode(node, "paragraph") ? 1 : 0);
  return new Slice(blocks, openAt(blocks.firstChild), openAt(blocks.lastChild));
}

/** Lists, tables and quotes from elsewhere come whole: their first item does not run into the paragraph they are pasted into. */
export function wholeBlocks(slice: Slice): Slice {
  const { content, openStart, openEnd } = slice;
  const runs = (node: typeof content.firstChild) => Boolean(node?.isTextblock || node?.isInline);
  return new Slice(content, runs(content.firstChild) ? openStart : 0, runs(content.lastChild) ? openEnd : 0);
}

/** What other programs get as plain text: words as they are, several blocks as Markdown. */
export function textOfSlice(slice: Slice): string {
  const { content } = slice;
  if (content.childCount === 1 && content.firstChild?.isTextblock)
    return content.textBetween(0, content.size, "\n\n", "\n");
  return markdownOfSlice(slice);
}

/** A part of the text as Markdown. */
export function markdownOfSlice({ content }: Slice): string {
  const context = { habits: usual, labels: new Set<string>(), definitions: "" };
  return content.content
    .map((node) => (node.isInline ? node.textContent : writeBlock(node, context)))
    .filter((text) => text !== "")
    .join("\n\n");
}
