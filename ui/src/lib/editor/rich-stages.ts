import type { Node } from "prosemirror-model";
import { Selection, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { isNode, nodeType, schema } from "./schema";
import { placeFor, sectionsOf, type Part, type Section } from "./stages";

/** The stages of a template in the rich editor. */

const parts = new WeakMap<Node, Part[]>();

/** The document's top blocks; remembered, because the cursor moves more often than the text changes. */
function partsOf(doc: Node): Part[] {
  const known = parts.get(doc);
  if (known) return known;
  const found: Part[] = [];
  doc.forEach((node, from) => {
    const isHeading = isNode(node, "heading") && node.attrs["level"] === 2;
    found.push({ heading: isHeading ? node.textContent : null, blank: isBlank(node), from, to: from + node.nodeSize });
  });
  parts.set(doc, found);
  return found;
}

function isBlank(node: Node): boolean {
  return isNode(node, "paragraph") && node.childCount === textsOf(node) && node.textContent.trim() === "";
}

function textsOf(node: Node): number {
  let texts = 0;
  node.forEach((child) => void (child.isText && (texts += 1)));
  return texts;
}

export function sectionsIn(doc: Node, labels: readonly string[]): Section[] {
  return labels.length === 0 ? [] : sectionsOf(partsOf(doc), labels);
}

/**
 * An empty line under each stage that has none, to click into and to write in; null if none is needed. It is not in the
 * Markdown until something is written there, which knows no empty paragraphs.
 */
export function roomFor(state: EditorState, labels: readonly string[]): Transaction | null {
  const { tr } = state;
  for (const { start, to } of sectionsIn(state.doc, labels))
    if (start === to) tr.insert(tr.mapping.map(start), nodeType("paragraph").create());
  return tr.docChanged ? tr.setMeta("outside", true).setMeta("addToHistory", false) : null;
}

/** The cursor to the end of what is written at a stage, whose heading is put where it belongs if it is not there. */
export function toStage(state: EditorState, labels: readonly string[], label: string): Transaction {
  const { tr } = state;
  const sections = sectionsIn(state.doc, labels);
  const section = sections.find((one) => one.label === label);
  if (!section) {
    const at = placeFor(label, sections, labels) ?? state.doc.content.size;
    const heading = nodeType("heading").create({ level: 2 }, schema.text(label));
    tr.insert(at, [heading, nodeType("paragraph").create()]);
    return tr.setSelection(TextSelection.create(tr.doc, at + heading.nodeSize + 1)).scrollIntoView();
  }
  if (section.start === section.to)
    tr.insert(section.start, nodeType("paragraph").create()).setMeta("outside", true).setMeta("addToHistory", false);
  const end = section.start === section.to ? section.start + 2 : section.to;
  return tr.setSelection(Selection.near(tr.doc.resolve(end), -1)).scrollIntoView();
}
