import { syntaxTree } from "@codemirror/language";
import type { EditorState, TransactionSpec } from "@codemirror/state";
import { placeFor, sectionsOf, type Part, type Section } from "./stages";

/** The stages of a template in the source editor. */

/** The blocks at the top of the text, as the editor's own reading of the Markdown has them. */
function partsOf(state: EditorState): Part[] {
  const found: Part[] = [];
  for (let node = syntaxTree(state).topNode.firstChild; node; node = node.nextSibling) {
    const isHeading = node.name === "ATXHeading2" || node.name === "SetextHeading2";
    const text = isHeading ? saidBy(state.sliceDoc(node.from, node.to)) : null;
    found.push({ heading: text, blank: false, from: node.from, to: node.to });
  }
  return found;
}

/** What a heading says, without the signs that make it one. */
function saidBy(source: string): string {
  return source
    .replace(/^ {0,3}##(?=\s|$)/, "")
    .replace(/(\s#+\s*|\n {0,3}-+\s*)$/, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

export function sectionsIn(state: EditorState, labels: readonly string[]): Section[] {
  if (labels.length === 0) return [];
  const sections = sectionsOf(partsOf(state), labels);
  // Blank lines are no blocks: what lies between two headings belongs to the first.
  sections.forEach((section, i) => (section.to = sections[i + 1]?.from ?? state.doc.length));
  return sections;
}

/** The cursor to the end of what is written at a stage, whose heading is put where it belongs if it is not there. */
export function toStage(state: EditorState, labels: readonly string[], label: string): TransactionSpec {
  const sections = sectionsIn(state, labels);
  const section = sections.find((one) => one.label === label);
  if (!section) {
    const at = placeFor(label, sections, labels) ?? state.doc.length;
    const before = state.sliceDoc(0, at).replace(/\n{0,2}$/, "");
    const lead = "\n\n".slice(0, before === "" ? 0 : 2 - (at - before.length));
    const insert = `${lead}## ${label}\n\n${at < state.doc.length ? "\n\n" : ""}`;
    return { changes: { from: at, insert }, selection: { anchor: at + lead.length + label.length + 5 }, ...shown };
  }
  const words = state.sliceDoc(section.start, section.to);
  const anchor = section.written
    ? section.start + words.trimEnd().length
    : section.start + Math.min(words.length, Math.max(1, Math.min(2, words.length - 1)));
  return { selection: { anchor }, ...shown };
}

const shown = { scrollIntoView: true, userEvent: "select" } as const;
