import type { PhrasingContent } from "mdast";
import type { Mark, Node } from "prosemirror-model";
import { guard } from "./guard";
import { literalLinks } from "./links";
import { schema } from "./schema";

/** The text of a block, with its marks, as mdast. */

export type InlineOptions = {
  /** Labels (lower case) that links may refer to. */
  labels: ReadonlySet<string>;
  /** Line endings become spaces: headings below the second level and cells. */
  oneLine?: boolean;
  /** A line break is `<br>`, the only way in a cell. */
  htmlBreaks?: boolean;
};

/** A piece of text or a picture with the marks still to be wrapped around it. */
type Piece = {
  node: PhrasingContent;
  marks: readonly Mark[];
  /** An address in running text, written as it stands. */
  address?: boolean;
};

/** What the editor does not model, and addresses, which a backslash would break: written as they stand. */
export type Verbatim = { type: "verbatim"; value: string };

/**
 * HTML may not begin a line of a paragraph, or it would become a block: mdast-util-to-markdown takes care of that. Whatever else
 * is verbatim may.
 */
function verbatim(value: string): PhrasingContent {
  const node: Verbatim = { type: "verbatim", value };
  return value.startsWith("<") ? { type: "html", value } : (node as unknown as PhrasingContent);
}

const WRAPPING = ["link", "strong", "em", "strike"];

/** What a textblock says, without the space at its ends, which Markdown has no place for. */
export function writeInline(block: Node, options: InlineOptions): PhrasingContent[] {
  const pieces = wholeRaw(block).flatMap((node) => piecesOf(node, options));
  return nest(parted(trimmed(pieces)), options);
}

/** The content of a block, with source in one piece: a sign of bold in the middle of a tag would break the tag. */
function wholeRaw(block: Node): Node[] {
  const nodes: Node[] = [];
  block.forEach((node) => {
    const last = nodes.at(-1);
    if (!last || !isRaw(last) || !isRaw(node)) nodes.push(node);
    else {
      const both = last.marks.filter((mark) => mark.isInSet(node.marks));
      nodes[nodes.length - 1] = schema.text(`${last.text ?? ""}${node.text ?? ""}`, both);
    }
  });
  return nodes;
}

function isRaw(node: Node): boolean {
  return node.marks.some((mark) => mark.type.name === "raw");
}

/**
 * An address goes on to the next space, so it swallows what is written right after it. Where something does stand right after
 * it, it is text with backslashes, or a link in full.
 */
function parted(pieces: Piece[]): Piece[] {
  return pieces.map((piece, i) => {
    if (piece.node.type !== "text" && !piece.address) return piece;
    const next = pieces[i + 1];
    const safe =
      !next ||
      (next.node.type === "text" && (i + 2 < pieces.length ? AFTER_ADDRESS : LAST_AFTER_ADDRESS).test(next.node.value));
    if (safe) return piece;
    if (piece.address) return { ...piece, node: { type: "text", value: (piece.node as { value: string }).value } };
    // A link of several pieces is written in full anyway.
    const link = piece.marks.find((mark) => mark.attrs["form"] === "literal");
    const neighbours = [pieces[i - 1], next];
    if (!link || neighbours.some((one) => one?.marks.some((mark) => mark.eq(link)))) return piece;
    const inFull = (mark: Mark) =>
      mark.attrs["form"] === "literal" ? mark.type.create({ ...mark.attrs, form: "inline" }) : mark;
    return { ...piece, marks: piece.marks.map(inFull) };
  });
}

