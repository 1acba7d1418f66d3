import { defaultKeymap, history, historyKeymap, redo, undo } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Attachment, Passage } from "$lib/api/types";
import { fold, placesOf } from "$lib/fold";
import { passageOf } from "$lib/passage";
import { useConstructedStyles } from "./constructed-styles";
import type { Finder, Found, Place } from "./find";
import { noMarks, placesAmong, type PassageMarks, type PassageText } from "./passages";
import { lettersIn, outside, passageInSource, showInSource, sourcePassages } from "./source-passages";
import { sectionsIn, toStage } from "./source-stages";
import { standingAt, type Standing } from "./stages";

/** Above this many characters Markdown is not coloured: typing must stay fluent at 10 MB. */
const COLOUR_BELOW = 2_000_000;
/** More places than this are not counted. */
const MOST_PLACES = 100_000;

export type SourceOptions = {
  label: string;
  language: string | null;
  spelling: boolean;
  /** Labels of the template's stages; none for a blank page. */
  stages: readonly string[];
  /** Where the cursor is among them, after each change. */
  onstages: (standing: Standing) => void;
  /** Passages that somebody commented on. */
  marks?: PassageMarks;
  ontouch: () => void;
  ontools: (tools: { undo: boolean; redo: boolean }) => void;
  onfiles: (files: File[], ticket: number) => void;
};

const colours = HighlightStyle.define([
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-em" },
  { tag: tags.strikethrough, class: "md-strike" },
  { tag: [tags.link, tags.url], class: "md-link" },
  {
    tag: [tags.monospace, tags.processingInstruction, tags.contentSeparator, tags.meta, tags.comment],
    class: "md-sign",
  },
  { tag: tags.quote, class: "md-quote" },
]);

/** The source editor: one CodeMirror view over the Markdown as it stands. Keeps the line endings of the text. */
export class SourceView {
  readonly view: EditorView;
  readonly finder: Finder;
  private readonly about = new Compartment();
  private readonly places = new Map<number, number>();
  private tickets = 0;
  private lineEnd: "\n" | "\r\n" | "mixed";
  private mark: string;

  constructor(
    place: HTMLElement,
    text: string,
    private options: SourceOptions,
  ) {
    useConstructedStyles();
    this.lineEnd = lineEndOf(text);
    this.mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    this.view = new EditorView({ parent: place, state: this.stateOf(text) });
    this.finder = sourceFinder(this.view);
    this.tell();
    this.tellStages();
    this.showMarks();
  }

  private showMarks(): void {
    showInSource(this.view, this.options.marks ?? noMarks);
  }

  /** Where the marked passages stand, and the way to them. */
  readonly passages: PassageText = {
    topOf: (id) => {
      const place = passageInSource(this.view, id);
      if (!place) return null;
      // What is not on the screen is not laid out: its line is known all the same.
      return this.view.coordsAtPos(place.from)?.top ?? this.view.documentTop + this.view.lineBlockAt(place.from).top;
    },
    goTo: (id) => {
      const place = passageInSource(this.view, id);
      if (!place) return false;
      this.view.dispatch({
        selection: { anchor: place.from, head: place.to },
        effects: EditorView.scrollIntoView(place.from, { y: "center" }),
      });
      this.view.focus();
      return true;
    },
  };

  private stateOf(text: string): EditorState {
    const extensions: Extension[] = [
      history(),
      keymap.of([
        ...defaultKeymap.filter(({ key }) => key !== "Mod-/" && key !== "Mod-[" && key !== "Mod-]"),
        ...historyKeymap,
      ]),
      EditorView.lineWrapping,
      this.about.of(this.attributes()),
      found,
      foundMarks,
      sourcePassages(() => this.options.marks ?? noMarks),
      EditorView.updateListener.of((update) => this.updated(update)),
      EditorView.domEventHandlers({
        paste: (event) => this.take(event, event.clipboardData?.files, this.view.state.selection.main.to),
        drop: (event) =>
          this.take(event, event.dataTransfer?.files, this.view.posAtCoords({ x: event.clientX, y: event.clientY })),
      }),
    ];
    // Of mixed line endings each stays as it is: only the second half of CR LF parts lines then.
    if (this.lineEnd === "mixed") extensions.push(EditorState.lineSeparator.of("\n"));
    if (text.length < COLOUR_BELOW) extensions.push(markdown({ base: markdownLanguage }), syntaxHighlighting(colours));
    return EditorState.create({ doc: text.slice(this.mark.length), extensions });
  }

