import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { SourceView } from "../source-view";
import type { RichView } from "../rich-view";
import { nowhere, type Standing } from "../stages";
import { show as makeView } from "./shown";

const LABELS = ["What?", "So what?", "Now what?"];
const EMPTY = "## What?\n\n## So what?\n\n## Now what?\n";

const made: { destroy(): void }[] = [];
afterEach(() => {
  for (const view of made.splice(0)) view.destroy();
});

function rich(text: string, stages: string[] = LABELS): { view: RichView; standing: () => Standing } {
  let told = nowhere;
  const view = makeView(text, { stages, onstages: (standing) => (told = standing) });
  made.push(view);
  return { view, standing: () => told };
}

function source(text: string): { view: SourceView; standing: () => Standing } {
  let told = nowhere;
  const view = new SourceView(document.createElement("div"), text, {
    label: "Text",
    language: null,
    spelling: true,
    stages: LABELS,
    onstages: (standing) => (told = standing),
    ontouch: () => undefined,
    ontools: () => undefined,
    onfiles: () => undefined,
  });
  made.push(view);
  return { view, standing: () => told };
}

const type = (view: RichView, text: string): void =>
  view.view.dispatch(view.view.state.tr.insertText(text, view.view.state.selection.from));
const typeSource = (view: SourceView, text: string): void => view.view.dispatch(view.view.state.replaceSelection(text));

describe("the stages of a template in the rich editor", () => {
  it("have an empty line each to write in, which changes no byte of the text", () => {
    const { view } = rich(EMPTY);
    expect([...view.view.dom.children].map((node) => node.tagName)).toEqual(["H2", "P", "H2", "P", "H2", "P"]);
    expect(view.read()).toBe(EMPTY);
  });

  it("leave a text alone whose headings are somebody's own", () => {
    const { view } = rich("## One\n\n## Two\n");
    expect([...view.view.dom.children].map((node) => node.tagName)).toEqual(["H2", "H2"]);
  });

  it("what is typed at a stage stands under its heading", () => {
    const { view, standing } = rich(EMPTY);
    view.toStage("So what?");
    expect(standing()).toEqual({ at: "So what?", present: LABELS, written: [] });
    type(view, "It hurt.");
    expect(view.read()).toBe("## What?\n\n## So what?\n\nIt hurt.\n\n## Now what?\n");
    expect(standing().written).toEqual(["So what?"]);
  });

  it("the cursor goes behind what stands there already", () => {
    const { view } = rich("## What?\n\nOne.\n\n### Aside\n\nTwo.\n\n## So what?\n");
    view.toStage("What?");
    type(view, " Three.");
    expect(view.read()).toBe("## What?\n\nOne.\n\n### Aside\n\nTwo. Three.\n\n## So what?\n");
  });

  it("a heading of one's own belongs to the stage it stands in", () => {
    const { view, standing } = rich("## What?\n\n## My own\n\nWords.\n\n## So what?\n");
    view.jumpTo("Words");
    expect(standing()).toEqual({ at: "What?", present: ["What?", "So what?"], written: ["What?"] });
  });

  it("above the first heading is no stage", () => {
    const { view, standing } = rich(`Before.\n\n${EMPTY}`);
    view.jumpTo("Before");
    expect(standing().at).toBeNull();
  });

  it("a heading that was taken out comes back in its place", () => {
    const { view } = rich("## What?\n\nOne.\n\n## Now what?\n\nThree.\n");
    view.toStage("So what?");
    type(view, "Two.");
    expect(view.read()).toBe("## What?\n\nOne.\n\n## So what?\n\nTwo.\n\n## Now what?\n\nThree.\n");
  });

  it("get their lines when the template is put in from outside", () => {
    const { view } = rich("Words.\n");
    view.replace(`Words.\n\n${EMPTY}`);
    expect(view.view.dom.querySelectorAll("h2 + p")).toHaveLength(3);
    expect(view.read()).toBe(`Words.\n\n${EMPTY}`);
  });

  it("whatever the text is, opening it with stages and going to each changes no byte of what was there", () => {
    const line = fc.constantFrom(
      ...LABELS.map((label) => `## ${label}`),
      "Words.",
      "",
      "- item",
      "### More",
      "```",
      "> q",
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.join("\n");
        const { view, standing } = rich(text);
        expect(view.read()).toBe(text);
        for (const label of standing().present) {
          view.toStage(label);
          expect(view.read()).toBe(text);
          expect(standing().at).toBe(label);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("the stages of a template in the source editor", () => {
  it("what is typed at a stage stands under its heading", () => {
    const { view, standing } = source(EMPTY);
    view.toStage("So what?");
    expect(standing()).toEqual({ at: "So what?", present: LABELS, written: [] });
    typeSource(view, "It hurt.");
    expect(view.read()).toBe("## What?\n\n## So what?\nIt hurt.\n## Now what?\n");
    expect(standing().written).toEqual(["So what?"]);
  });

  it("also at the last stage, with nothing after it", () => {
    const { view } = source("## What?");
    view.toStage("What?");
    typeSource(view, "\nWords.");
    expect(view.read()).toBe("## What?\nWords.");
  });

  it("a heading in a block of code is no stage", () => {
    const { view, standing } = source("```\n## What?\n```\n\n## So what?\n");
    view.toStage("So what?");
    expect(standing().present).toEqual(["So what?"]);
  });

  it("a heading that was taken out comes back in its place", () => {
    const { view } = source("## What?\n\nOne.\n\n## Now what?\n\nThree.\n");
    view.toStage("So what?");
    typeSource(view, "Two.");
    expect(view.read()).toBe("## What?\n\nOne.\n\n## So what?\n\nTwo.\n\n## Now what?\n\nThree.\n");
  });
});