const AFTER_ADDRESS = /^[?.,:;'")!]*\s/;
const LAST_AFTER_ADDRESS = /^[?.,:;'")!]*(?:\s|$)/;

/** Bold beside bold is one, wherever it was nested before; links are one only if they lead to the same place. */
function isSame(one: Mark, other: Mark): boolean {
  return one.type === other.type && (one.type.name !== "link" || one.eq(other));
}

function piecesOf(node: Node, options: InlineOptions): Piece[] {
  const marks = node.marks.filter((mark) => WRAPPING.includes(mark.type.name));
  const has = (name: string) => node.marks.some((mark) => mark.type.name === name);
  const piece = (value: PhrasingContent): Piece => ({ node: value, marks });
  const text = node.text ?? "";
  if (node.type.name === "image") {
    const { src, alt, title } = node.attrs as { src: string; alt: string; title: string | null };
    return [piece({ type: "image", url: src, alt, title })];
  }
  if (node.type.name === "hard_break")
    return [piece(options.htmlBreaks ? { type: "html", value: "<br>" } : { type: "break" })];
  if (has("raw")) return [piece(verbatim(text))];
  if (has("code")) return [piece({ type: "inlineCode", value: text })];
  // A soft space that something was typed into is text like any other.
  if (has("soft") && /^ +$/.test(text)) return [piece({ type: "text", value: options.oneLine ? " " : "\n" })];
  const plain = options.oneLine ? text.replace(/\s*\n\s*/g, " ") : text;
  if (has("link")) return [piece({ type: "text", value: plain })];
  // What would be read as a shortcode, a formula or a wiki link is written as one: a backslash in it would be seen.
  const guarded = guard(plain);
  return guarded
    .split(guarded.text)
    .flatMap((part) =>
      part.foreign
        ? piece(verbatim(part.text))
        : addressesIn(part.text).map((one) => (one.type === "text" ? piece(one) : { ...piece(one), address: true })),
    );
}

/** Addresses in running text are links by themselves; a backslash in them would break them. */
function addressesIn(text: string): PhrasingContent[] {
  const found: PhrasingContent[] = [];
  let from = 0;
  for (const literal of literalLinks(text)) {
    if (literal.from > from) found.push({ type: "text", value: text.slice(from, literal.from) });
    found.push(verbatim(text.slice(literal.from, literal.to)));
    from = literal.to;
  }
  if (from < text.length) found.push({ type: "text", value: text.slice(from) });
  return found;
}

/** Without space and breaks at the start, the end and around breaks. */
function trimmed(pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const last = kept.at(-1);
    const atStart = !last || endsLine(last);
    if (piece.node.type === "break") {
      if (!last) continue;
      trimEnd(kept);
      if (kept.length > 0) kept.push(piece);
    } else if (piece.node.type === "text") {
      const text = atStart ? piece.node.value.replace(/^[ \t\n]+/, "") : piece.node.value;
      // A tag alone on the first line would make all of it a block of HTML.
      const value = kept.length === 1 && last?.node.type === "html" ? text.replace(/^[ \t]*\n/, " ") : text;
      if (value.startsWith("\n")) trimEnd(kept, true);
      if (value !== "") kept.push({ ...piece, node: { type: "text", value } });
    } else {
      kept.push(piece);
    }
  }
  for (;;) {
    trimEnd(kept);
    if (kept.at(-1)?.node.type !== "break") return kept;
    kept.pop();
  }
}

function endsLine({ node }: Piece): boolean {
  return node.type === "break" || (node.type === "text" && node.value.endsWith("\n"));
}

function trimEnd(pieces: Piece[], keepLines = false): void {
  for (let last = pieces.at(-1); last?.node.type === "text"; last = pieces.at(-1)) {
    const value = last.node.value.replace(keepLines ? /[ \t]+$/ : /[ \t\n]+$/, "");
    if (value === last.node.value) return;
    pieces.pop();
    if (value !== "") pieces.push({ ...last, node: { type: "text", value } });
  }
}

/** Wraps marks around pieces, the longest run outermost; of equal runs the one that was outermost before. */
function nest(pieces: Piece[], options: InlineOptions): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  const queue = [...pieces];
  for (let piece = queue[0]; piece; piece = queue[0]) {
    const mark = outermost(queue);
    if (!mark) {
      queue.shift();
      push(out, piece.node);
      continue;
    }
    const run = queue.slice(0, runOf(queue, mark));
    const spaced = mark.type.name === "link" ? run : spaceOutside(run, mark);
    queue.splice(0, run.length, ...spaced);
    if (spaced !== run) continue;
    queue.splice(0, run.length);
    const inner = run.map((one) => ({ ...one, marks: one.marks.filter((other) => !isSame(other, mark)) }));
    push(out, wrap(mark, nest(inner, options), options));
  }
  return out;
}

