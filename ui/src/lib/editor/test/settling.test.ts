import { Selection, TextSelection } from "prosemirror-state";
import { undo } from "prosemirror-history";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sliceOfMarkdown } from "../clipboard";
import { open, openSettled } from "../parse";
import { canEditRich } from "../rich";
import type { RichView } from "../rich-view";
import { isNode } from "../schema";
import { show as makeView } from "./shown";

/** A block that cannot be written anew without changing what it means. */
const HARD = "*foo **bar *baz* bim** bop*";
const filler = (n: number) => `Paragraph ${n} with *some* words and a [link](https://example.org/${n}).`;
const text = Array.from({ length: 900 }, (_, n) => (n === 400 ? HARD : filler(n))).join("\n\n");

const made: RichView[] = [];
function show(given: string): RichView {
  const view = makeView(given);
  made.push(view);
  return view;
}
afterEach(() => {
  for (const view of made.splice(0)) view.destroy();
  vi.useRealTimers();
});

const hard = ({ view }: RichView) => view.state.doc.child(400);
/** The place before "bim". */
function inHard({ view }: RichView): number {
  let at = 0;
  view.state.doc.descendants((node, pos) => {
    if (node.isText && node.text?.includes("bim")) at = pos + node.text.indexOf("bim");
  });
  return at;
}

describe("a block of a long text", () => {
  it("is not tried when the text is opened", () => {
    vi.useFakeTimers();
    expect(canEditRich(text)).toBe(true);
    expect(open(text).blocks.filter(({ check }) => check !== null).length).toBeGreaterThan(890);
    expect(isNode(hard(show(text)), "paragraph")).toBe(true);
  });

  it("that cannot be written anew becomes its source when the cursor gets to it, and no byte changes", () => {
    vi.useFakeTimers();
    const rich = show(`${text}\n`);
    const { view } = rich;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, inHard(rich))));
    expect(isNode(hard(rich), "raw_block")).toBe(true);
    expect(hard(rich).textContent).toBe(HARD);
    expect(rich.read()).toBe(`${text}\n`);
    // The cursor stands before the same word.
    expect(view.state.selection.$head.parent.textContent.slice(view.state.selection.$head.parentOffset)).toMatch(
      /^bim/,
    );
    view.dispatch(view.state.tr.insertText("X"));
    expect(rich.read().replace("X", "")).toBe(`${text}\n`);
  });

  it("that cannot be written anew becomes its source instead of being changed from afar", () => {
    vi.useFakeTimers();
    const rich = show(`${text}\n\nend one\n`);
    const { view } = rich;
    view.dispatch(view.state.tr.insertText("X", inHard(rich)));
    expect(isNode(hard(rich), "raw_block")).toBe(true);
    expect(rich.read()).toBe(`${text}\n\nend one\n`);
  });

  it("is changed like any other if it can be written anew", () => {
    vi.useFakeTimers();
    const rich = show(`${text}\n\nend two\n`);
    const { view } = rich;
    view.dispatch(view.state.tr.insertText("X", 1));
    expect(rich.read()).toBe(`X${text}\n\nend two\n`);
    undo(view.state, view.dispatch);
    expect(rich.read()).toBe(`${text}\n\nend two\n`);
  });

  it("is tried in time though nobody touches it, and undo does not bring the untried one back", async () => {
    const given = `${text}\n\nend three\n`;
    const rich = show(given);
    const { view } = rich;
    view.dispatch(view.state.tr.insertText("X", 1));
    await vi.waitFor(() => expect(isNode(hard(rich), "raw_block")).toBe(true), { timeout: 30_000 });
    expect(rich.read()).toBe(`X${given}`);
    undo(view.state, view.dispatch);
    expect(isNode(hard(rich), "raw_block")).toBe(true);
    expect(rich.read()).toBe(given);
  }, 40_000);

  it("is tried before it is pasted", () => {
    const pasted = sliceOfMarkdown(`${text}\n\nend four\n`, Selection.atStart(open("a").doc).$from);
    expect(isNode(pasted?.content.child(400), "raw_block")).toBe(true);
  });

  it("takes a file that was dropped on it", () => {
    vi.useFakeTimers();
    const rich = show(`${text}\n\nend five\n`);
    const ticket = rich.ticket(inHard(rich));
    const file = { id: "b2", entry: "e", name: "x.pdf", media_type: "", bytes: 1, added_at: "", is_image: false };
    rich.insert([file], ticket);
    expect(rich.read()).toContain("[x.pdf](attachment:b2)");
    expect(rich.read()).toContain(HARD);
  });

  it("is the only one kept as source when all are tried", () => {
    const opened = openSettled(`${text}\n\nend six\n`);
    expect(opened.kept).toBe(1);
    expect(opened.blocks.every(({ check }) => check === null)).toBe(true);
  });
});
