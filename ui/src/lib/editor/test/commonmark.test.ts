import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { open } from "../parse";
import { rewriteAll } from "../rich";
import { isNode } from "../schema";
import { sameMeaning } from "../tree";
import { Writer } from "../write";
import { dataText } from "./data";

const spec = dataText("commonmark/spec.txt");
const examples = [...(spec ?? "").matchAll(/^`{32} example\n([^]*?)\n?\.\n/gm)].map((match) =>
  (match[1] ?? "").replaceAll("→", "\t"),
);

/** What a reader sees. Whether a line ending stands before the end of a code block, none sees. */
const html = (text: string) =>
  micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
    .replace(/\n*<\/code>/g, "</code>")
    .replace(/\n+/g, "\n")
    .trim();

describe.skipIf(spec === null)("the examples of the CommonMark specification", { timeout: 60_000 }, () => {
  it("are all here", () => {
    expect(examples.length).toBe(655);
  });

  it("keep their bytes when opened and not changed", () => {
    for (const text of examples) {
      const opened = open(text);
      expect(new Writer(opened).write(opened.doc)).toBe(text);
      // As well when the document was rebuilt: every node an equal copy.
      const copy = opened.doc.type.schema.nodeFromJSON(opened.doc.toJSON());
      expect(new Writer(opened).write(copy)).toBe(text);
    }
  });

  it("mean the same when every block is written anew", () => {
    const changed = examples.filter((text) => !sameMeaning(text, rewriteAll(text)));
    expect(changed).toEqual([]);
  });

  it("read the same as HTML when every block is written anew", () => {
    const changed = examples.filter((text) => html(text) !== html(rewriteAll(text)));
    expect(changed.map((text) => [text, rewriteAll(text)])).toEqual([]);
  });

  it("are mostly modelled: few blocks must be kept as source", () => {
    const blocks = examples.flatMap((text) => open(text).blocks);
    const kept = examples.reduce((sum, text) => sum + open(text).kept, 0);
    const raw = blocks.filter(({ node }) => isNode(node, "raw_block")).length;
    process.stdout.write(
      `CommonMark examples: ${blocks.length} blocks, ${raw} shown as source, ${kept} of them for safety\n`,
    );
    expect(kept / blocks.length).toBeLessThan(0.05);
  });
});
