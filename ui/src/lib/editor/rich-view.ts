import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import type { Node, Slice } from "prosemirror-model";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import type { Attachment, Passage } from "$lib/api/types";
import { AROUND } from "$lib/passage";
import { looksLikeMarkdown, markdownOfSlice, sliceOfMarkdown, textOfSlice, wholeBlocks } from "./clipboard";
import { finding, placesIn, richFinder, type Finder } from "./find";
import { folding, startOf } from "./front-matter";
import { keys } from "./keys";
import { linkAt, removeLink, selectedLink, setLink, type LinkRange } from "./link-range";
import { isOurs } from "./links";
import { commentAt, passages, placesOf, showPassages, type PassageMarks } from "./passages";
import { open } from "./parse";
import { cleanHtml } from "./paste";
import { markType, nodeType, schema } from "./schema";
import { rules } from "./rules";
import { settle, settleInTime, touched } from "./settling";
import { roomFor, sectionsIn, toStage } from "./rich-stages";
import { standingAt, type Standing } from "./stages";
import { toolsAt, type Tools } from "./tools";
import { nodeViews } from "./views";
import { Writer } from "./write";

export type RichOptions = {
  label: string;
  language: string | null;
  spelling: boolean;
  /** Labels of the template's stages; none for a blank page. */
  stages: readonly string[];
  /** Where the cursor is among them, after each change. */
  onstages: (standing: Standing) => void;
  attachmentUrl: (id: string) => string;
  /** The user changed something. */
  ontouch: () => void;
  /** The cursor or the text changed. */
  ontools: (tools: Tools) => void;
  /** A link is pointed at, or no longer. */
  onhover: (link: LinkRange | null) => void;
  onlink: (href: string) => void;
  /** What was commented on: marked in the text, never written into it. */
  marks: PassageMarks;
  /** Ctrl+K */
  oneditlink: () => void;
  /** Files were dropped or pasted; they go to the place with this ticket. */
  onfiles: (files: File[], ticket: number) => void;
  /** A text was pasted that is too long for the rich editor: the whole text with it, at the cursor's block. */
  onhuge: (text: string) => void;
};

/** Longer pasted texts go to the source editor. */
const HUGE = 500_000;

/** Of longer texts only what is on the screen is laid out (editor.css). */
const LONG = 100_000;

/** The rich editor: one ProseMirror view over a Markdown text. */
export class RichView {
  readonly view: EditorView;
  readonly finder: Finder;
  private writer: Writer;
  private stopSettling: () => void;
  /** Where files go that are still on their way, by ticket; moves with the text. */
  private readonly places = new Map<number, number>();
  private tickets = 0;
  /** Is what is being pasted HTML of another program? */
  private fromElsewhere = false;

  constructor(
    place: HTMLElement,
    text: string,
    private options: RichOptions,
  ) {
    const opened = open(text);
    this.writer = new Writer(opened);
    this.view = new EditorView(place, {
      state: this.stateOf(opened.doc),
      attributes: () => this.attributes(),
      // The tools, and what the page asks, lie over the top of the text.
      scrollThreshold: { top: 120, bottom: 40, left: 0, right: 0 },
      scrollMargin: { top: 140, bottom: 60, left: 5, right: 5 },
      nodeViews: nodeViews({ attachmentUrl: (id) => this.options.attachmentUrl(id) }),
      dispatchTransaction: (tr) => this.dispatch(tr),
      transformPastedHTML: (html) => {
        this.fromElsewhere = !html.includes("data-pm-slice");
        return this.fromElsewhere ? cleanHtml(html) : html;
      },
      transformPasted: (slice) => {
        const whole = this.fromElsewhere ? wholeBlocks(slice) : slice;
        this.fromElsewhere = false;
        return whole;
      },
      clipboardTextParser: (pasted, $context, plain) =>
        (plain || !looksLikeMarkdown(pasted) ? null : sliceOfMarkdown(pasted, $context)) as Slice, // null: as usual
      clipboardTextSerializer: textOfSlice,
      handleDrop: (_view, event, _slice, moved) => this.drop(event, moved),
      handleClick: (_view, pos, event) => this.click(pos, event),
      handleDOMEvents: {
        // Before ProseMirror reads the clipboard: a huge text is not to be read at all.
        paste: (_view, event) => this.paste(event),
        mouseover: (_view, event) => this.hover(event),
        mouseleave: () => void this.options.marks.onpoint(null, false),
        click: (_view, event) => {
          // Links open from their popover, never by themselves.
          if ((event.target as Element).closest("a")) event.preventDefault();
          this.options.marks.onpoint(commentAt(event.target), true);
          return false;
        },
      },
    });
    this.view.dom.classList.toggle("long", text.length > LONG);
    this.finder = richFinder(this.view);
    this.stopSettling = settleInTime(this.view, this.writer);
    this.makeRoom();
    this.tell();
    showPassages(this.view, options.marks);
  }

