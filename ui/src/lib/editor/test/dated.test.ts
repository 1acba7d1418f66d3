import { describe, expect, it } from "vitest";
import { open } from "../parse";
import { canEditRich } from "../rich";
import { isNode } from "../schema";
import { Writer } from "../write";
import { markdownBelow } from "./data";

const posts = markdownBelow("dated-markdown-digitalgov/news");

describe.skipIf(posts.length === 0)("real dated posts", () => {
  it("open in the rich editor, at least 95 % of them", () => {
    const rich = posts.filter(({ text }) => canEditRich(text));
    const blocks = posts.flatMap(({ text }) => open(text).blocks);
    const raw = blocks.filter(({ node }) => isNode(node, "raw_block")).length;
    const kept = posts.reduce((sum, { text }) => sum + open(text).kept, 0);
    process.stdout.write(
      `Dated posts: ${rich.length} of ${posts.length} open rich; of ${blocks.length} blocks ${raw} are shown as source, ${kept} of them for safety\n`,
    );
    expect(rich.length / posts.length).toBeGreaterThanOrEqual(0.95);
    expect(kept / blocks.length).toBeLessThan(0.03);
  }, 120_000);

  it("keep their bytes when opened and not changed", () => {
    for (const { text } of posts) {
      const opened = open(text);
      const copy = opened.doc.type.schema.nodeFromJSON(opened.doc.toJSON());
      expect(new Writer(opened).write(copy)).toBe(text);
    }
  }, 120_000);
});
