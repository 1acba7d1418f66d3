import type { Command } from "prosemirror-state";
import { afterEach, describe, expect, it, vi } from "vitest";
import { align, heading, insertTable, list, mark, quote, taskList } from "../commands";
import { removeLink, selectedLink, setLink } from "../link-range";
import { RichView } from "../rich-view";
import { noMarks } from "../passages";

const made: RichView[] = [];
afterEach(() => {
  for (const view of made.splice(0)) view.destroy();
});

const onlink = vi.fn<(href: string) => void>();

function show(text = ""): RichView {
  const view = new RichView(document.body.appendChild(document.createElement("div")), text, {
    label: "Text",
    language: null,
    spelling: false,
    attachmentUrl: (id) => id,
    stages: [],
    onstages: () => undefined,
    ontouch: () => undefined,
    ontools: () => undefined,
    onhover: () => undefined,
    onlink,
    oneditlink: () => undefined,
    onfiles: () => undefined,
    onhuge: () => undefined,
    marks: noMarks,
  });
  made.push(view);
  return view;
}

const KEYS = /<([A-Z][\w-]*)>|([^])/g;

/** Types letters and presses keys: "# a<Enter>b". */
function type({ view }: RichView, text: string): void {
  for (const [, key, letter] of text.matchAll(KEYS)) {
    if (key) {
      const parts = key.split("-");
      const event = new KeyboardEvent("keydown", {
        key: parts.at(-1) ?? "",
        ctrlKey: parts.includes("Ctrl"),
        shiftKey: parts.includes("Shift"),
        bubbles: true,
        cancelable: true,
      });
      view.someProp("handleKeyDown", (handle) => handle(view, event) || undefined);
      continue;
    }
    const { from, to } = view.state.selection;
    const insert = () => view.state.tr.insertText(letter ?? "", from, to);
    if (!view.someProp("handleTextInput", (handle) => handle(view, from, to, letter ?? "", insert) || undefined))
      view.dispatch(insert());
  }
}

function typed(text: string, start = ""): string {
  const view = show(start);
  type(view, text);
  return view.read();
}

describe("typing Markdown", () => {
  it.each([
    ["## Title<Enter>text", "## Title\n\ntext"],
    ["- a<Enter>b", "- a\n- b"],
    ["* a<Enter><Tab>b", "* a\n  - b"],
    ["1. a<Enter>b<Enter><Enter>after", "1. a\n2. b\n\nafter"],
    ["> said", "> said"],
    ["```js let a;", "```js\nlet a;\n```"],
    ["[ ] open<Enter>next", "- [ ] open\n- [ ] next"],
    ["[x] done", "- [x] done"],
    ["- [ ] in a list", "- [ ] in a list"],
    ["[ ] a<Ctrl-Enter>", "- [x] a"],
    ["one<Enter>---two", "one\n\n---\n\ntwo"],
    ["**bold** and *it* and ~~no~~ and `co_de` x", "**bold** and *it* and ~~no~~ and `co_de` x"],
    ["[words](https://example.org) x", "[words](https://example.org) x"],
    ["see https://example.org/a_b. Then", "see https://example.org/a_b. Then"],
    ["to a_b@example.org now", "to a_b@example.org now"],
    ["a<Shift-Enter>b", "a\\\nb"],
  ])("%s", (keys, markdown) => {
    expect(typed(keys)).toBe(markdown);
  });

  it.each([
    ["2 * 3 * 4"],
    ["snake_case_name"],
    ["* not a list"],
    ["# no heading"],
    ["1. no list"],
    ["[brackets] and <angles> & ampersands"],
  ])("%s can be meant as it stands, with undo", (text) => {
    const view = show();
    view.view.dispatch(view.view.state.tr.insertText(text));
    const again = show(view.read());
    expect(again.view.state.doc.textContent).toBe(text);
    expect(again.view.state.doc.firstChild?.type.name).toBe("paragraph");
  });

  it("is taken back by Backspace right after", () => {
    expect(typed("- <Backspace>")).toBe("\\-");
  });
});

describe("the tools", () => {
  const after = (text: string, ...commands: Command[]) => {
    const view = show(text);
    for (const command of commands) view.run(command);
    return view.read();
  };

  it("make and unmake headings, quotes and lists", () => {
    expect(after("a", heading(2))).toBe("## a");
    expect(after("## a", heading(2))).toBe("a");
    expect(after("a", quote)).toBe("> a");
    expect(after("> a", quote)).toBe("a");
    expect(after("a", list("bullet_list"))).toBe("- a");
    expect(after("- a", list("ordered_list"))).toBe("1. a");
    expect(after("- a", list("bullet_list"))).toBe("a");
    expect(after("a", taskList)).toBe("- [ ] a");
    expect(after("- [ ] a", taskList)).toBe("- a");
  });

  it("make a table that is filled with Tab, and align its columns", () => {
    const view = show("before\n");
    view.run(insertTable);
    type(view, "a<Tab>b<Tab>c<Tab>1<Tab>2<Tab>3<Tab>4<Tab>5<Tab>6<Tab>7");
    view.run(align("right"));
    expect(view.read()).toBe(
      "before\n\n|  a | b | c |\n| -: | - | - |\n|  1 | 2 | 3 |\n|  4 | 5 | 6 |\n|  7 |   |   |\n",
    );
  });

  it("set, change, follow and remove a link", () => {
    const view = show("see it\n");
    view.selectRange(5, 7);
    view.view.dispatch(setLink(view.view.state, "example.org/a"));
    expect(view.read()).toBe("see [it](https://example.org/a)\n");
    view.selectRange(6, 6);
    type(view, "<Ctrl-Enter>");
    expect(onlink).toHaveBeenCalledWith("https://example.org/a");
    view.view.dispatch(setLink(view.view.state, "a@example.org"));
    expect(view.read()).toBe("see [it](mailto:a@example.org)\n");
    const link = selectedLink(view.view.state);
    if (link) view.view.dispatch(removeLink(view.view.state, link));
    expect(view.read()).toBe("see it\n");
  });

  it("do not make the text bold outside the selection", () => {
    const view = show("one two three\n");
    view.selectRange(5, 9);
    view.run(mark("strong"));
    expect(view.read()).toBe("one **two** three\n");
  });
});
