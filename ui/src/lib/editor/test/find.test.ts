import { afterEach, describe, expect, it } from "vitest";
import { noMarks } from "../passages";
import { SourceView } from "../source-view";
import { show } from "./shown";

const TEXT = "The café.\n\nA re\u0301sume\u0301, and **don’t** see the o\ufb03ce, the resume.\n";

const made: { destroy(): void }[] = [];
afterEach(() => {
  for (const view of made.splice(0)) view.destroy();
});

function rich(text: string) {
  const view = show(text);
  made.push(view);
  return {
    view,
    selected: () => view.view.state.doc.textBetween(view.view.state.selection.from, view.view.state.selection.to),
  };
}
function source(text: string) {
  const view = new SourceView(document.createElement("div"), text, {
    label: "Text",
    language: null,
    spelling: true,
    stages: [],
    onstages: () => undefined,
    ontouch: () => undefined,
    ontools: () => undefined,
    onfiles: () => undefined,
    marks: noMarks,
  });
  made.push(view);
  const { view: inner } = view;
  return { view, selected: () => inner.state.sliceDoc(inner.state.selection.main.from, inner.state.selection.main.to) };
}

describe.each([
  ["rich", rich],
  ["source", source],
])("finding in the %s editor", (_name, open) => {
  it.each([
    ["cafe", "café"],
    ["office", "o\ufb03ce"],
    ["DON'T", "don’t"],
  ])("%s selects exactly %s", (wanted, there) => {
    const { view, selected } = open(TEXT);
    expect(view.finder.search(wanted)).toEqual({ count: 1, current: 1 });
    view.finder.end();
    expect(selected()).toBe(there);
  });

  it("goes from one spelling to the next", () => {
    const { view, selected } = open(TEXT);
    expect(view.finder.search("résumé")).toEqual({ count: 2, current: 1 });
    expect(view.finder.step(1)).toEqual({ count: 2, current: 2 });
    view.finder.end();
    expect(selected()).toBe("resume");
  });

  it("goes to the place it is sent to, of several with the same line", () => {
    const { view, selected } = open("A zebra.\n\nThe Zebra ran.\n\nNo zebra.\n");
    expect(view.jumpTo("zebra.", 1)).toBe(true);
    expect(selected()).toBe("zebra.");
    const last = view.view.state.selection;
    view.jumpTo("zebra.");
    expect(view.view.state.selection).not.toEqual(last);
    // A place that is gone since is looked for where the first of them stands.
    expect(view.jumpTo("zebra.", 7)).toBe(true);
    expect(view.jumpTo("giraffe")).toBe(false);
  });

  it("goes to a line with emphasis in it", () => {
    const { view, selected } = open("She said **never** again, and left.\n");
    expect(view.jumpTo("said never again")).toBe(true);
    expect(selected().replaceAll("*", "")).toBe("said never again");
  });
});