function push(out: PhrasingContent[], node: PhrasingContent): void {
  const last = out.at(-1);
  // Code right beside code would be neither.
  if ((node.type === "text" || node.type === "inlineCode") && last?.type === node.type) last.value += node.value;
  else out.push({ ...node });
}

function runOf(pieces: Piece[], mark: Mark): number {
  const end = pieces.findIndex((piece) => !piece.marks.some((other) => isSame(other, mark)));
  return end === -1 ? pieces.length : end;
}

function outermost(pieces: Piece[]): Mark | null {
  let best: Mark | null = null;
  let bestRun = 0;
  for (const mark of pieces[0]?.marks ?? []) {
    const run = runOf(pieces, mark);
    if (run > bestRun || (run === bestRun && best && levelOf(mark) < levelOf(best))) {
      best = mark;
      bestRun = run;
    }
  }
  return best;
}

function levelOf(mark: Mark): number {
  return (mark.attrs["level"] as number | null) ?? 100;
}

/** The run with the space at its ends freed of the mark ("**bold **" is not bold); the same array if there is none. */
function spaceOutside(run: Piece[], mark: Mark): Piece[] {
  const isSpace = ({ node }: Piece) => node.type === "break" || (node.type === "text" && /^[ \t\n]*$/.test(node.value));
  const free = (piece: Piece): Piece => ({ ...piece, marks: piece.marks.filter((other) => !isSame(other, mark)) });
  const from = run.findIndex((piece) => !isSpace(piece));
  if (from === -1) return run.map(free);
  const to = run.findLastIndex((piece) => !isSpace(piece));
  const out = run.slice(0, from).map(free);
  for (const [i, piece] of run.slice(from, to + 1).entries()) {
    const text = piece.node.type === "text" ? piece.node.value : null;
    const start = text !== null && i === 0 ? text.length - text.replace(/^[ \t\n]+/, "").length : 0;
    const end = text !== null && from + i === to ? text.replace(/[ \t\n]+$/, "").length : (text?.length ?? 0);
    if (text === null || (start === 0 && end === text.length)) {
      out.push(piece);
      continue;
    }
    const part = (value: string): Piece => ({ ...piece, node: { type: "text", value } });
    if (start > 0) out.push(free(part(text.slice(0, start))));
    out.push(part(text.slice(start, end)));
    if (end < text.length) out.push(free(part(text.slice(end))));
  }
  out.push(...run.slice(to + 1).map(free));
  return out.length === run.length && from === 0 && to === run.length - 1 ? run : out;
}

function wrap(mark: Mark, children: PhrasingContent[], options: InlineOptions): PhrasingContent {
  switch (mark.type.name) {
    case "strong":
      return { type: "strong", children };
    case "em":
      return { type: "emphasis", children };
    case "strike":
      return { type: "delete", children };
    default:
      return linkOf(mark, children as never[], options);
  }
}

type LinkAttrs = { href: string; title: string | null; form: string; ref: string | null };

function linkOf(
  mark: Mark,
  children: Extract<PhrasingContent, { type: "link" }>["children"],
  options: InlineOptions,
): PhrasingContent {
  const { href, title, form, ref } = mark.attrs as LinkAttrs;
  const only = children.length === 1 ? children[0] : undefined;
  const text = only?.type === "text" ? only.value : null;
  if (form === "literal" && text !== null && !title && isLiteral(text, href)) return verbatim(text);
  if (ref !== null && options.labels.has(labelKey(ref))) {
    const label = text !== null && labelKey(text) === labelKey(ref);
    // [label] and [label][] stay short as long as the words are the label.
    const referenceType = label && (form === "shortcut" || form === "collapsed") ? form : "full";
    return { type: "linkReference", identifier: labelKey(ref), label: ref, referenceType, children };
  }
  return { type: "link", url: href, title, children };
}

function isLiteral(text: string, href: string): boolean {
  const [found] = literalLinks(text);
  return found?.from === 0 && found.to === text.length && found.href === href;
}

/** Labels are compared without case and with single spaces. */
export function labelKey(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}
