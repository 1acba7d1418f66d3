import { afterEach, describe, expect, it } from "vitest";
import { noMarks, type MarkedPassage, type PassageMarks } from "../passages";
import { SourceView } from "../source-view";

const passage = (words: string, more: Partial<MarkedPassage> = {}): MarkedPassage => ({
  id: words,
  words,
  before: "",
  behind: "",
  said: "Question, commented on by Jo",
  ...more,
});

let made: SourceView | undefined;
afterEach(() => made?.destroy());

function show(text: string, marks: PassageMarks): SourceView {
  const nothing = (): void => undefined;
  const options = { label: "Text", language: null, spelling: false, stages: [], onstages: nothing };
  const place = document.body.appendChild(document.createElement("div"));
  made = new SourceView(place, text, { ...options, marks, ontouch: nothing, ontools: nothing, onfiles: nothing });
  return made;
}
const marked = (view: SourceView): string[] => {
  const found = new Map<string, string>();
  for (const mark of view.view.dom.querySelectorAll("mark")) {
    const id = mark.getAttribute("data-comment") ?? "";
    found.set(id, (found.get(id) ?? "") + mark.textContent);
  }
  return [...found.values()];
};

describe("passages that were commented on, in the source", () => {
  it("are found over the signs of Markdown, which are no words of them", () => {
    const shown = [passage("lose the class"), passage("the board says"), passage("one two")];
    const text = "I *lose* the **cla**ss.\n\n[the board](https://example.org) says\n\n- one\n- two\n";
    expect(marked(show(text, { ...noMarks, shown }))).toEqual([
      "lose* the **cla**ss",
      "the board](https://example.org) says",
      "one- two",
    ]);
  });

  it("change no byte, move with the text and go with their words", () => {
    const view = show("a\r\n> I __lose__ the class.\r\n", { ...noMarks, shown: [passage("lose the class")] });
    expect(view.read()).toBe("a\r\n> I __lose__ the class.\r\n");
    view.view.dispatch({ changes: { from: 0, insert: "Often " } });
    expect(marked(view)).toEqual(["lose__ the class"]);
    view.replace("Never.\r\n");
    expect(marked(view)).toEqual([]);
    view.replace("Now I lose the class again.\r\n");
    view.update({ marks: { ...noMarks, shown: [passage("lose the class")], now: "lose the class" } });
    expect([marked(view), view.view.dom.querySelectorAll(".commented-now").length]).toEqual([["lose the class"], 1]);
  });

  it("tell where they are pointed at, are read aloud as commented on, and can be gone to", () => {
    const told: unknown[] = [];
    const shown = [passage("lose", { id: "c1" })];
    const view = show("I lose the class.", { ...noMarks, shown, onpoint: (...what) => told.push(what) });
    const mark = view.view.dom.querySelector("mark");
    mark?.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    mark?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(told).toEqual([
      ["c1", false],
      ["c1", true],
    ]);
    expect(mark?.getAttribute("aria-description")).toBe("Question, commented on by Jo");
    expect([view.passages.goTo("c1"), view.passages.goTo("c2"), view.passages.topOf("c2")]).toEqual([
      true,
      false,
      null,
    ]);
    expect(view.selected()?.exact).toBe("lose");
  });
});
