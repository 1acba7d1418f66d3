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
  return names.length > 0 && names.every((name) => /\.(json|jsonld|txt|html?)$/iu.test(name));
}

/** Files that came back: looked at first, then taken in. One at a time, for the whole window. */
class Arriving {
  rows = $state.raw<Reply<"response_preview"> | null>(null);
  error = $state.raw<ApiError | null>(null);
  busy = $state(false);
  open = $state(false);
  #files: Files = {};

  readonly any = $derived((this.rows ?? []).some((row) => row.refused === ""));

  /** Reads dropped or chosen files. Answers with the pack that was opened, where it was a review page; "other" where it was neither. */
  async take(files: readonly File[]): Promise<{ reading: PackId } | "responses" | "other"> {
    const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
    const kinds = read.map((file) => whatIs(file.text));
    if (kinds.every((kind) => kind === "other")) return "other";
    const page = read[kinds.indexOf("page")];
    const texts = read.filter((_, index) => kinds[index] !== "page");
    if (texts.length > 0) await this.look({ texts });
    if (page === undefined) return "responses";
    try {
      return { reading: (await call("received_open", { text: page })).id };
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
      return "responses";
    }
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
