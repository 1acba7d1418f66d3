import { afterEach, describe, expect, it, vi } from "vitest";
import type { RichView } from "../rich-view";
import { dataText } from "./data";
import { show as makeView } from "./shown";

let made: RichView[] = [];
afterEach(() => {
  for (const view of made) view.destroy();
  made = [];
});

function show(...given: Parameters<typeof makeView>): RichView {
  const view = makeView(...given);
  made.push(view);
  return view;
}

describe("the rich editor", () => {
  it("is one labelled text box in the language of the text", () => {
    const { dom } = show("a").view;
    expect(dom.getAttribute("role")).toBe("textbox");
    expect(dom.getAttribute("aria-multiline")).toBe("true");
    expect(dom.getAttribute("aria-label")).toBe("Text");
    expect(dom.getAttribute("lang")).toBe("en");
    expect(dom.getAttribute("spellcheck")).toBe("true");
  });

  it("shows an attached picture and never loads another", () => {
    const { dom } = show("![a](attachment:7f) ![dog](https://example.org/dog.png)\n").view;
    expect([...dom.querySelectorAll("img[src]")].map((image) => image.getAttribute("src"))).toEqual(["/attach/7f"]);
    expect(dom.textContent).toContain("https://example.org/dog.png");
  });

  it("tells a change of the user's and not one from outside", () => {
    const ontouch = vi.fn();
    const view = show("one\n\ntwo\n", { ontouch });
    view.replace("one\n\nthree\n");
    expect(ontouch).not.toHaveBeenCalled();
    expect(view.read()).toBe("one\n\nthree\n");
    view.view.dispatch(view.view.state.tr.insertText("!", 4));
    expect(ontouch).toHaveBeenCalledOnce();
    expect(view.read()).toBe("one!\n\nthree\n");
  });

  it("puts files at the place they were dropped, though the text moved meanwhile", () => {
    const view = show("one two\n");
    const ticket = view.ticket(4);
    view.view.dispatch(view.view.state.tr.insertText("zero ", 1));
    const attachment = { entry: "e", media_type: "", bytes: 1, added_at: "" };
    view.insert(
      [
        { ...attachment, id: "a1", name: "pic.png", is_image: true },
        { ...attachment, id: "b2", name: "x.pdf", is_image: false },
      ],
      ticket,
    );
    expect(view.read()).toBe("zero one![pic.png](attachment:a1) [x.pdf](attachment:b2) two\n");
  });
});

const payloads = dataText("xss-dompurify/expect.json");

describe.skipIf(payloads === null)("hostile Markdown", () => {
  it("makes no script, handler or address that runs in the view", { timeout: 120_000 }, () => {
    const list = (JSON.parse(payloads ?? "[]") as { payload: string }[]).map(({ payload }) => payload);
    const own = [
      "[x](javascript:alert(1))",
      "![x](javascript:alert(1))",
      "<javascript:alert(1)>",
      "[x]\n\n[x]: javascript:alert(1)",
      "[x](data:text/html,<script>alert(1)</script>)",
      "[x](\tJaVaScRiPt:alert(1))",
    ];
    for (const text of [...own, ...list, ...list.map((one) => `a ${one.replace(/\s+/g, " ")} b`)]) {
      const view = show(text);
      for (const element of view.view.dom.querySelectorAll("*")) {
        expect(["SCRIPT", "IFRAME", "OBJECT", "EMBED", "STYLE", "SVG", "FORM", "LINK", "META"]).not.toContain(
          element.tagName.toUpperCase(),
        );
        for (const { name, value } of element.attributes) {
          expect(name.toLowerCase().startsWith("on")).toBe(false);
          if (name === "href") expect(value).toMatch(/^(https?:|mailto:|attachment:)/i);
          if (name === "src") expect(value).toMatch(/^\/attach\//);
        }
      }
      view.destroy();
      made.pop();
    }
  });
});
