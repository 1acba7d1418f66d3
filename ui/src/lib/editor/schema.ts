import { Schema, type Attrs, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";
import { isOurs } from "./links";

/**
 * What the rich editor knows. Everything else in a Markdown text is kept verbatim: as a `raw_block` between blocks, as
 * text with the mark `raw` within a line.
 *
 * Attributes that only serve to write a block back as it was found (marker, literal, level …) are named in write-block.ts.
 */

/** Levels of nesting at which a mark was found; null for one the user made. Keeps `_**a**_` from becoming `**_a_**`. */
const level = { level: { default: null, validate: "number|null" } };

const nodes: Record<string, NodeSpec> = {
  // Front matter can only stand at the very top, so it has its own place there.
  doc: { content: "front_matter? block+" },

  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },

  heading: {
    attrs: { level: { default: 2, validate: "number" } },
    content: "inline*",
    group: "block",
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((n) => ({ tag: `h${n}`, attrs: { level: n } })),
    toDOM: (node) => [`h${node.attrs["level"]}`, 0],
  },

  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },

  code_block: {
    // lang and meta: the words after the fence, "js {1,3}".
    attrs: { lang: { default: "", validate: "string" }, meta: { default: "", validate: "string" } },
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: (node) => [
      "pre",
      node.attrs["lang"] ? { "data-lang": node.attrs["lang"] } : {},
      ["code", { spellcheck: "false" }, 0],
    ],
  },

  // "-", "*" or "+"; tight: no blank lines between the items.
  bullet_list: {
    attrs: { marker: { default: null, validate: "string|null" }, tight: { default: true, validate: "boolean" } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: (node) => ["ul", { class: node.attrs["tight"] ? "tight" : "loose" }, 0],
  },

  // marker: "." or ")"
  ordered_list: {
    attrs: {
      marker: { default: null, validate: "string|null" },
      tight: { default: true, validate: "boolean" },
      start: { default: 1, validate: "number" },
    },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: startOf(dom) }) }],
    toDOM: (node) => ["ol", { start: String(node.attrs["start"]), class: node.attrs["tight"] ? "tight" : "loose" }, 0],
  },

  // checked: null is a plain item, true or false a task.
  list_item: {
    attrs: { checked: { default: null, validate: "boolean|null" } },
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "li", getAttrs: (dom) => ({ checked: checkedOf(dom) }) }],
    toDOM: (node) =>
      node.attrs["checked"] === null
        ? ["li", 0]
        : ["li", { class: "task", "data-checked": String(node.attrs["checked"]) }, ["div", 0]],
  },

  ...tableNodes({
    tableGroup: "block",
    cellContent: "paragraph",
    cellAttributes: {
      align: {
        default: null,
        validate: "string|null",
        getFromDOM: (dom) =>
          ["left", "center", "right"].includes(dom.getAttribute("align") ?? "") ? dom.getAttribute("align") : null,
        setDOMAttr: (value, attrs) => {
          if (value) attrs["class"] = `align-${value}`;
        },
      },
    },
  }),

  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },

  raw_block: {
    content: "text*",
    marks: "",
    group: "block",
    code: true,
    defining: true,
    isolating: true,
    toDOM: () => ["pre", { class: "raw", spellcheck: "false", "data-raw": "" }, ["code", 0]],
    parseDOM: [{ tag: "pre[data-raw]", preserveWhitespace: "full", priority: 60 }],
  },

  front_matter: {
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    isolating: true,
    selectable: false,
    toDOM: () => ["pre", { class: "raw front-matter", spellcheck: "false" }, ["code", 0]],
  },

  text: { group: "inline" },

  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },

  // Only attachments are shown; pictures elsewhere are a placeholder, because nothing may load from the network.
  image: {
    attrs: {
      src: { validate: "string" },
      alt: { default: "", validate: "string" },
      title: { default: null, validate: "string|null" },
    },
    inline: true,
    group: "inline",
    draggable: true,
    parseDOM: [{ tag: "img[data-src]", getAttrs: (dom) => imageOf(dom) }],
    toDOM: (node) => ["img", { "data-src": node.attrs["src"], alt: node.attrs["alt"] }],
  },
};

