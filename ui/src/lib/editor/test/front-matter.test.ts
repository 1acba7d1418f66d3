import { TextSelection } from "prosemirror-state";
import { afterEach, describe, expect, it } from "vitest";
import { show } from "./shown";

const text = "---\ntitle: Marking in red\ntags:\n  - marking\n---\n\nOne.\n\nTwo.\n";

describe("front matter", () => {
  const shown: ReturnType<typeof show>[] = [];
  afterEach(() => {
    for (const view of shown.splice(0)) view.destroy();
  });
  function open() {
    const rich = show(text);
    shown.push(rich);
    const button = rich.view.dom.querySelector<HTMLButtonElement>(".front-matter > button");
    const source = rich.view.dom.querySelector<HTMLElement>(".front-matter > pre");
    if (!button || !source) throw new Error("no front matter is shown");
    return { rich, button, source };
  }

  it("is folded to one line that says how long it is, and the cursor stands behind it", () => {
    const { rich, button, source } = open();
    expect(button.textContent).toBe("Front matter, 5 lines");
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(source.hidden).toBe(true);
    expect(button.getAttribute("aria-controls")).toBe(source.id);
    expect(rich.view.state.selection.$from.parent.textContent).toBe("One.");
  });

  it("unfolds and folds by its button and keeps every byte", () => {
    const { rich, button, source } = open();
    button.click();
    expect(source.hidden).toBe(false);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(source.textContent).toContain("title: Marking in red");
    button.click();
    expect(source.hidden).toBe(true);
    expect(rich.read()).toBe(text);
    rich.view.dispatch(rich.view.state.tr.insertText("!", rich.view.state.selection.from));
    expect(rich.read()).toBe(text.replace("One.", "!One."));
  });

  it("is edited as source, counts its lines anew, and lets go of the cursor when it is folded", () => {
    const { rich, button } = open();
    button.click();
    const at = 1 + "---\ntitle: Marking".length;
    rich.view.dispatch(rich.view.state.tr.setSelection(TextSelection.create(rich.view.state.doc, at)));
    rich.view.dispatch(rich.view.state.tr.insertText(" twice\nby: K"));
    expect(button.textContent).toBe("Front matter, 6 lines");
    expect(rich.read()).toBe(text.replace("Marking in red", "Marking twice\nby: K in red"));
    button.click();
    expect(rich.view.state.selection.$from.parent.textContent).toBe("One.");
  });

  it("unfolds when the cursor gets into it", () => {
    const { rich, source } = open();
    rich.view.dispatch(rich.view.state.tr.setSelection(TextSelection.create(rich.view.state.doc, 3)));
    expect(source.hidden).toBe(false);
  });

  it("unfolds when a search finds something in it, and not for what stands below", () => {
    const { rich, source } = open();
    rich.finder.search("two");
    expect(source.hidden).toBe(true);
    rich.finder.search("Marking in");
    expect(source.hidden).toBe(false);
  });

  it("is passed over by the keys that go to the top, folded or not", () => {
    const { rich, button } = open();
    const { view } = rich;
    const press = (init: KeyboardEventInit) =>
      view.dom.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
    press({ key: "ArrowLeft" });
    press({ key: "Home", ctrlKey: true });
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(view.state.selection.$from.parent.textContent).toBe("One.");
    button.click();
    press({ key: "Home", ctrlKey: true });
    expect(view.state.selection.from).toBe(1);
    press({ key: "ArrowLeft" });
    expect(view.state.selection.from).toBe(1);
  });
});
