import { afterEach, describe, expect, it, vi } from "vitest";
import { SourceView } from "../source-view";

const made: SourceView[] = [];
afterEach(() => {
  for (const view of made.splice(0)) view.destroy();
});

function show(text: string, ontouch: () => void = () => undefined): SourceView {
  const view = new SourceView(document.createElement("div"), text, {
    label: "Text",
    language: null,
    spelling: true,
    stages: [],
    onstages: () => undefined,
    ontouch,
    ontools: () => undefined,
    onfiles: () => undefined,
  });
  made.push(view);
  return view;
}

describe("the source editor", () => {
  it.each([
    ["LF", "a\nb\n"],
    ["CR LF", "a\r\nb\r\n"],
    ["mixed", "a\r\nb\nc\rd"],
    ["a byte order mark", "\uFEFFa\r\nb"],
  ])("keeps every byte of a text with %s", (_name, text) => {
    const view = show(text);
    expect(view.read()).toBe(text);
    view.view.dispatch({ changes: { from: 0, insert: "x" } });
    expect(view.read()).toBe(text.startsWith("\uFEFF") ? `\uFEFFx${text.slice(1)}` : `x${text}`);
  });

  it("writes new lines with the text's own line endings", () => {
    const view = show("a\r\nb");
    view.view.dispatch(view.view.state.replaceSelection("one\ntwo"));
    expect(view.read()).toBe("one\r\ntwoa\r\nb");
  });

  it("shows another text from outside without telling a change", () => {
    const ontouch = vi.fn();
    const view = show("a\r\nb\r\n", ontouch);
    view.replace("a\r\nc\r\n");
    expect(view.read()).toBe("a\r\nc\r\n");
    view.replace("a\nc\n");
    expect(view.read()).toBe("a\nc\n");
    expect(ontouch).not.toHaveBeenCalled();
  });

  it("finds whatever the case, counts and goes round", () => {
    const view = show("One two one\nthree ONE");
    expect(view.finder.search("one")).toEqual({ count: 3, current: 1 });
    expect(view.finder.step(-1)).toEqual({ count: 3, current: 3 });
    expect(view.finder.step(1)).toEqual({ count: 3, current: 1 });
  });

  it("is one labelled text box", () => {
    const { contentDOM } = show("a").view;
    expect(contentDOM.getAttribute("role")).toBe("textbox");
    expect(contentDOM.getAttribute("aria-multiline")).toBe("true");
    expect(contentDOM.getAttribute("aria-label")).toBe("Text");
  });
});
