import { call } from "$lib/api/call";
import { asApiError, host, type Reply } from "$lib/api/host";
import type { ApiError, Calls, PackId } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.comments.arrived;
type Files = Calls["response_add"]["request"];

/** A review page begins its block of data so; nothing else does. */
const PAGE = '<script type="application/json" id="pack">';
/** A response says so. */
const RESPONSE = "anno.jsonld";
/** Characters from which a text is looked through for that. */
const START = 20_000;

/** What a dropped file is, by its text. */
export function whatIs(text: string): "response" | "page" | "other" {
  if (text.slice(0, START).includes(RESPONSE)) return "response";
  return text.includes(PAGE) ? "page" : "other";
}

/** May these files be such? Asked while they are still being read: by their names alone. */
export function mayBe(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => /\.(json|jsonld|txt|html?|zip)$/iu.test(name));
}

const isZip = (name: string): boolean => /\.zip$/iu.test(name);
/** Bytes up to which a zip is looked into; the core's own limit. */
const ZIP = 100 * 1024 * 1024;

type Text = { readonly name: string; readonly text: string };

/** Files that came back: looked at first, then taken in. One at a time, for the whole window. */
class Arriving {
  rows = $state.raw<Reply<"response_preview"> | null>(null);
  error = $state.raw<ApiError | null>(null);
  busy = $state(false);
  open = $state(false);
  /** Why a zip that was taken last is none of ours, as the core said it. */
  why: string | null = null;
  #files: Files = {};

  readonly any = $derived((this.rows ?? []).some((row) => row.refused === ""));

  /** Reads dropped or chosen files. Answers with the pack that was opened, where it was a review page; "other" where it was neither. */
  async take(files: readonly File[]): Promise<{ reading: PackId } | "responses" | "other"> {
    this.why = null;
    const { read, packs } = await this.#read(files);
    const kinds = read.map((file) => whatIs(file.text));
    if (packs.length === 0 && kinds.every((kind) => kind === "other")) return "other";
    const page = read[kinds.indexOf("page")];
    // Of a zip only what says that it is one: it may hold all sorts of things, as a folder does.
    const texts = read.filter(({ zipped }, at) => kinds[at] === "response" || (kinds[at] === "other" && !zipped));
    if (texts.length > 0) await this.look({ texts: texts.map(({ name, text }) => ({ name, text })) });
    const [pack] = packs;
    if (page === undefined) return pack === undefined ? "responses" : { reading: pack };
    try {
      return { reading: (await call("received_open", { text: { name: page.name, text: page.text } })).id };
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
      return "responses";
    }
  }

  /** The texts of files, and of those in zips; packs in zips are opened by the core, which reads their bytes. */
  async #read(files: readonly File[]): Promise<{ read: (Text & { zipped: boolean })[]; packs: PackId[] }> {
    const read: (Text & { zipped: boolean })[] = [];
    const packs: PackId[] = [];
    for (const file of files) {
      if (!isZip(file.name)) read.push({ name: file.name, text: await file.text(), zipped: false });
      else if (file.size <= ZIP) {
        try {
          const found = await call("received_zip", { name: file.name, staged: await host().stage(file) });
          read.push(...found.texts.map((text) => ({ ...text, zipped: true })));
          packs.push(...found.packs);
        } catch (thrown) {
          this.why = asApiError(thrown).message;
        }
      }
    }
    return { read, packs };
  }

  async folder(): Promise<void> {
    const place = await host().pickOpen("import-folder");
    if (place !== null) await this.look({ places: [place] });
  }

  async look(files: Files): Promise<void> {
    this.#files = files;
    this.rows = null;
    this.error = null;
    this.open = true;
    try {
      this.rows = await call("response_preview", files);
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  async add(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      const rows = await call("response_add", this.#files);
      this.open = false;
      toasts.done(say.done(rows.reduce((sum, row) => sum + row.new, 0)));
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.busy = false;
    }
  }
}
export const arriving = new Arriving();
