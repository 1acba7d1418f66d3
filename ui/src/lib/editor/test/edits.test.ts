import fc from "fast-check";
import { EditorState, type Transaction } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { open } from "../parse";
import { isNode, markType, nodeType, schema } from "../schema";
import { Writer } from "../write";
import { markdownBelow } from "./data";

const EDITS = 200;
const SAMPLED = 12;

type Random = () => number;

/** A change somewhere in the text, as a writer makes one: a word typed, letters taken away, a block split, deleted or put in. */
function randomEdit(state: EditorState, random: Random): Transaction | null {
  const blocks: { pos: number; size: number; index: number }[] = [];
  state.doc.forEach((node, pos, index) => {
    if (isNode(node, "paragraph", "heading")) blocks.push({ pos, size: node.content.size, index });
  });
  const block = blocks[Math.floor(random() * blocks.length)];
  if (!block) return null;
  const at = block.pos + 1 + Math.floor(random() * (block.size + 1));
  const end = block.pos + 1 + block.size;
  const tr = state.tr;
  switch (Math.floor(random() * 6)) {
    case 0:
      return tr.insertText("word *a* [b] _c_ ", at);
    case 1:
      return at < end ? tr.delete(at, Math.min(end, at + 3)) : null;
    case 2:
      return at < end
        ? tr.addMark(at, Math.min(end, at + 8), markType(random() < 0.5 ? "strong" : "em").create())
        : null;
    case 3:
      return isNode(state.doc.child(block.index), "paragraph") ? tr.split(at) : null;
    case 4:
      return state.doc.childCount > 3 ? tr.delete(block.pos, block.pos + block.size + 2) : null;
    default:
      return tr.insert(block.pos, nodeType("paragraph").create(null, schema.text("A new paragraph.")));
  }
}

const posts = markdownBelow("dated-markdown-digitalgov/news").filter(({ text }) => open(text).blocks.length > 5);
const sample = posts.filter((_, i) => i % Math.floor(posts.length / SAMPLED) === 0).slice(0, SAMPLED);

describe.skipIf(posts.length === 0)(`after ${EDITS} random edits`, { timeout: 120_000 }, () => {
  it.each(sample)("untouched blocks of $path keep their bytes", ({ text }) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (numbers) => {
        const random = () => numbers.next().value as number;
        const opened = open(text);
        const writer = new Writer(opened);
        let state = EditorState.create({ doc: opened.doc });
        for (let i = 0; i < EDITS; i += 1) {
          const tr = randomEdit(state, random);
          if (tr) state = state.apply(tr);
        }
        const written = writer.write(state.doc);
        const original = new Map(opened.blocks.map(({ node, start, end }) => [node, text.slice(start, end)]));
        let from = 0;
        state.doc.forEach((node) => {
          const source = original.get(node);
          if (source === undefined) return;
          const at = written.indexOf(source, from);
          expect(at, `lost: ${source}`).toBeGreaterThanOrEqual(0);
          from = at + source.length;
        });
        // What is read back has every word that was there.
        const words = (doc: typeof state.doc) =>
          doc.textBetween(0, doc.content.size, " ", " ").replace(/\s+/g, " ").trim();
        expect(words(open(written).doc)).toBe(words(state.doc));
      }),
      { seed: 20261121, numRuns: 2 },
    );
  });
});

describe("what is written", () => {
  const edit = (text: string, change: (state: EditorState) => Transaction) => {
    const opened = open(text);
    return new Writer(opened).write(
      EditorState.create({ doc: opened.doc }).apply(change(EditorState.create({ doc: opened.doc }))).doc,
    );
  };
  const typeAtEndOfFirst = (word: string) => (state: EditorState) =>
    state.tr.insertText(word, (state.doc.firstChild?.nodeSize ?? 0) - 1);

  it("keeps odd blank lines, trailing spaces and the missing line ending around an edit", () => {
    expect(edit("one\n\n\n\ntwo  \n\n- *  a\n\n   \nlast", typeAtEndOfFirst("!"))).toBe(
      "one!\n\n\n\ntwo  \n\n- *  a\n\n   \nlast",
    );
  });

  it("keeps CR LF, also in what is written anew", () => {
    expect(edit("one\r\ntwo\r\n\r\nthree\r\n", typeAtEndOfFirst("!"))).toBe("one\r\ntwo!\r\n\r\nthree\r\n");
  });

  it("keeps the byte order mark and front matter", () => {
    const text = "\uFEFF---\ntitle: a\n---\n\none\n\ntwo\n";
    expect(edit(text, (state) => state.tr.insertText("!", state.doc.child(0).nodeSize + 4))).toBe(
      text.replace("one", "one!"),
    );
  });

  it("keeps a heading and a paragraph without a blank line between them together", () => {
    expect(edit("# one\ntwo\n\nthree\n", typeAtEndOfFirst("!"))).toBe("# one!\ntwo\n\nthree\n");
  });

  it("takes over the document's habits", () => {
    expect(edit("__a__ _b_ c\n\n* x\n* y\n", typeAtEndOfFirst("!"))).toBe("__a__ _b_ c!\n\n* x\n* y\n");
    expect(edit("* x\n* y\n\n***\n", (state) => state.tr.insertText("!", 4))).toBe("* x!\n* y\n\n***\n");
  });

  it("keeps two lists apart when what stood between them goes", () => {
    const written = edit("- a\n\nbetween\n\n- b\n", (state) =>
      state.tr.delete(state.doc.child(0).nodeSize, state.doc.child(0).nodeSize + state.doc.child(1).nodeSize),
    );
    expect(open(written).doc.childCount).toBe(2);
  });

  it("does not let an unclosed fence swallow what is written after it", () => {
    const written = edit("```\ncode", (state) =>
      state.tr.insert(state.doc.content.size, nodeType("paragraph").create(null, schema.text("after"))),
    );
    expect(open(written).doc.lastChild?.textContent).toBe("after");
    expect(open(written).doc.firstChild?.textContent).toBe("code");
  });

  it("is the old text again when the change is undone", () => {
    const text = "a  *b*\n\n\n* x\n";
    const opened = open(text);
    const state = EditorState.create({ doc: opened.doc });
    const tr = state.tr.insertText("!", 2).delete(2, 3);
    expect(new Writer(opened).write(tr.doc)).toBe(text);
  });

  it("keeps an address apart from what is written right after it", () => {
    const mark = (state: EditorState) => state.tr.addMark(24, 26, markType("strong").create());
    const written = edit("see https://example.org/ab c", mark);
    expect(open(written).doc.textContent).toBe("see https://example.org/ab c");
  });

  it("takes space and line breaks out of the ends of bold text", () => {
    const written = edit("one two\\\nthree", (state) => state.tr.addMark(4, 9, markType("strong").create()));
    expect(written).toBe("one **two**\\\nthree");
  });

  it("turns a reference into a plain link when its definition is deleted", () => {
    const written = edit("see [it][x]\n\n[x]: https://example.org\n", (state) =>
      state.tr.delete(state.doc.child(0).nodeSize, state.doc.content.size).insertText("!", 1),
    );
    expect(written).toContain("[it](https://example.org)");
  });
});
