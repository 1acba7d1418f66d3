import { untrack } from "svelte";
import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type {
  ApiError,
  EntryRow,
  ExportFile,
  ExportPreview,
  LeftOut,
  LogLeaves,
  Place,
  Selection,
} from "$lib/api/types";
import { nameOf } from "$lib/entries/name";
import { printPage } from "$lib/print";
import { Far } from "$lib/state/far.svelte";
import { query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.share;

/** What was written, and where. */
export type Written = {
  place: Place;
  entries: number;
  left_out: LeftOut;
  files_left_out: ExportFile[];
  bytes: number;
  file_name: string;
};

/** The Share screen: what is in the tray, in what form it leaves, and what that looks like. Made in a component. */
export class Sharing {
  format = $state("html");
  drafts = $state(false);
  versions = $state(false);

  /** Learning logs ticked to leave with their earlier wordings, or with their left-hand column: until they leave the tray. */
  histories = $state.raw<readonly string[]>([]);
  leftColumns = $state.raw<readonly string[]>([]);

  /** Under way: writing the file, preparing the print. */
  saving = $state(false);
  printing = $state(false);
  /** How far the file is that is being written. */
  readonly far = new Far();
  /** The newest file that was written from here. */
  written = $state.raw<Written | null>(null);
  /** Why saving or printing failed. */
  error = $state.raw<ApiError | null>(null);

  readonly tray = query(() => call("tray_list", {}), ["tray", "entries", "trash"]);
  readonly formats = query(
    // A form for readers has no sense without any.
    async () => (await call("export_formats", {})).filter((format) => !format.needs_letter),
    [],
  );

  /** A page to read shows each entry as it is now; only the other formats can hold what it was before. */
  readonly canHoldVersions = $derived(this.format !== "html");
  readonly selection: Selection & { format: string } = $derived({
    tray: true,
    format: this.format,
    include_drafts: this.drafts,
    include_versions: this.versions && this.canHoldVersions,
    histories: [...this.histories],
    left_columns: [...this.leftColumns],
  });
  readonly draftsInTray = $derived((this.tray.value ?? []).filter((row) => row.readiness === "draft").length);
  #empty = $derived(this.tray.value?.length === 0);

  /** Null while the tray is empty: then there is nothing to show. */
  readonly preview = query<ExportPreview | null>(() => {
    const asked = this.selection;
    return this.#empty ? Promise.resolve(null) : call("export_preview", asked);
  }, ["tray", "entries", "attachments", "trash", "versions", "loops", "claims"]);

  constructor() {
    // A tick is for this selection: an entry that was taken out and put back comes without it.
    $effect(() => {
      const there = this.tray.value;
      if (there === undefined) return;
      const stays = (id: string): boolean => there.some((row) => row.id === id);
      untrack(() => {
        if (!this.histories.every(stays)) this.histories = this.histories.filter(stays);
        if (!this.leftColumns.every(stays)) this.leftColumns = this.leftColumns.filter(stays);
      });
    });
  }

  tick(which: "histories" | "leftColumns", id: string, on: boolean): void {
    const others = this[which].filter((one) => one !== id);
    this[which] = on ? [...others, id] : others;
  }

  async remove(row: EntryRow): Promise<void> {
    await this.#takeOut([row.id], say.tray.removed(nameOf(row)));
  }

  async clear(): Promise<void> {
    const ids = (this.tray.value ?? []).map((row) => row.id);
    await this.#takeOut(ids, say.tray.cleared(ids.length));
  }

  async #takeOut(ids: string[], done: string): Promise<void> {
    this.error = null;
    try {
      await call("tray_remove", { ids });
    } catch (thrown) {
      this.error = asApiError(thrown);
      return;
    }
    toasts.done(done, {
      label: say.tray.undo,
      run: () => void call("tray_add", { ids }).catch((thrown) => toasts.problem(asApiError(thrown).message)),
    });
  }

  /** Writes what the preview shows. The place is asked for outside the page. */
  async save(): Promise<void> {
    const shown = this.preview.value;
    if (!shown || this.saving) return;
    const asked = this.selection;
    this.error = null;
    this.written = null;
    this.saving = true;
    try {
      const place = await host().pickSave(shown.file_name);
      if (place === null) toasts.done(say.save.cancelled);
      else this.written = { place, ...(await this.far.during(() => call("export_write", { ...asked, place }))) };
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.saving = false;
    }
  }

  async reveal(): Promise<void> {
    if (!this.written) return;
    try {
      await host().reveal(this.written.place);
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }

  /** Prints the entries that would leave: what stays out of the file stays off the paper too. */
  async print(): Promise<void> {
    const ids = this.preview.value?.entries.map((row) => row.id) ?? [];
    if (ids.length === 0 || this.printing) return;
    this.error = null;
    this.printing = true;
    try {
      const { histories, left_columns } = this.selection;
      await printPage((await call("print_html", { ids, histories, left_columns })).html);
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.printing = false;
    }
  }
}

/** "2 drafts and 1 entry that is in the trash"; empty if nothing was left out. */
export function leftOutInWords(left: LeftOut): string {
  return [left.drafts > 0 ? say.stays.drafts(left.drafts) : "", left.trashed > 0 ? say.stays.trashed(left.trashed) : ""]
    .filter(Boolean)
    .join(say.save.and);
}

/** How many predictions are sealed. */
export function sealedIn(logs: readonly LogLeaves[]): number {
  return logs.reduce((sum, log) => sum + log.sealed, 0);
}

/** Only the program's own file holds what is sealed, so that a journal can be moved whole. */
export function carriesSealed(format: string): boolean {
  return format === "json";
}

export function titleOf(rows: readonly EntryRow[], id: string): string {
  const row = rows.find((one) => one.id === id);
  return row ? nameOf(row) : "";
}

/** The first and the last day of some entries, or null if there are none. */
export function span(rows: readonly EntryRow[]): { first: string; last: string } | null {
  const days = rows.map((row) => row.day).sort();
  const first = days[0];
  const last = days.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}
