import { ensureSyntaxTree } from "@codemirror/language";
import { Annotation, StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { commentAt, placesAmong, type Letters, type MarkedPassage, type PassageMarks } from "./passages";

/**
 * The passages that somebody commented on, in the source editor. The signs of Markdown are no letters of a passage: they are
 * passed over when it is looked for, and marked with it where they stand in its middle.
 */

/** A change that the user did not make. */
export const outside = Annotation.define<boolean>();

type State = { readonly shown: readonly MarkedPassage[]; readonly now: string | null; readonly marks: DecorationSet };
type Wanted = Pick<PassageMarks, "shown" | "now">;

const want = StateEffect.define<Wanted>();
/** Milliseconds that reading the Markdown may take; what is not read by then is taken as it stands. */
const PATIENCE = 100;

/** What is a sign of Markdown and no word of the text. */
const SIGNS =
  /^(EmphasisMark|StrikethroughMark|HeaderMark|QuoteMark|ListMark|TaskMarker|CodeMark|CodeInfo|LinkMark|LinkLabel|LinkTitle|URL|TableDelimiter|HTMLTag|HardBreak|HorizontalRule)$/u;

export function lettersIn(state: EditorState): Letters {
  const signs: { from: number; to: number }[] = [];
  ensureSyntaxTree(state, state.doc.length, PATIENCE)?.iterate({
    enter: ({ name, from, to, node }) => {
      // An address that stands for itself is what is read.
      const read = name === "URL" && node.parent?.name !== "Link" && node.parent?.name !== "Image";
      if (SIGNS.test(name) && !read) signs.push({ from, to });
      else if (name === "Escape") signs.push({ from, to: from + 1 });
    },
  });
  const source = state.doc.toString();
  const parts: string[] = [];
  const at: number[] = [];
  let sign = 0;
  for (let i = 0; i < source.length; i += 1) {
    while ((signs[sign]?.to ?? Infinity) <= i) sign += 1;
    if ((signs[sign]?.from ?? Infinity) <= i || source.charAt(i).trim() === "") continue;
    parts.push(source.charAt(i));
    at.push(i);
  }
  return { text: parts.join(""), at };
}

function marksOf(state: EditorState, { shown, now }: Wanted): DecorationSet {
  if (shown.length === 0) return Decoration.none;
  const said = new Map(shown.map((one) => [one.id, one.said]));
  const marks = placesAmong(lettersIn(state), shown).map(({ id, from, to }) =>
    markOf(id, id === now, said.get(id)).range(from, to),
  );
  return Decoration.set(marks, true);
}

const markOf = (id: string, now: boolean, said = ""): Decoration =>
  Decoration.mark({
    tagName: "mark",
    class: now ? "commented commented-now" : "commented",
    attributes: { "data-comment": id, "aria-description": said },
    comment: id,
  });

const field = StateField.define<State>({
  create: () => ({ shown: [], now: null, marks: Decoration.none }),
  update(value, tr) {
    const wanted = tr.effects.find((effect) => effect.is(want))?.value;
    if (wanted) return { ...wanted, marks: marksOf(tr.state, wanted) };
    if (!tr.docChanged || value.shown.length === 0) return value;
    const marks = value.marks.map(tr.changes);
    // The whole text was put in the place of another: its words are looked for anew.
    const anew = marks.size < value.marks.size && tr.annotation(outside) === true;
    return { ...value, marks: anew ? marksOf(tr.state, value) : marks };
  },
  provide: (one) => EditorView.decorations.from(one, ({ marks }) => marks),
});

/** Shows marks, and tells who asks for them where they are pointed at. */
export function sourcePassages(marks: () => PassageMarks): Extension {
  return [
    field,
    EditorView.domEventHandlers({
      mouseover: (event) => void marks().onpoint(commentAt(event.target), false),
      mouseleave: () => void marks().onpoint(null, false),
      click: (event) => void marks().onpoint(commentAt(event.target), true),
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged || update.geometryChanged) marks().onmoved();
    }),
  ];
}

export function showInSource(view: EditorView, { shown, now }: PassageMarks): void {
  const before = view.state.field(field);
  if (before.shown === shown && before.now === now) return;
  if (before.shown.length + shown.length === 0) return;
  view.dispatch({ effects: want.of({ shown, now }) });
}

/** Where a marked passage stands; null where it does not. */
export function passageInSource(view: EditorView, id: string): { from: number; to: number } | null {
  let found: { from: number; to: number } | null = null;
  view.state.field(field).marks.between(0, view.state.doc.length, (from, to, mark) => {
    if ((mark.spec as { comment?: string }).comment === id) found ??= { from, to };
  });
  return found;
}
