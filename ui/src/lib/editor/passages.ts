import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, TextSelection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

/**
 * Passages that somebody commented on, marked in the text. Marks are decorations: the document, and with it every byte that is
 * written, stays as it is. They move with the text as it is edited, and go with the words they stand on.
 */
export type MarkedPassage = {
  readonly id: string;
  readonly words: string;
  /** What stands around the words, by which they are told from others like them. */
  readonly before: string;
  readonly behind: string;
  /** Read aloud with the words: "Comment by Jo". */
  readonly said: string;
};
/** What is marked, and who is told about it. */
export type PassageMarks = {
  readonly shown: readonly MarkedPassage[];
  /** Which of them stands out. */
  readonly now: string | null;
  /** One is pointed at (null: no longer), or chosen by a click. */
  readonly onpoint: (id: string | null, chosen: boolean) => void;
  /** The text may stand elsewhere on the screen. */
  readonly onmoved: () => void;
};
export const noMarks: PassageMarks = { shown: [], now: null, onpoint: () => undefined, onmoved: () => undefined };
/** What can be asked of marked passages. */
export type PassageText = {
  /** How far down the screen the words begin; null where they are not marked. */
  topOf(id: string): number | null;
  /** Selects the words and brings them into sight; false where they are not marked. */
  goTo(id: string): boolean;
};
export type PassagePlace = { readonly id: string; readonly from: number; readonly to: number };

type State = { readonly wanted: readonly MarkedPassage[]; readonly now: string | null; readonly marks: DecorationSet };
type Meta = { readonly wanted?: readonly MarkedPassage[]; readonly now?: string | null };

const key = new PluginKey<State>("passages");
/** Places of the same words that are compared by what stands around them. */
const MOST = 1_000;

/** Every letter of a text that is no blank, with where it stands. */
export type Letters = { readonly text: string; readonly at: readonly number[] };

function lettersOf(doc: Node): Letters {
  const parts: string[] = [];
  const at: number[] = [];
  doc.descendants((node, pos) => {
    if (!node.isText || !node.text) return;
    for (let i = 0; i < node.text.length; i += 1) {
      const letter = node.text.charAt(i);
      if (letter.trim() === "") continue;
      parts.push(letter);
      at.push(pos + i);
    }
  });
  return { text: parts.join(""), at };
}

const squeezed = (text: string): string => text.replace(/\s+/gu, "");

/** How many letters before and behind a place are those wanted. */
function likeness(text: string, from: number, to: number, before: string, behind: string): number {
  let alike = 0;
  for (let i = 1; i <= before.length && text.charAt(from - i) === before.charAt(before.length - i); i += 1) alike += 1;
  for (let i = 0; i < behind.length && text.charAt(to + i) === behind.charAt(i); i += 1) alike += 1;
  return alike;
}

/** Where the passages stand; blanks and ends of blocks aside. One that stands nowhere is left out. */
export function placesOf(doc: Node, wanted: readonly MarkedPassage[]): PassagePlace[] {
  return wanted.length === 0 ? [] : placesAmong(lettersOf(doc), wanted);
}

/** The same among these letters. */
export function placesAmong({ text, at }: Letters, wanted: readonly MarkedPassage[]): PassagePlace[] {
  return wanted.flatMap(({ id, words, before, behind }) => {
    const looked = squeezed(words);
    if (looked === "") return [];
    const [left, right] = [squeezed(before), squeezed(behind)];
    let best = -1;
    let most = -1;
    let seen = 0;
    for (let i = text.indexOf(looked); i >= 0 && seen < MOST; i = text.indexOf(looked, i + 1), seen += 1) {
      const alike = likeness(text, i, i + looked.length, left, right);
      if (alike > most) [best, most] = [i, alike];
    }
    const [from, last] = [at[best], at[best + looked.length - 1]];
    return from === undefined || last === undefined ? [] : [{ id, from, to: last + 1 }];
  });
}

