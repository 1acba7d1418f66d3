import type { ListItem, Nodes, PhrasingContent, Root, RootContent } from "mdast";
import type { Mark, Node } from "prosemirror-model";
import { guard, type Guarded } from "./guard";
import { habitsOf, type Habits } from "./habits";
import { isNode, markType, nodeType, schema } from "./schema";
import { isLoose, lines, meaning, rangeOf, readTree } from "./tree";
import { fits } from "./write";
import { writeBlock, type WriteContext } from "./write-block";
import { labelKey } from "./write-inline";

/** A block as it stands in the source: from `start` up to `end`. */
export type Block = {
  node: Node;
  start: number;
  end: number;
  /** Would the block, written anew, mean the same? null: that is settled. */
  check: (() => boolean) | null;
};

/** A text as it was opened: what the editor shows, and where each block of it stands. */
export type Opened = {
  text: string;
  /** Byte order mark, or "". */
  mark: string;
  doc: Node;
  blocks: Block[];
  habits: Habits;
  /** Stand-ins for the definitions and footnotes of the text, to be appended when a piece of it is read alone. */
  definitions: string;
  /** How many blocks are kept as source because writing them anew would change what they mean; those settled so far. */
  kept: number;
  /**
   * Says how a block is to be shown before it is touched: as it was opened, or as its source, if it could not be written anew
   * without changing what it means. A block that nobody touches keeps its bytes and needs no trial.
   */
  settle: (index: number) => Node;
};

/** Texts up to this many characters are settled when they are opened; of longer ones each block before it is touched. */
const SETTLED_AT_ONCE = 30_000;

