import { Plugin, PluginKey, TextSelection, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Node } from "prosemirror-model";
import { fold, placesOf } from "$lib/fold";

/** Finding in the entry, in the rich editor. */

export type Place = { from: number; to: number };
/** What both editors offer to the find bar. */
export type Finder = {
  /** Marks every place with this text; "" marks none. Says how many there are and which one is the current (0: none). */
  search(text: string): Found;
  /** Goes to the next (1) or previous (-1) place. */
  step(by: 1 | -1): Found;
  /** Takes the marks away; the place found last is selected. */
  end(): void;
};
export type Found = { count: number; current: number };

type FindState = { text: string; places: Place[]; current: number; marks: DecorationSet };
type FindMeta = { text: string } | { current: number };

const key = new PluginKey<FindState>("find");
const none: FindState = { text: "", places: [], current: -1, marks: DecorationSet.empty };

/** Where `text` stands in the document, however it is typed there; within one block, over marks. */
export function placesIn(doc: Node, text: string): Place[] {
  const places: Place[] = [];
  if (text === "") return places;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const content = fold(node.textBetween(0, node.content.size, "\uFFFC", "\uFFFC"));
    for (const { from, to } of placesOf(text, content)) places.push({ from: pos + 1 + from, to: pos + 1 + to });
    return false;
  });
  return places;
}

/** Marks what was searched for. */
export function finding(): Plugin<FindState> {
  return new Plugin<FindState>({
    key,
    state: {
      init: () => none,
      apply(tr, value, _old, state) {
        const meta = tr.getMeta(key) as FindMeta | undefined;
        if (meta && "text" in meta) return marked(state, meta.text, tr.selection.from);
        if (meta) return withCurrent(state, value, meta.current);
        if (tr.docChanged && value.text) return marked(state, value.text, tr.selection.from);
        return value;
      },
    },
    props: { decorations: (state) => key.getState(state)?.marks },
  });
}

function marked(state: EditorState, text: string, from: number): FindState {
  const places = placesIn(state.doc, text);
  const next = places.findIndex((place) => place.to >= from);
  return withCurrent(
    state,
    { text, places, current: -1, marks: DecorationSet.empty },
    next === -1 && places.length > 0 ? 0 : next,
  );
}

function withCurrent(state: EditorState, value: FindState, current: number): FindState {
  const marks = DecorationSet.create(
    state.doc,
    value.places.map(({ from, to }, i) =>
      Decoration.inline(from, to, { class: i === current ? "found found-now" : "found" }),
    ),
  );
  return { ...value, current, marks };
}

/** The place the find bar is at; null if it is at none. */
export function foundNow(state: EditorState): Place | null {
  const { places, current } = key.getState(state) ?? none;
  return places[current] ?? null;
}

/** The find bar's hands on the rich editor. */
export function richFinder(view: EditorView): Finder {
  const state = () => key.getState(view.state) ?? none;
  const found = (): Found => ({ count: state().places.length, current: state().current + 1 });
  const show = () => {
    const place = state().places[state().current];
    if (!place) return;
    const { node } = view.domAtPos(place.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "nearest" });
  };
  return {
    search(text) {
      view.dispatch(view.state.tr.setMeta(key, { text } satisfies FindMeta));
      show();
      return found();
    },
    step(by) {
      const { places, current } = state();
      if (places.length > 0) {
        const next = (current + by + places.length) % places.length;
        view.dispatch(view.state.tr.setMeta(key, { current: next } satisfies FindMeta));
        show();
      }
      return found();
    },
    end() {
      const place = state().places[state().current];
      const tr = view.state.tr.setMeta(key, { text: "" } satisfies FindMeta);
      if (place) tr.setSelection(TextSelection.create(tr.doc, place.from, place.to));
      view.dispatch(tr);
    },
  };
}