const marks: Record<string, MarkSpec> = {
  // form: how it was written. "inline" [a](b), "angle" <b>, "literal" b; ref: the label of a reference [a][label].
  link: {
    attrs: {
      href: { validate: "string" },
      title: { default: null, validate: "string|null" },
      form: { default: "inline", validate: "string" },
      ref: { default: null, validate: "string|null" },
      ...level,
    },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") ?? "" }) }],
    // No href for what could run: the popover shows where it leads, the program opens it.
    toDOM: (mark): DOMOutputSpec => [
      "a",
      isOurs(mark.attrs["href"]) ? { href: mark.attrs["href"], rel: "noreferrer" } : { class: "unsafe" },
      0,
    ],
  },
  strong: {
    attrs: level,
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
    toDOM: () => ["strong", 0],
  },
  em: {
    attrs: level,
    parseDOM: [{ tag: "em" }, { tag: "i" }],
    toDOM: () => ["em", 0],
  },
  strike: {
    attrs: level,
    parseDOM: [{ tag: "del" }, { tag: "s" }, { tag: "strike" }],
    toDOM: () => ["del", 0],
  },
  code: {
    code: true,
    excludes: "code raw soft",
    parseDOM: [{ tag: "code" }, { tag: "kbd" }, { tag: "samp" }, { tag: "tt" }],
    toDOM: () => ["code", { spellcheck: "false" }, 0],
  },
  // Markdown and HTML that the editor does not model: written exactly as it stands.
  raw: {
    inclusive: false,
    excludes: "code raw soft",
    parseDOM: [{ tag: "span[data-raw]" }],
    toDOM: () => ["span", { class: "raw", "data-raw": "", spellcheck: "false" }, 0],
  },
  // A space that is a line ending in the source: reads as a space, written as a line ending.
  soft: {
    inclusive: false,
    excludes: "code raw soft",
    parseDOM: [{ tag: "span[data-soft]" }],
    toDOM: () => ["span", { "data-soft": "" }, 0],
  },
};

function startOf(dom: HTMLElement): number {
  const start = Number(dom.getAttribute("start") ?? 1);
  return Number.isInteger(start) && start >= 0 && start < 1e9 ? start : 1;
}

function checkedOf(dom: HTMLElement): boolean | null {
  const checked = dom.getAttribute("data-checked");
  return checked === null ? null : checked === "true";
}

function imageOf(dom: HTMLElement): Attrs {
  return { src: dom.getAttribute("data-src") ?? "", alt: dom.getAttribute("alt") ?? "" };
}

export const schema = new Schema({ nodes, marks });

/** The node types by name, so that a misspelt name does not compile. */
export type NodeName =
  | "doc"
  | "paragraph"
  | "heading"
  | "blockquote"
  | "code_block"
  | "bullet_list"
  | "ordered_list"
  | "list_item"
  | "table"
  | "table_row"
  | "table_cell"
  | "table_header"
  | "horizontal_rule"
  | "raw_block"
  | "front_matter"
  | "text"
  | "hard_break"
  | "image";
export type MarkName = "link" | "strong" | "em" | "strike" | "code" | "raw" | "soft";

/** A node type of the schema. */
export function nodeType(name: NodeName) {
  const type = schema.nodes[name];
  if (!type) throw new Error(`The schema has no node ${name}.`);
  return type;
}

/** A mark type of the schema. */
export function markType(name: MarkName) {
  const type = schema.marks[name];
  if (!type) throw new Error(`The schema has no mark ${name}.`);
  return type;
}

/** Is it one of these? */
export function isNode(node: Node | null | undefined, ...names: NodeName[]): boolean {
  return node !== null && node !== undefined && (names as string[]).includes(node.type.name);
}
