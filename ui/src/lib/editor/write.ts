import type { Node } from "prosemirror-model";
import type { Block, Opened } from "./parse";
import { isNode } from "./schema";
import { meaning, readTree, sameMeaning } from "./tree";
import { otherMarker, ownMarker, writeBlock, type WriteContext } from "./write-block";
import { labelKey } from "./write-inline";

/**
 * The editor's document back to Markdown. Blocks that the user did not touch keep their bytes and the bytes between them;
 * the others are written anew in the text's own habits.
 *
 * ProseMirror shares the nodes that an edit did not reach, so an untouched block is known by being the same object. What
 * undo brought back is a new object that equals the old one: it gets its old bytes again too.
 */
export class Writer {
  private readonly indexOf = new WeakMap<Node, number>();
  /** Original blocks by a cheap sign of their content, for those that undo brought back. */
  private readonly bySign = new Map<string, number[]>();
  private readonly fresh = new WeakMap<Node, Map<string, string>>();
  private readonly between = new WeakMap<Node, WeakMap<Node, string>>();
  private labels: { doc: Node; known: ReadonlySet<string> } | null = null;

  constructor(private readonly opened: Opened) {
    opened.blocks.forEach(({ node }, index) => {
      this.indexOf.set(node, index);
      const sign = signOf(node);
      this.bySign.set(sign, [...(this.bySign.get(sign) ?? []), index]);
    });
  }

  /** The whole text. Cheap: untouched stretches are one slice of the source, what was written before is remembered. */
  write(doc: Node): string {
    if (doc === this.opened.doc) return this.opened.text;
    const context = this.contextOf(doc);
    const nodes: Node[] = [];
    doc.forEach((node) => {
      if (!isBlank(node)) nodes.push(node);
    });
    if (nodes.length === 0) return this.opened.blocks.length === 0 ? this.opened.text : this.opened.mark;
    const indexes = nodes.map((node, i) => this.originalIndex(node, i));
    // A fence that the end of the text closed would swallow what follows now.
    const last = indexes.indexOf(this.opened.blocks.length - 1);
    if (last >= 0 && last < nodes.length - 1 && isNode(nodes[last], "code_block") && this.isSafe(indexes[last]))
      indexes[last] = null;
    return this.joined(nodes, indexes, context);
  }

  /** The text with every block written anew, as if the user had touched each. */
  writeAll(): string {
    const { blocks, doc, text } = this.opened;
    if (blocks.length === 0) return text;
    const nodes = blocks.map(({ node }) => node);
    return this.joined(
      nodes,
      nodes.map(() => null),
      this.contextOf(doc),
    );
  }

  /** The text with one block written anew. */
  writeOne(index: number, context: WriteContext): string {
    const nodes = this.opened.blocks.map(({ node }) => node);
    return this.joined(
      nodes,
      nodes.map((_, i) => (i === index ? null : i)),
      context,
    );
  }

  /** The source to show in place of a block that is about to be touched; null if it can be written anew. */
  sourceOf(node: Node, position: number): Node | null {
    const index = this.originalIndex(node, position);
    if (index === null) return null;
    const settled = this.opened.settle(index);
    if (settled.type === node.type) return null;
    this.indexOf.set(settled, index);
    return settled;
  }

  /** May a block be written anew? */
  private isSafe(index: number | null | undefined): boolean {
    return index === null || index === undefined || !isNode(this.opened.settle(index), "raw_block");
  }

  private joined(nodes: Node[], indexes: (number | null)[], context: WriteContext): string {
    const { text, mark, blocks } = this.opened;
    const places = placesOf(indexes, blocks.length);
    const lastBlock = blocks.length - 1;
    const out: string[] = [];
    // Where in the source the open stretch of untouched blocks began and ends; -1: none.
    let from = -1;
    let to = -1;
    const close = () => {
      if (from >= 0) out.push(text.slice(from, to));
      from = -1;
    };
    nodes.forEach((node, i) => {
      const index = indexes[i] ?? null;
      const block = index === null ? undefined : blocks[index];
      const previous = nodes[i - 1];
      if (block && index !== null && (i === 0 ? index === 0 : index > 0 && indexes[i - 1] === index - 1)) {
        if (from < 0) from = i === 0 ? 0 : (blocks[index - 1]?.end ?? 0);
        to = block.end;
        return;
      }
      close();
      if (previous) out.push(this.after(previous, indexes[i - 1] ?? null, node, index, this.gap(places, i), context));
      else out.push(places[0] === 0 ? text.slice(0, blocks[0]?.start) : mark, this.first(node, block, context));
    });
    if (places.at(-1) === lastBlock && from >= 0) to = text.length;
    else close();
    if (from < 0) out.push(text.slice(blocks[lastBlock]?.end ?? text.length).replace(/^[ \t]+/, ""));
    close();
    return out.join("");
  }

  /** The text of a block. */
  private textOf(node: Node, index: number | null, context: WriteContext): string {
    const block = index === null ? undefined : this.opened.blocks[index];
    return block ? this.opened.text.slice(block.start, block.end) : this.writtenAnew(node, context);
  }

  private writtenAnew(node: Node, context: WriteContext, marker: string | null = null): string {
    const known = this.fresh.get(node) ?? new Map<string, string>();
    this.fresh.set(node, known);
    const written = known.get(marker ?? "") ?? writeBlock(node, context, marker);
    known.set(marker ?? "", written);
    return written;
  }

  /** The first block: a rule there could be taken for the start of front matter. */
  private first(node: Node, block: Block | undefined, context: WriteContext): string {
    if (isNode(node, "horizontal_rule")) return "***";
    return block ? this.opened.text.slice(block.start, block.end) : this.writtenAnew(node, context);
  }

