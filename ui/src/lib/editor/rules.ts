import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { Fragment, type Attrs } from "prosemirror-model";
import { TextSelection, type Plugin } from "prosemirror-state";
import { depthOf } from "./commands";
import { literalLinks } from "./links";
import { isNode, markType, nodeType, schema, type MarkName } from "./schema";

/** Markdown as it is typed becomes what it stands for. Ctrl+Z or Backspace right after takes it back to the typed signs. */
export function rules(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,6})\s$/, nodeType("heading"), (match) => ({ level: match[1]?.length ?? 1 })),
      wrappingInputRule(/^\s*([-*+])\s$/, nodeType("bullet_list"), (match) => ({ marker: match[1] ?? null })),
      wrappingInputRule(
        /^\s*(\d{1,9})([.)])\s$/,
        nodeType("ordered_list"),
        (match): Attrs => ({ start: Number(match[1]), marker: match[2] ?? null }),
        (match, node) => node.childCount + (node.attrs["start"] as number) === Number(match[1]),
      ),
      wrappingInputRule(/^\s*>\s$/, nodeType("blockquote")),
      textblockTypeInputRule(/^(?:```|~~~)([\w+-]*)\s$/, nodeType("code_block"), (match) => ({ lang: match[1] ?? "" })),
      task,
      line,
      marked(/(?:^|[^*\w])(\*\*([^*\s](?:[^*]*[^*\s])?)\*\*)$/, "strong"),
      marked(/(?:^|[^_\w])(__([^_\s](?:[^_]*[^_\s])?)__)$/, "strong"),
      marked(/(?:^|[^*\w])(\*([^*\s](?:[^*]*[^*\s])?)\*)$/, "em"),
      marked(/(?:^|[^_\w])(_([^_\s](?:[^_]*[^_\s])?)_)$/, "em"),
      marked(/(~~([^~\s](?:[^~]*[^~\s])?)~~)$/, "strike"),
      marked(/(?:^|[^`])(`([^`]+)`)$/, "code"),
      named,
      address,
    ],
  });
}

/** "[ ] " or "[x] " at the start of a paragraph or item makes a task. */
const task = new InputRule(/^\[([ xX]?)\]\s$/, (state, match, start, end) => {
  if (!isNode(state.selection.$from.parent, "paragraph")) return null;
  const checked = (match[1] ?? "").toLowerCase() === "x";
  const depth = depthOf(state, "list_item");
  const { $from } = state.selection;
  const tr = state.tr.delete(start, end);
  if (depth > 0 && depth === $from.depth - 1 && $from.index(depth) === 0) {
    return tr.setNodeAttribute($from.before(depth), "checked", checked);
  }
  const range = tr.doc.resolve(start).blockRange();
  if (!range) return null;
  return tr.wrap(range, [{ type: nodeType("bullet_list") }, { type: nodeType("list_item"), attrs: { checked } }]);
});

/** "---" on a line of its own is a rule. */
const line = new InputRule(/^(?:---|\*\*\*|___)$/, (state, _match, start, end) => {
  const { $from } = state.selection;
  if (!isNode($from.parent, "paragraph") || depthOf(state, "table") > 0 || end < $from.end()) return null;
  const tr = state.tr.replaceWith($from.before(), $from.after(), [
    nodeType("horizontal_rule").create(),
    nodeType("paragraph").create(),
  ]);
  return tr.setSelection(TextSelection.create(tr.doc, start + 1));
});

/** Text between signs takes the mark and loses the signs. */
function marked(pattern: RegExp, name: MarkName): InputRule {
  return new InputRule(
    pattern,
    (state, match, start, end) => {
      const all = match[1] ?? "";
      const inner = match[2] ?? "";
      const from = start + match[0].length - all.length;
      // The last sign is not in the document yet.
      const sign = (all.length - inner.length) / 2;
      const type = markType(name);
      if (!state.doc.resolve(start).parent.type.allowsMarkType(type)) return null;
      if (state.doc.rangeHasMark(from, end, markType("code")) || state.doc.rangeHasMark(from, end, markType("raw")))
        return null;
      const tr = state.tr;
      const to = from + sign + inner.length;
      if (end > to) tr.delete(to, end);
      tr.delete(from, from + sign);
      tr.addMark(from, from + inner.length, type.create());
      return tr.removeStoredMark(type);
    },
    { inCodeMark: false },
  );
}

/** "[words](address)" is a link. */
const named = new InputRule(
  /\[([^[\]]+)\]\(([^()\s]+)\)$/,
  (state, match, start, end) => {
    const link = markType("link").create({ href: match[2] ?? "" });
    if (!state.doc.resolve(start).parent.type.allowsMarkType(link.type)) return null;
    return state.tr
      .replaceWith(start, end, Fragment.from(schema.text(match[1] ?? "", [link])))
      .removeStoredMark(link.type);
  },
  { inCodeMark: false },
);

/** An address followed by a space is a link. */
const address = new InputRule(
  /(?:^|\s|\()(\S+\.\S+|\S+@\S+)\s$/,
  (state, match, start, end) => {
    const word = match[1] ?? "";
    const [found] = literalLinks(word);
    if (!found || found.from !== 0) return null;
    const from = start + match[0].indexOf(word);
    const to = from + found.to;
    const type = markType("link");
    if (state.doc.rangeHasMark(from, to, type) || !state.doc.resolve(start).parent.type.allowsMarkType(type))
      return null;
    const space = match[0].at(-1) ?? " ";
    return state.tr
      .addMark(from, to, type.create({ href: found.href, form: "literal" }))
      .insertText(space, end)
      .removeStoredMark(type);
  },
  { inCodeMark: false },
);
