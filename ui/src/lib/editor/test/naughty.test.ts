import { describe, expect, it } from "vitest";
import { open } from "../parse";
import { nodeType, schema } from "../schema";
import { Writer } from "../write";
import { dataText } from "./data";

const data = dataText("naughty-strings/blns.json");
const strings = (data === null ? [] : (JSON.parse(data) as string[])).filter((one) => one.trim() !== "");

/** What Markdown cannot hold: space at the ends, NUL; a line ending reads as a space. */
const asText = (text: string) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]*\n[ \t]*/g, " ")
    .replace(/^[ \t]+|[ \t]+$/g, "")
    .replaceAll("\0", "\uFFFD");

describe.skipIf(data === null)("hostile text typed as a paragraph", () => {
  it("is the same text when it is read again", { timeout: 60_000 }, () => {
    const writer = new Writer(open(""));
    const changed = strings.filter((typed) => {
      const doc = nodeType("doc").create(null, [
        nodeType("paragraph").create(null, schema.text("Before.")),
        nodeType("paragraph").create(null, schema.text(typed)),
        nodeType("paragraph").create(null, schema.text("After.")),
      ]);
      const { doc: read } = open(writer.write(doc));
      return (
        read.childCount !== 3 ||
        read.child(0).textContent !== "Before." ||
        asText(read.child(1).textContent) !== asText(typed) ||
        read.child(2).textContent !== "After."
      );
    });
    expect(changed).toEqual([]);
    process.stdout.write(`Naughty strings: ${strings.length} survive\n`);
  });
});