/** "---" at the very top, a line "key: value" (or none), "---". A rule and a paragraph are not front matter. */
const FRONT_MATTER = /^(---|\+\+\+)[ \t]*\r?\n(?:(?=[\w"'#][^\r\n]*(?:[:=#]|\r?\n))[^]*?\r?\n)??\1[ \t]*(?=\r?\n|$)/;

/** Prose without a character that means something in Markdown needs no trial. */
const PLAIN = /^\p{L}[\p{L}\p{N} ,;?'’‘“”"()–—…%/-]*(?:[.:](?!\/\/)[\p{L}\p{N} ,;?'’‘“”"()–—…%/-]*)*$/u;

let last: Opened | null = null;

/** Reads a text for the rich editor. The last one is remembered, because the decision and the editor read the same. */
export function open(text: string): Opened {
  if (last?.text !== text) last = isSettledAtOnce(text) ? settled(read(text)) : read(text);
  return last;
}

/** Reads a text whose blocks may all be touched at once. */
export function openSettled(text: string): Opened {
  return settled(open(text));
}

/** Is all of the text settled when it is opened? */
export function isSettledAtOnce(text: string): boolean {
  return text.length <= SETTLED_AT_ONCE;
}

function settled(opened: Opened): Opened {
  opened.blocks.forEach((_, index) => opened.settle(index));
  return opened;
}

function read(text: string): Opened {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const front = FRONT_MATTER.exec(text.slice(mark.length))?.[0] ?? null;
  const skip = mark.length + (front?.length ?? 0);
  const guarded = guard(text.slice(skip));
  const tree = readTree(guarded.text);
  const reader = new Reader(text.slice(skip), guarded, tree);
  const blocks = reader.blocks().map((block) => ({ ...block, start: block.start + skip, end: block.end + skip }));
  if (front !== null) {
    const node = nodeType("front_matter").create(null, textNode(lines(front)));
    blocks.unshift({ node, start: mark.length, end: skip, check: null });
  }
  const nodes = blocks.map((block) => block.node);
  const doc = nodeType("doc").create(
    null,
    nodes.some((node) => !isNode(node, "front_matter")) ? nodes : [...nodes, nodeType("paragraph").create()],
  );
  const { context } = reader;
  const opened: Opened = {
    text,
    mark,
    doc,
    blocks,
    habits: context.habits,
    definitions: context.definitions,
    kept: 0,
    settle: (index) => settle(opened, index, context),
  };
  return opened;
}

function settle(opened: Opened, index: number, context: WriteContext): Node {
  const block = opened.blocks[index];
  if (!block) throw new Error(`The text has no block ${index}.`);
  const { check } = block;
  block.check = null;
  // A short text is tried as a whole as well (canEditRich), a long one where its blocks stand.
  if (!check || (check() && (isSettledAtOnce(opened.text) || fits(opened, index, context)))) return block.node;
  block.node = sourceBlock(opened.text.slice(block.start, block.end));
  opened.doc = opened.doc.copy(opened.doc.content.replaceChild(index, block.node));
  opened.kept += 1;
  return block.node;
}

function sourceBlock(source: string): Node {
  return nodeType("raw_block").create(null, textNode(lines(source)));
}

function textNode(text: string): Node | null {
  return text === "" ? null : schema.text(text);
}

class Reader {
  readonly context: WriteContext;
  private readonly targets = new Map<string, { url: string; title: string | null }>();

  constructor(
    private readonly text: string,
    private readonly guarded: Guarded,
    private readonly tree: Root,
  ) {
    const stubs: string[] = [];
    this.collect(tree, stubs);
    this.context = {
      habits: habitsOf(tree, text),
      labels: new Set(this.targets.keys()),
      definitions: stubs.length > 0 ? `\n\n${stubs.join("\n\n")}\n` : "",
    };
  }

  /** What links and footnotes can refer to. */
  private collect(node: Nodes, stubs: string[]): void {
    if (node.type === "definition") {
      const label = this.guarded.restore(node.label ?? node.identifier);
      const key = labelKey(label);
      if (!this.targets.has(key))
        this.targets.set(key, { url: this.guarded.restore(node.url), title: node.title ?? null });
      stubs.push(`[${label.replace(/[[\]\\]/g, "\\$&")}]: <x>`);
    } else if (node.type === "footnoteDefinition") {
      stubs.push(`[^${node.label ?? node.identifier}]: x`);
    }
    if ("children" in node) for (const child of node.children) this.collect(child, stubs);
  }

  blocks(): Block[] {
    let before = 0;
    return this.tree.children.map((child) => {
      const range = rangeOf(child);
      // A heading after a definition begins with the line ending before it.
      while (/[\r\n]/.test(this.text[range.start] ?? "")) range.start += 1;
      // Indentation belongs to the block: without it, indented code would be none.
      const line = Math.max(this.text.lastIndexOf("\n", range.start - 1) + 1, before);
      const start = this.text.slice(line, range.start).trim() === "" ? line : range.start;
      const { end } = range;
      before = end;
      return { ...this.block(child, start, end), start, end };
    });
  }

  /** A block at the top level as the editor models it, and its trial; or as its source. */
  private block(child: RootContent, start: number, end: number): Pick<Block, "node" | "check"> {
    const source = this.text.slice(start, end);
    const node = this.flow(child);
    if (!node || isNode(node, "raw_block")) return { node: sourceBlock(source), check: null };
    if (isNode(node, "paragraph") && PLAIN.test(source)) return { node, check: null };
    const check = () => {
      const written = writeBlock(node, this.context);
      if (written === source) return true;
      const isGuarded = this.guarded.any && this.guarded.text.slice(start, end) !== source;
      return this.meant(written) === (isGuarded ? this.meant(source) : meaning([child]));
    };
    return { node, check };
  }

  /** What a piece of the text means where it stands. */
  private meant(piece: string): string {
    const { definitions } = this.context;
    if (!definitions || !piece.includes("[")) return meaning(readTree(piece).children);
    const children = readTree(piece + definitions).children;
    const added = definitions.trim().split("\n\n").length;
    return meaning(children.slice(0, children.length - added));
  }

  /** A block as the editor models it; null if it does not. */
  private flow(node: RootContent): Node | null {
    const restore = (text: string) => this.guarded.restore(text);
    switch (node.type) {
      case "paragraph": {
        const content = this.inline(node.children, []);
        if (
          content.length > 0 &&
          content.every((one) =>
            one.marks.some((mark) => mark.type === markType("raw") || mark.type === markType("soft")),
          )
        )
          return this.rawBlock(node);
        return nodeType("paragraph").create(null, content);
      }
      case "heading":
        return nodeType("heading").create({ level: node.depth }, this.inline(node.children, []));
      case "blockquote":
        return nodeType("blockquote").createAndFill(null, this.flows(node.children));
      case "code":
        return nodeType("code_block").create(
          { lang: restore(node.lang ?? ""), meta: restore(node.meta ?? "") },
          textNode(lines(restore(node.value))),
        );
      case "list": {
        const marker = /^\s*(?:[-*+]|\d+[.)])/.exec(this.text.slice(rangeOf(node).start))?.[0].at(-1) ?? null;
        const attrs = { marker, tight: !isLoose(node) };
        const items = node.children.map((item) => this.item(item));
        return node.ordered
          ? nodeType("ordered_list").create({ ...attrs, start: node.start ?? 1 }, items)
          : nodeType("bullet_list").create(attrs, items);
      }
      case "thematicBreak":
        return nodeType("horizontal_rule").create();
      case "table":
        return this.table(node);
      case "html":
        return nodeType("raw_block").create(null, textNode(lines(restore(node.value))));
      default:
        return this.rawBlock(node);
    }
  }

  private rawBlock(node: RootContent): Node {
    const { start, end } = rangeOf(node);
    return nodeType("raw_block").create(null, textNode(lines(this.text.slice(start, end))));
  }

  private flows(nodes: RootContent[]): Node[] {
    return nodes.map((node) => this.flow(node)).filter((node) => node !== null);
  }

  private item(item: ListItem): Node {
    const first = item.children[0];
    const only = first?.type === "paragraph" && first.children.length === 1 ? first.children[0] : undefined;
    // A task without words is no task in GFM; here it is.
    const empty = item.checked === null && only?.type === "text" ? /^\[([ xX])\]$/.exec(only.value) : null;
    const checked = empty ? empty[1] !== " " : (item.checked ?? null);
    const content = this.flows(empty ? item.children.slice(1) : item.children);
    if (empty || content.length === 0) content.unshift(nodeType("paragraph").create());
    return nodeType("list_item").create({ checked }, content);
  }

  private table(node: Extract<RootContent, { type: "table" }>): Node {
    const width = node.children[0]?.children.length ?? 0;
    const rows = node.children.map((row, index) => {
      const cells: Node[] = [];
      for (let column = 0; column < Math.max(width, row.children.length); column += 1) {
        const cell = row.children[column];
        const align = node.align?.[column] ?? null;
        const paragraph = nodeType("paragraph").create(null, cell ? this.inline(cell.children, [], true) : []);
        cells.push(nodeType(index === 0 ? "table_header" : "table_cell").create({ align }, paragraph));
      }
      return nodeType("table_row").create(null, cells);
    });
    return nodeType("table").create(null, rows);
  }

  private inline(nodes: PhrasingContent[], marks: readonly Mark[], inCell = false): Node[] {
    return nodes.flatMap((node) => this.phrase(node, marks, inCell));
  }

  private phrase(node: PhrasingContent, marks: readonly Mark[], inCell: boolean): Node[] {
    const wrapped = (mark: Mark, children: PhrasingContent[]) => this.inline(children, mark.addToSet(marks), inCell);
    const level = marks.length;
    const restore = (text: string) => this.guarded.restore(text);
    const raw = (text: string) =>
      text === "" ? [] : [schema.text(lines(text), markType("raw").create().addToSet(marks))];
    const { start, end } = rangeOf(node);
    switch (node.type) {
      case "text":
        return this.guarded
          .split(node.value)
          .flatMap((part) => (part.foreign ? raw(part.text) : this.softened(part.text, marks)));
      case "strong":
        return wrapped(markType("strong").create({ level }), node.children);
      case "emphasis":
        return wrapped(markType("em").create({ level }), node.children);
      case "delete":
        return wrapped(markType("strike").create({ level }), node.children);
      case "inlineCode": {
        const value = restore(node.value).replace(/\r\n?|\n/g, " ");
        return value === "" ? [] : [schema.text(value, markType("code").create().addToSet(marks))];
      }
      case "break":
        return [nodeType("hard_break").create(null, null, marks)];
      case "link": {
        const first = this.text[start];
        const form = first === "[" ? "inline" : first === "<" ? "angle" : "literal";
        return wrapped(
          markType("link").create({ href: restore(node.url), title: node.title ?? null, form, level }),
          node.children,
        );
      }
      case "linkReference": {
        const label = restore(node.label ?? node.identifier);
        const target = this.targets.get(labelKey(label));
        if (!target) return raw(this.text.slice(start, end));
        const attrs = { href: target.url, title: target.title, form: node.referenceType, ref: label, level };
        return wrapped(markType("link").create(attrs), node.children);
      }
      case "image":
        return [
          nodeType("image").create(
            { src: restore(node.url), alt: restore(node.alt ?? ""), title: node.title ?? null },
            null,
            marks,
          ),
        ];
      case "html":
        if (inCell && node.value === "<br>") return [nodeType("hard_break").create(null, null, marks)];
        return raw(restore(node.value));
      default:
        return raw(this.text.slice(start, end));
    }
  }

  /** Text with its line endings as soft spaces. */
  private softened(text: string, marks: readonly Mark[]): Node[] {
    return lines(text)
      .split(/(\n)/)
      .filter((part) => part !== "")
      .map((part) =>
        part === "\n" ? schema.text(" ", markType("soft").create().addToSet(marks)) : schema.text(part, marks),
      );
  }
}