  /** What stood between the blocks whose places these two have; null if they did not stand side by side. */
  private gap(places: (number | null)[], i: number): string | null {
    const place = places[i];
    if (place === null || place === undefined || places[i - 1] !== place - 1) return null;
    const { text, blocks } = this.opened;
    return text.slice(blocks[place - 1]?.end, blocks[place]?.start);
  }

  /** `node` with what stands between it and the block before it. */
  private after(
    previous: Node,
    previousIndex: number | null,
    node: Node,
    index: number | null,
    kept: string | null,
    context: WriteContext,
  ): string {
    const eol = this.opened.habits.eol;
    const blank = eol + eol;
    const gap = kept ?? blank;
    const text = this.textOf(node, index, context);
    if (!isRisky(previous, text) && /\n[ \t]*\r?\n/.test(gap)) return gap + text;
    const known = this.between.get(previous)?.get(node);
    if (known !== undefined) return known;
    const left = this.textOf(previous, previousIndex, context);
    const kind = isNode(node, "bullet_list", "ordered_list") && node.type === previous.type;
    const other = kind ? otherMarker(node, ownMarker(previous, context.habits), context.habits) : null;
    const candidates = [
      () => gap + text,
      () => blank + text,
      () => blank + (this.isSafe(index) ? this.writtenAnew(node, context, other) : text),
      // Nothing else parts them: a comment, which no reader shows.
      () => `${blank}<!-- -->${blank}${text}`,
    ];
    const found =
      candidates.map((candidate) => candidate()).find((candidate) => standsApart(left, candidate)) ?? blank + text;
    const memory = this.between.get(previous) ?? new WeakMap<Node, string>();
    this.between.set(previous, memory.set(node, found));
    return found;
  }

  /** Which block of the source a node is, or null if it is new or was changed. */
  private originalIndex(node: Node, position: number): number | null {
    const known = this.indexOf.get(node);
    if (known !== undefined) return known;
    const equal = (this.bySign.get(signOf(node)) ?? []).filter((index) => this.opened.blocks[index]?.node.eq(node));
    if (equal.length === 0) return null;
    // Of several equal blocks the one nearest to where it stands.
    const index = equal.reduce((best, one) => (Math.abs(one - position) < Math.abs(best - position) ? one : best));
    this.indexOf.set(node, index);
    return index;
  }

  private contextOf(doc: Node): WriteContext {
    const { habits, definitions } = this.opened;
    if (this.labels?.doc !== doc) this.labels = { doc, known: labelsIn(doc) };
    return { habits, definitions, labels: this.labels.known };
  }
}

/**
 * Which block of the source each node stands in for: the one it is, or, where as many changed as stood there, the one at its
 * place. null: it was put in between.
 */
function placesOf(indexes: (number | null)[], count: number): (number | null)[] {
  const places = [...indexes];
  let known = -1;
  for (let i = 0; i <= indexes.length; i += 1) {
    const index = i === indexes.length ? count : indexes[i];
    if (index === null || index === undefined) continue;
    const before = known < 0 ? -1 : (indexes[known] ?? -1);
    if (index - before === i - known) for (let k = known + 1; k < i; k += 1) places[k] = before + (k - known);
    known = i;
  }
  return places;
}

/** Labels that definitions in the document give. */
function labelsIn(doc: Node): ReadonlySet<string> {
  const labels = new Set<string>();
  doc.descendants((node) => {
    if (isNode(node, "raw_block"))
      for (const match of node.textContent.matchAll(/^[ \t>]{0,8}\[((?:[^\]\\]|\\.)+)\]:/gm))
        labels.add(labelKey((match[1] ?? "").replace(/\\([^\w\s])/g, "$1")));
    return !node.isTextblock;
  });
  return labels;
}

/** Markdown has no empty paragraphs. */
function isBlank(node: Node): boolean {
  return (
    (isNode(node, "paragraph") && /^[ \t\n]*$/.test(node.textContent) && node.childCount === countText(node)) ||
    (isNode(node, "raw_block") && node.content.size === 0)
  );
}

function countText(node: Node): number {
  let texts = 0;
  node.forEach((child) => {
    if (child.isText || isNode(child, "hard_break")) texts += 1;
  });
  return texts;
}

function signOf(node: Node): string {
  return `${node.type.name} ${node.nodeSize} ${node.textBetween(0, Math.min(node.content.size, 40), " ", " ")}`;
}

/** Could the second be taken for a part of the first, blank line or not? */
function isRisky(previous: Node, text: string): boolean {
  if (isNode(previous, "raw_block", "code_block", "front_matter")) return true;
  return isNode(previous, "bullet_list", "ordered_list") && /^(?:[ \t]|[-*+]|\d+[.)])/.test(text);
}

/** Does a text mean the same when one of its blocks is written anew where it stands, between the blocks beside it? */
export function fits(opened: Opened, index: number, context: WriteContext): boolean {
  const { blocks } = opened;
  const before = index > 0 && !isNode(blocks[index - 1]?.node, "front_matter") ? index - 1 : index;
  const near = blocks.slice(before, index + 2);
  const start = near[0]?.start ?? 0;
  const text = opened.text.slice(start, near.at(-1)?.end);
  const writer = new Writer({
    ...opened,
    text,
    mark: "",
    blocks: near.map((block) => ({ ...block, start: block.start - start, end: block.end - start })),
    settle: (i) => near[i]?.node ?? opened.doc,
  });
  return sameMeaning(text, writer.writeOne(index - before, context), context.definitions);
}

/** Are the blocks of both, put together, the blocks of each? */
function standsApart(left: string, rest: string): boolean {
  const apart = [...readTree(left).children, ...readTree(rest).children];
  return meaning(readTree(left + rest).children) === meaning(apart);
}