  private attributes(): Extension {
    const { label, language, spelling } = this.options;
    return EditorView.contentAttributes.of({
      "aria-label": label,
      spellcheck: String(spelling),
      autocorrect: "on",
      autocapitalize: "sentences",
      ...(language ? { lang: language } : {}),
    });
  }

  update(options: Partial<SourceOptions>): void {
    this.options = { ...this.options, ...options };
    this.view.dispatch({ effects: this.about.reconfigure(this.attributes()) });
    this.tellStages();
    this.showMarks();
  }

  private updated(update: ViewUpdate): void {
    if (update.docChanged || update.selectionSet) this.tellStages();
    if (!update.docChanged) return;
    for (const [ticket, pos] of this.places) this.places.set(ticket, update.changes.mapPos(pos));
    if (!update.transactions.some((tr) => tr.annotation(outside))) this.options.ontouch();
    this.tell();
  }

  private tell(): void {
    // A command that is given nowhere to send its change only says whether there is one.
    const can = (command: typeof undo) => {
      let possible = false;
      command({ state: this.view.state, dispatch: () => (possible = true) });
      return possible;
    };
    this.options.ontools({ undo: can(undo), redo: can(redo) });
  }

  private tellStages(): void {
    const { state } = this.view;
    this.options.onstages(standingAt(sectionsIn(state, this.options.stages), state.selection.main.head));
  }

  /** Puts the cursor where the words of this stage go. */
  toStage(label: string): void {
    this.view.dispatch(toStage(this.view.state, this.options.stages, label));
    this.view.focus();
  }

  undo(): void {
    undo(this.view);
    this.view.focus();
  }

  redo(): void {
    redo(this.view);
    this.view.focus();
  }

  /** The text. Puts it together from its lines, so not to be called at every key. */
  read(): string {
    return this.mark + this.view.state.doc.sliceString(0, undefined, this.lineEnd === "mixed" ? "\n" : this.lineEnd);
  }

  /** Shows another text; the user can undo it, unless its line endings are of another kind. */
  replace(text: string): void {
    const lineEnd = lineEndOf(text);
    const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    if (lineEnd !== this.lineEnd || mark !== this.mark) {
      this.lineEnd = lineEnd;
      this.mark = mark;
      this.view.setState(this.stateOf(text));
      this.tell();
      this.showMarks();
      return;
    }
    const old = this.view.state.doc.toString();
    const next = lineEnd === "\r\n" ? text.slice(mark.length).replaceAll("\r\n", "\n") : text.slice(mark.length);
    if (old === next) return;
    let from = 0;
    while (from < old.length && old[from] === next[from]) from += 1;
    this.view.dispatch({
      changes: { from, to: old.length, insert: this.view.state.toText(next.slice(from)) },
      annotations: outside.of(true),
    });
  }

  private take(event: Event, list: FileList | undefined, at: number | null): boolean {
    const files = [...(list ?? [])];
    const data = (event as ClipboardEvent).clipboardData;
    if (files.length === 0 || data?.getData("text/plain").trim()) return false;
    event.preventDefault();
    this.options.onfiles(files, this.ticket(at ?? this.view.state.selection.main.to));
    return true;
  }

  /** Remembers a place for files that are on their way. */
  ticket(pos = this.view.state.selection.main.to): number {
    this.tickets += 1;
    this.places.set(this.tickets, pos);
    return this.tickets;
  }

  insert(attachments: Attachment[], ticket: number): void {
    const at = Math.min(this.places.get(ticket) ?? this.view.state.doc.length, this.view.state.doc.length);
    this.places.delete(ticket);
    if (attachments.length === 0) return;
    const name = (text: string) => text.replace(/[\\[\]]/g, "\\$&").replace(/\s+/g, " ");
    const insert = attachments
      .map((one) => `${one.is_image ? "!" : ""}[${name(one.name)}](attachment:${one.id})`)
      .join(" ");
    this.view.dispatch({ changes: { from: at, insert }, scrollIntoView: true });
  }