  private stateOf(doc: Node): EditorState {
    return EditorState.create({
      doc,
      selection: startOf(doc),
      plugins: [
        finding(),
        passages(),
        folding(), // after finding: what is found there unfolds it; before the other keys
        rules(),
        ...keys({ editLink: () => this.options.oneditlink(), followLink: () => this.follow() }),
        tableEditing(),
        history({ newGroupDelay: 700 }),
        gapCursor(),
        dropCursor({ color: false, class: "drop-cursor" }),
      ],
    });
  }

  private attributes(): Record<string, string> {
    const { label, language, spelling } = this.options;
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      spellcheck: String(spelling),
      ...(language ? { lang: language } : {}),
    };
  }

  /** Another label, language, spelling, or other stages. */
  update(options: Partial<RichOptions>): void {
    const before = this.options;
    this.options = { ...this.options, ...options };
    this.view.setProps({ attributes: () => this.attributes() });
    showPassages(this.view, this.options.marks);
    if (this.options.stages.join("\n") === before.stages.join("\n")) return;
    this.makeRoom();
    this.tellStages();
  }

  private makeRoom(): void {
    const tr = roomFor(this.view.state, this.options.stages);
    if (tr) this.view.dispatch(tr);
  }

  /** The Markdown as it would be saved now. */
  read(): string {
    return this.writer.write(this.view.state.doc);
  }

  /** Shows another text; the user can undo it. Blocks that are the same stay as they are, and with them the cursor. */
  replace(text: string): void {
    const opened = open(text);
    const old = this.view.state.doc;
    const next = opened.doc;
    this.stopSettling();
    this.writer = new Writer(opened);
    this.stopSettling = settleInTime(this.view, this.writer);
    let same = 0;
    while (same < old.childCount && same < next.childCount && old.child(same).eq(next.child(same))) same += 1;
    let tail = 0;
    while (
      tail < old.childCount - same &&
      tail < next.childCount - same &&
      old.child(old.childCount - 1 - tail).eq(next.child(next.childCount - 1 - tail))
    )
      tail += 1;
    if (same === old.childCount && same === next.childCount) return;
    const from = sizeOf(old, 0, same);
    const to = old.content.size - sizeOf(old, old.childCount - tail, old.childCount);
    const middle = next.content.cut(
      sizeOf(next, 0, same),
      next.content.size - sizeOf(next, next.childCount - tail, next.childCount),
    );
    this.view.dispatch(this.view.state.tr.replaceWith(from, to, middle).setMeta("outside", true));
    this.makeRoom();
  }

  run(command: Command): void {
    command(this.view.state, (tr) => this.view.dispatch(tr), this.view);
    this.view.focus();
  }

  private dispatch(tr: Transaction): void {
    const byUser = !tr.getMeta("outside");
    // What the change would reach is source now; to make the change there is the user's.
    if (byUser && tr.docChanged && settle(this.view, this.writer, touched(tr.before, tr.doc))) return;
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged) for (const [ticket, pos] of this.places) this.places.set(ticket, tr.mapping.map(pos));
    if (tr.docChanged) this.options.marks.onmoved();
    if (tr.docChanged && byUser) this.options.ontouch();
    if (tr.docChanged || tr.selectionSet || tr.storedMarksSet) this.tell();
    const { $anchor, $head } = this.view.state.selection;
    if (byUser && tr.selectionSet && !this.view.composing)
      settle(this.view, this.writer, new Set([$anchor.index(0), $head.index(0)]));
  }

  private tell(): void {
    this.options.ontools(toolsAt(this.view.state));
    this.tellStages();
  }

  private tellStages(): void {
    const { doc, selection } = this.view.state;
    this.options.onstages(standingAt(sectionsIn(doc, this.options.stages), selection.head));
  }

  // ---- links ----

  private follow(): boolean {
    const link = selectedLink(this.view.state);
    if (!link || !isOurs(link.href)) return false;
    this.options.onlink(link.href);
    return true;
  }

  private click(pos: number, event: MouseEvent): boolean {
    const link = event.ctrlKey || event.metaKey ? linkAt(this.view.state.doc, pos) : null;
    if (!link || !isOurs(link.href)) return false;
    this.options.onlink(link.href);
    return true;
  }

  private hover(event: MouseEvent): boolean {
    const anchor = event.target instanceof Element ? event.target.closest("a") : null;
    this.options.onhover(anchor ? linkAt(this.view.state.doc, this.view.posAtDOM(anchor, 0)) : null);
    this.options.marks.onpoint(commentAt(event.target), false);
    return false;
  }

  setLink(href: string): void {
    this.view.dispatch(setLink(this.view.state, href));
    this.view.focus();
  }

  removeLink(link: LinkRange): void {
    this.view.dispatch(removeLink(this.view.state, link));
    this.view.focus();
  }

  /** Where a place in the text is on the screen. */
  coords(pos: number): { left: number; top: number; bottom: number } {
    return this.view.coordsAtPos(Math.min(pos, this.view.state.doc.content.size));
  }

  // ---- files and huge texts ----

  private paste(event: ClipboardEvent): boolean {
    const files = [...(event.clipboardData?.files ?? [])];
    const html = event.clipboardData?.getData("text/html") ?? "";
    const text = event.clipboardData?.getData("text/plain") ?? "";
    // Word and browsers put a picture of the text beside it: the text is what was meant.
    if (files.length > 0 && !(html && text.trim())) {
      event.preventDefault();
      this.options.onfiles(files, this.ticket());
      return true;
    }
    if (text.length < HUGE) return false;
    event.preventDefault();
    this.options.onhuge(this.withHuge(text));
    return true;
  }

  /** The whole text with `pasted` after the block the cursor is in. */
  private withHuge(pasted: string): string {
    const { state } = this.view;
    const token = `huge-${crypto.randomUUID()}`;
    const { $to } = state.selection;
    const at = $to.depth > 0 ? $to.after(1) : $to.pos;
    const { doc } = state.tr.insert(at, nodeType("raw_block").create(null, schema.text(token)));
    return this.writer.write(doc).replace(token, () => pasted.replace(/\s+$/, ""));
  }

  private drop(event: DragEvent, moved: boolean): boolean {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (moved || files.length === 0) return false;
    const at = this.view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
    this.options.onfiles(files, this.ticket(at));
    event.preventDefault();
    return true;
  }

  /** Remembers a place for files that are on their way. */
  ticket(pos = this.view.state.selection.to): number {
    this.tickets += 1;
    this.places.set(this.tickets, pos);
    return this.tickets;
  }

  /** Puts pictures and files where they were dropped. */
  insert(attachments: Attachment[], ticket: number): void {
    const place = () => this.places.get(ticket) ?? this.view.state.selection.to;
    // Settled first, so that nothing can keep the files out.
    settle(this.view, this.writer, [this.view.state.doc.resolve(place()).index(0)]);
    const pos = place();
    this.places.delete(ticket);
    if (attachments.length === 0) return;
    const nodes = attachments.flatMap((one, i) => [
      ...(i > 0 ? [schema.text(" ")] : []),
      one.is_image
        ? nodeType("image").create({ src: `attachment:${one.id}`, alt: one.name })
        : schema.text(one.name, [markType("link").create({ href: `attachment:${one.id}` })]),
    ]);
    const { doc, tr } = this.view.state;
    const $pos = doc.resolve(Math.min(pos, doc.content.size));
    const spec = $pos.parent.type;
    if (spec.isTextblock && !spec.spec.code) {
      tr.insert($pos.pos, nodes);
    } else {
      const at = $pos.depth > 0 ? $pos.after(1) : $pos.pos;
      tr.insert(at, nodeType("paragraph").create(null, nodes));
    }
    this.view.dispatch(tr.scrollIntoView());
  }

  // ---- going places ----

  focus(): void {
    this.view.focus();
  }

  /** Puts the cursor where the words of this stage go. */
  toStage(label: string): void {
    this.view.dispatch(toStage(this.view.state, this.options.stages, label));
    this.view.focus();
  }

  /** Goes to the first place with this text, or the one `nth` places on, and selects it; false if it stands nowhere. */
  jumpTo(text: string, nth = 0): boolean {
    const { doc } = this.view.state;
    const places = placesIn(doc, text);
    // What was read as one line may be parted here, as by a table's cells.
    const parted = () => placesOf(doc, [{ id: "", words: text, before: "", behind: "", said: "" }])[0];
    const place = places[nth] ?? places[0] ?? parted();
    if (!place) return false;
    this.selectRange(place.from, place.to);
    this.view.focus();
    return true;
  }

  /** Selects a stretch of text and brings it into sight. */
  selectRange(from: number, to: number): void {
    const { tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from, to)).scrollIntoView());
  }

  /** The selected words with what stands around them: as they stand in the Markdown where they do, else as they are read. */
  selected(): Passage | null {
    const { doc, selection } = this.view.state;
    const { from, to } = selection;
    const plain = (start: number, end: number): string => doc.textBetween(start, end, "\n");
    const words = plain(from, to).trim();
    if (words === "") return null;
    const written = markdownOfSlice(selection.content()).trim();
    return {
      exact: this.read().includes(written) ? written : words,
      prefix: plain(Math.max(0, from - AROUND), from),
      suffix: plain(to, Math.min(doc.content.size, to + AROUND)),
    };
  }

  get composing(): boolean {
    return this.view.composing;
  }

  destroy(): void {
    this.stopSettling();
    this.view.destroy();
  }
}

function sizeOf(doc: Node, from: number, to: number): number {
  let size = 0;
  for (let i = from; i < to; i += 1) size += doc.child(i).nodeSize;
  return size;
}