function marksOf(doc: Node, state: Omit<State, "marks">, places: readonly PassagePlace[]): DecorationSet {
  const said = new Map(state.wanted.map((one) => [one.id, one.said]));
  return DecorationSet.create(
    doc,
    places.map(({ id, from, to }) =>
      Decoration.inline(
        from,
        to,
        {
          nodeName: "mark",
          class: id === state.now ? "commented commented-now" : "commented",
          "data-comment": id,
          "aria-description": said.get(id) ?? "",
        },
        { id },
      ),
    ),
  );
}

/** Where they stand now, in the order of the text. */
export function passagesNow(state: EditorState): PassagePlace[] {
  const found = new Map<string, PassagePlace>();
  for (const { from, to, spec } of key.getState(state)?.marks.find() ?? []) {
    const id = (spec as { id: string }).id;
    const known = found.get(id);
    found.set(id, { id, from: Math.min(from, known?.from ?? from), to: Math.max(to, known?.to ?? to) });
  }
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Marks what was commented on. */
export function passages(): Plugin<State> {
  return new Plugin<State>({
    key,
    state: {
      init: () => ({ wanted: [], now: null, marks: DecorationSet.empty }),
      apply(tr, value, _old, state) {
        const meta = tr.getMeta(key) as Meta | undefined;
        const marks = tr.docChanged ? value.marks.map(tr.mapping, tr.doc) : value.marks;
        if (meta) {
          const next = { wanted: meta.wanted ?? value.wanted, now: meta.now === undefined ? value.now : meta.now };
          const places = meta.wanted ? placesOf(state.doc, next.wanted) : placesIn(marks);
          return { ...next, marks: marksOf(state.doc, next, places) };
        }
        // A block that was put in the place of another takes its marks away, though the words are the same.
        if (tr.docChanged && tr.getMeta("outside") && value.wanted.length > 0)
          return { ...value, marks: marksOf(state.doc, value, placesOf(state.doc, value.wanted)) };
        return { ...value, marks };
      },
    },
    props: { decorations: (state) => key.getState(state)?.marks },
  });
}

function placesIn(marks: DecorationSet): PassagePlace[] {
  return marks.find().map(({ from, to, spec }) => ({ id: (spec as { id: string }).id, from, to }));
}

/** Marks these passages, and makes one of them stand out. */
export function showPassages(view: EditorView, { shown, now }: PassageMarks): void {
  const before = key.getState(view.state);
  if (!before || (before.wanted === shown && before.now === now) || before.wanted.length + shown.length === 0) return;
  const meta: Meta = before.wanted === shown ? { now } : { wanted: shown, now };
  view.dispatch(view.state.tr.setMeta(key, meta).setMeta("outside", true));
}

/** Where the passages stand in the view of now, and the way to them. */
export function passageText(view: () => EditorView | undefined): PassageText {
  const found = (id: string): { view: EditorView; place: PassagePlace } | null => {
    const shown = view();
    const place = shown && passagesNow(shown.state).find((one) => one.id === id);
    return place ? { view: shown, place } : null;
  };
  return {
    topOf(id) {
      const at = found(id);
      return at ? at.view.coordsAtPos(at.place.from).top : null;
    },
    goTo(id) {
      const at = found(id);
      if (!at) return false;
      const { tr } = at.view.state;
      const selection = TextSelection.create(tr.doc, at.place.from, at.place.to);
      at.view.dispatch(tr.setSelection(selection).scrollIntoView());
      at.view.focus();
      return true;
    },
  };
}

/** The same, of whichever editor is shown. */
export function passageTextOf(texts: () => PassageText | undefined): PassageText {
  return { topOf: (id) => texts()?.topOf(id) ?? null, goTo: (id) => texts()?.goTo(id) ?? false };
}

/** The comment whose words an event is about. */
export function commentAt(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest("[data-comment]")?.getAttribute("data-comment") ?? null) : null;
}
