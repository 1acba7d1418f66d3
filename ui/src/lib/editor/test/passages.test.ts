import { afterEach, describe, expect, it } from "vitest";
import { noMarks, passagesNow, passageText, placesOf, type MarkedPassage } from "../passages";
import { open } from "../parse";
import { RichView, type RichOptions } from "../rich-view";

const passage = (words: string, more: Partial<MarkedPassage> = {}): MarkedPassage => ({
  id: words,
  words,
  before: "",
  behind: "",
  said: "Question, commented on by Jo",
  ...more,
});

function read(text: string, wanted: MarkedPassage[]): (string | null)[] {
  const { doc } = open(text);
  const places = placesOf(doc, wanted);
  return wanted.map(({ id }) => {
    const place = places.find((one) => one.id === id);
    return place ? doc.textBetween(place.from, place.to, "\n") : null;
  });
}

let shown: RichView | undefined;
afterEach(() => shown?.destroy());

function view(text: string, options: Partial<RichOptions> = {}): RichView {
  const nothing = (): void => undefined;
  shown = new RichView(document.body.appendChild(document.createElement("div")), text, {
    label: "Text",
    language: null,
    spelling: false,
    stages: [],
    onstages: nothing,
    attachmentUrl: (id) => id,
    ontouch: nothing,
    ontools: nothing,
    onhover: nothing,
    marks: noMarks,
    onlink: nothing,
    oneditlink: nothing,
    onfiles: nothing,
    onhuge: nothing,
    ...options,
  });
  return shown;
}
const marks = (one: RichView): string[] => [...one.view.dom.querySelectorAll("mark")].map((mark) => mark.textContent);

/** Blocks written as hardly anybody would: each byte of them is to stay. */
const ODD = "Setext\n===\n\n*  one\n*  two\n\n| a|b |\n|-|:-:|\n| 1 | I __lose__ the class |\n\n\n1) 👩🏽‍🏫 waits\n";

describe("passages that were commented on", () => {
  it("are found over markup, blanks and ends of blocks", () => {
    const text = "I *lose* the **cla**ss.\n\nThen I `wait` 👩🏽‍🏫 long.";
    expect(read(text, [passage("lose the class"), passage("class.\nThen I"), passage("wait 👩🏽‍🏫  long")])).toEqual([
      "lose the class",
      "class.\nThen I",
      "wait 👩🏽‍🏫 long",
    ]);
  });

  it("are told from the same words elsewhere by what stands around them, and left out where they are gone", () => {
    const { doc } = open("I waited a while. Then they waited a while.");
    const [place] = placesOf(doc, [passage("waited", { before: "Then they ", behind: " a while." })]);
    expect(doc.textBetween(0, place?.from ?? 0)).toContain("Then they");
    expect(read("I waited.", [passage("laughed")])).toEqual([null]);
  });

  it("leave every byte of the text as it is", () => {
    const shown = [passage("lose the class"), passage("👩🏽‍🏫 waits"), passage("Setext")];
    const made = view(ODD, { marks: { ...noMarks, shown } });
    expect(marks(made).join("|")).toContain("Setext");
    expect(marks(made).length).toBeGreaterThanOrEqual(3);
    made.update({ marks: { ...noMarks, shown, now: "lose the class" } });
    expect(made.view.dom.querySelectorAll(".commented-now").length).toBeGreaterThan(0);
    made.update({ marks: noMarks });
    expect(marks(made)).toEqual([]);
    expect(made.read()).toBe(ODD);
  });

  it("move with what is written before them and stay on their words", () => {
    const made = view("I lose the class.", { marks: { ...noMarks, shown: [passage("lose the class")] } });
    made.view.dispatch(made.view.state.tr.insertText("Often ", 1));
    expect(marks(made)).toEqual(["lose the class"]);
    expect(made.read()).toBe("Often I lose the class.");
  });

  it("go with their words, and are shown again with a text that has them", () => {
    const made = view("I lose the class.", { marks: { ...noMarks, shown: [passage("lose the class")] } });
    made.view.dispatch(made.view.state.tr.delete(1, 17));
    expect(passagesNow(made.view.state)).toEqual([]);
    made.replace("Now I lose the class again.");
    expect(marks(made)).toEqual(["lose the class"]);
  });

  it("tell where they are pointed at, and are read aloud as commented on", () => {
    const told: unknown[] = [];
    const made = view("I lose the class.", {
      marks: { ...noMarks, shown: [passage("lose", { id: "c1" })], onpoint: (...what) => told.push(what) },
    });
    const mark = made.view.dom.querySelector("mark");
    mark?.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    mark?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(told).toEqual([
      ["c1", false],
      ["c1", true],
    ]);
    expect(mark?.getAttribute("aria-description")).toBe("Question, commented on by Jo");
    const text = passageText(() => made.view);
    expect(text.goTo("c1")).toBe(true);
    expect(made.selected()?.exact).toBe("lose");
    expect([text.goTo("c2"), text.topOf("c2")]).toEqual([false, null]);
  });
});
