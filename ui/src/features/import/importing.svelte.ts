import { call } from "$lib/api/call";
import { asApiError, host, type Reply } from "$lib/api/host";
import type { ApiError, ImportId, Place } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.importing;

export type Preview = Reply<"import_preview">;
export type Done = Reply<"import_run">;
export type Earlier = Reply<"import_list">[number];

/** Where the person stands: each state holds exactly what it needs. */
export type Step =
  | { at: "choose" }
  | { at: "reading" }
  | { at: "preview"; place: Place; preview: Preview }
  | { at: "running"; preview: Preview }
  | { at: "done"; done: Done };

/** The Import screen: choose, look, add, and take back. Made in a component. */
export class Importing {
  step = $state.raw<Step>({ at: "choose" });
  error = $state.raw<ApiError | null>(null);
  /** The import that is being undone. */
  undoing = $state<ImportId | null>(null);

  readonly earlier = query(() => call("import_list", {}), ["imports"]);

  async choose(kind: "import-file" | "import-folder"): Promise<void> {
    this.error = null;
    const before = this.step;
    try {
      const place = await host().pickOpen(kind);
      if (place === null) return;
      this.step = { at: "reading" };
      this.step = { at: "preview", place, preview: await call("import_preview", { place }) };
    } catch (thrown) {
      this.step = before;
      this.error = asApiError(thrown);
    }
  }

  async run(): Promise<void> {
    const looked = this.step;
    if (looked.at !== "preview") return;
    this.error = null;
    this.step = { at: "running", preview: looked.preview };
    try {
      this.step = { at: "done", done: await call("import_run", { place: looked.place }) };
    } catch (thrown) {
      this.step = looked;
      this.error = asApiError(thrown);
    }
  }

  startAgain(): void {
    this.error = null;
    this.step = { at: "choose" };
  }

  /** True if the import was undone. */
  async undo(id: ImportId): Promise<boolean> {
    this.error = null;
    this.undoing = id;
    try {
      const { removed, kept_edited } = await call("import_undo", { id });
      toasts.done(say.earlier.result(removed, kept_edited));
      if (this.step.at === "done" && this.step.done.id === id) this.startAgain();
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.undoing = null;
    }
  }
}