  focus(): void {
    this.view.focus();
  }

  /** Goes to the first place with this text, or the one `nth` places on, and selects it; false if it stands nowhere. */
  jumpTo(text: string, nth = 0): boolean {
    const { state } = this.view;
    const places = placesOf(text, fold(state.doc.toString()), nth + 1);
    // Among its words may stand signs of Markdown.
    const signed = () => placesAmong(lettersIn(state), [{ id: "", words: text, before: "", behind: "", said: "" }])[0];
    const place = places[nth] ?? places[0] ?? signed();
    if (!place) return false;
    this.view.dispatch({
      selection: { anchor: place.from, head: place.to },
      effects: EditorView.scrollIntoView(place.from, { y: "center" }),
    });
    this.view.focus();
    return true;
  }

  /** The selected words with what stands around them. */
  selected(): Passage | null {
    const { doc, selection } = this.view.state;
    const { from, to } = selection.main;
    return from === to ? null : passageOf(doc.toString(), from, to);
  }

  get composing(): boolean {
    return this.view.composing || this.view.compositionStarted;
  }

  destroy(): void {
    this.view.destroy();
  }
}

function lineEndOf(text: string): "\n" | "\r\n" | "mixed" {
  if (!text.includes("\r")) return "\n";
  return /(?<!\r)\n|\r(?!\n)/.test(text) ? "mixed" : "\r\n";
}

// ---- finding ----

type FindState = { places: readonly Place[]; current: number };
const nothing: FindState = { places: [], current: -1 };
const setFind = StateEffect.define<FindState>();

const found = StateField.define<FindState>({
  create: () => nothing,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(setFind)) return effect.value;
    if (!tr.docChanged || value.places.length === 0) return value;
    const { changes } = tr;
    const places = value.places.map(({ from, to }) => {
      const start = changes.mapPos(from, 1);
      return { from: start, to: Math.max(start, changes.mapPos(to, -1)) };
    });
    return { ...value, places };
  },
});

const plainMark = Decoration.mark({ class: "found" });
const currentMark = Decoration.mark({ class: "found found-now" });

/** Marks only what is on the screen. */
const foundMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marksIn(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || update.startState.field(found) !== update.state.field(found))
        this.decorations = marksIn(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marksIn(view: EditorView): DecorationSet {
  const { places, current } = view.state.field(found);
  const { from, to } = view.viewport;
  const shown = places.flatMap((place, i) =>
    place.from >= from && place.to <= to && place.from < place.to
      ? [(i === current ? currentMark : plainMark).range(place.from, place.to)]
      : [],
  );
  return Decoration.set(shown);
}

function sourceFinder(view: EditorView): Finder {
  const tell = (): Found => {
    const state = view.state.field(found);
    return { count: state.places.length, current: state.current + 1 };
  };
  const go = (state: FindState) => {
    const place = state.places[state.current];
    const effects: StateEffect<unknown>[] = [setFind.of(state)];
    if (place) effects.push(EditorView.scrollIntoView(place.from, { y: "nearest", yMargin: 60 }));
    view.dispatch({ effects });
    return tell();
  };
  return {
    search(text) {
      if (text === "") return go(nothing);
      const places = placesOf(text, fold(view.state.doc.toString()), MOST_PLACES);
      const next = places.findIndex(({ to }) => to >= view.state.selection.main.from);
      return go({ places, current: places.length === 0 ? -1 : Math.max(0, next) });
    },
    step(by) {
      const state = view.state.field(found);
      const count = state.places.length;
      if (count === 0) return tell();
      return go({ ...state, current: (state.current + by + count) % count });
    },
    end() {
      const { places, current } = view.state.field(found);
      const place = places[current];
      view.dispatch({
        effects: setFind.of(nothing),
        ...(place ? { selection: { anchor: place.from, head: place.to } } : {}),
      });
    },
  };
}
