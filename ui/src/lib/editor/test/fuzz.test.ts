import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { EditorState, type Transaction } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { literalLinks } from "../links";
import { open } from "../parse";
import { isNode, markType, nodeType, schema } from "../schema";
import { Writer } from "../write";
import { dataText } from "./data";

// A longer search: LOOPBOOK_FUZZ_RUNS=20000 LOOPBOOK_FUZZ_SEED=1 npx vitest run src/lib/editor/test/fuzz.test.ts
const RUNS = Number(process.env["LOOPBOOK_FUZZ_RUNS"] ?? 2000);
const SEED = Number(process.env["LOOPBOOK_FUZZ_SEED"] ?? 20261121);

const spec = dataText("commonmark/spec.txt");
const examples = [...(spec ?? "").matchAll(/^`{32} example\n([^]*?)\n?\.\n/gm)].map((match) =>
  (match[1] ?? "").replaceAll("→", "\t"),
);

/** Words with what Markdown makes much of, as a writer types them. */
const TYPED = ["word", "*a*", "_b_", "[c]", "# d", "- e", "1. f", "<g>", "`h`", "| i |", "a_b_c", "&amp;", "$5 and $6"];

type Edit = { kind: number; block: number; at: number; typed: string };

const edits: fc.Arbitrary<Edit> = fc.record({
  kind: fc.nat(6),
  block: fc.nat(1000),
  at: fc.nat(99),
  typed: fc.constantFrom(...TYPED),
});

/** A change as a writer makes one, in running text, a heading or a cell, however deep; null if it cannot be made there. */
function change(state: EditorState, { kind, block, at, typed }: Edit): Transaction | null {
  const blocks: { pos: number; node: Node; depth: number }[] = [];
  state.doc.descendants((node, pos) => {
    if (isNode(node, "paragraph", "heading") && !startsWithTag(node))
      blocks.push({ pos, node, depth: state.doc.resolve(pos).depth });
    return !node.isTextblock;
  });
  const found = blocks[block % Math.max(1, blocks.length)];
  if (!found) return null;
  const start = found.pos + 1;
  const end = start + found.node.content.size;
  const place = Math.min(end, start + Math.floor((at / 100) * (found.node.content.size + 1)));
  const { tr } = state;
  // Source in a line (a tag, say) is edited as source: what becomes of it is not to be foretold.
  const reach = kind >= 2 && kind <= 4 ? Math.min(end, place + 8) : place;
  if (kind < 6 && (isAtSource(state.doc, place) || isAtSource(state.doc, reach))) return null;
  switch (kind) {
    case 0:
      return tr.insertText(` ${typed} `, place);
    case 1:
      return tr.insertText(typed, place);
    case 2:
      return place < end ? tr.delete(place, reach) : null;
    case 3:
      return place < end ? tr.addMark(place, reach, markType("strong").create()) : null;
    case 4:
      return place < end ? tr.addMark(place, reach, markType("em").create()) : null;
    case 5: {
      const $place = state.doc.resolve(place);
      return isNode($place.node(-1), "table_cell", "table_header") ? null : tr.split($place.pos);
    }
    default:
      return found.depth === 0
        ? tr.insert(found.pos, nodeType("paragraph").create(null, schema.text(typed)))
        : tr.insertText(typed, end);
  }
}

/** Does the place stand in or right beside source that stands in a line? */
function isAtSource(doc: Node, pos: number): boolean {
  const { nodeBefore, nodeAfter } = doc.resolve(pos);
  return [nodeBefore, nodeAfter].some((node) => node?.marks.some(({ type }) => type.name === "raw"));
}

function isSource(node: Node): boolean {
  return node.marks.some(({ type }) => type.name === "raw") || (node.isText && /^\s*$/.test(node.text ?? ""));
}

/** A comment, say, that came to stand at the start of a paragraph makes a block of HTML of it. */
function startsWithTag(block: Node): boolean {
  const first = block.content.content.find((node) => !/^\s*$/.test(node.text ?? "x"));
  return first !== undefined && isSource(first) && (first.text ?? "").startsWith("<");
}

type Shape = (string | Shape)[];

/** Each word with its marks. Whether the space beside bold words is bold, none sees. */
function lineOf(block: Node): string {
  const pieces: string[] = [];
  block.forEach((child) => {
    const marks = (isSource(child) ? [] : child.marks)
      .map(({ type, attrs }) => (type.name === "link" ? `link ${attrs["href"] as string}` : type.name))
      .filter((name) => name !== "soft")
      .sort();
    const text = child.text ?? " ";
    // An address in running text is a link as soon as it is read.
    const addresses = child.marks.some(({ type }) => ["link", "code", "raw"].includes(type.name))
      ? []
      : literalLinks(text);
    const marksAt = (at: number) => {
      const address = addresses.find(({ from, to }) => from <= at && at < to);
      return address ? [...marks, `link ${address.href}`].sort().join() : marks.join();
    };
    if (isNode(child, "image")) pieces.push(`!${child.attrs["src"] as string}`);
    else
      for (let at = 0; at < text.length; at += 1)
        pieces.push(/\s/.test(text.charAt(at)) ? " " : `${text.charAt(at)}{${marksAt(at)}}`);
  });
  return pieces.join("").replaceAll("{}", "").replace(/ +/g, " ").trim();
}

/** What is shown: blocks, words, bold and so on; not how it was written, nor the space that Markdown has no place for. */
function shape(node: Node): Shape {
  // A line of nothing but source is a block of it.
  if (
    isNode(node, "raw_block") ||
    (isNode(node, "paragraph") && (node.content.content.every(isSource) || startsWithTag(node)))
  )
    return ["source", "", lineOf(node)];
  if (node.isTextblock) return [node.type.name, String(node.attrs["level"] ?? ""), lineOf(node)];
  const children: Shape = [];
  node.forEach((child) => {
    const one = shape(child);
    if (!isNode(child, "paragraph", "raw_block") || one[2] !== "" || isNode(node, "table_cell", "table_header"))
      children.push(one);
  });
  const { start, checked } = node.attrs as { start?: number; checked?: boolean | null };
  return [node.type.name, String(start ?? checked ?? ""), children];
}

const wordsOf = (doc: Node) => doc.textBetween(0, doc.content.size, " ", " ").replace(/\s+/g, " ").trim();

describe.skipIf(spec === null)(
  "a change anywhere in an example of the CommonMark specification",
  { timeout: 60_000 },
  () => {
    it("is written so that it reads as it was shown, with every word", () => {
      fc.assert(
        fc.property(fc.constantFrom(...examples), fc.array(edits, { minLength: 1, maxLength: 3 }), (text, all) => {
          const opened = open(text);
          const { doc } = all.reduce(
            (state, edit) => {
              const tr = change(state, edit);
              return tr ? state.apply(tr) : state;
            },
            EditorState.create({ doc: opened.doc }),
          );
          const written = new Writer(opened).write(doc);
          const read = open(written).doc;
          expect({ written, words: wordsOf(read) }).toEqual({ written, words: wordsOf(doc) });
          expect({ written, shape: shape(read) }).toEqual({ written, shape: shape(doc) });
        }),
        { seed: SEED, numRuns: RUNS },
      );
    });
  },
);
