import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, Comparison, Entry, EntryId, Revision, VersionId } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.versions.comparing;

/** What version_compare calls the text as it is now. */
export const NOW: VersionId = "now";

/** Two states of an entry side by side. Made in a component. */
export class Comparing {
  readonly entry: EntryId;
  #left: VersionId = $state("");
  #right: VersionId = $state(NOW);
  restoring = $state(false);
  error = $state.raw<ApiError | null>(null);
  /** Which change is looked at, counted from 0; -1 before the first. */
  at = $state(-1);

  readonly list = query(() => call("version_list", { entry: this.entry }), ["versions"]);
  readonly comparison = query(
    () => call("version_compare", { entry: this.entry, left: this.left, right: this.right }),
    ["versions"],
  );
  readonly changes: number[] = $derived(changesOf(this.comparison.value));

  constructor(entry: EntryId, left: VersionId) {
    this.entry = entry;
    this.#left = left;
  }

  get left(): VersionId {
    return this.#left;
  }
  set left(version: VersionId) {
    this.#left = version;
    this.at = -1;
  }
  get right(): VersionId {
    return this.#right;
  }
  set right(version: VersionId) {
    this.#right = version;
    this.at = -1;
  }

  /** The row to look at next, or null if nothing changed. Goes round at the ends. */
  step(by: 1 | -1): number | null {
    const n = this.changes.length;
    if (n === 0) return null;
    this.at = this.at < 0 ? (by === 1 ? 0 : n - 1) : (this.at + by + n) % n;
    return this.changes[this.at] ?? null;
  }

  /** Puts the left text back as a new version. True if it was done. */
  async restore(when: string): Promise<boolean> {
    if (this.restoring) return false;
    this.error = null;
    this.restoring = true;
    const id = this.entry;
    let before: Entry;
    let restored: Entry;
    try {
      before = await call("entry_get", { id });
      restored = await call("version_restore", { entry: id, version: this.left });
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.restoring = false;
    }
    toasts.done(say.restored(when), { label: say.undo, run: () => void undoRestore(before, restored.revision) });
    return true;
  }
}

/** Brings back the text that a restore replaced, unless something has been written since. */
async function undoRestore({ id, title, body }: Entry, base: Revision): Promise<void> {
  try {
    await call("entry_save", { id, base, fields: { title, body }, keep: true });
    toasts.done(say.undone);
  } catch (thrown) {
    toasts.problem(asApiError(thrown).message);
  }
}

/** The rows at which a run of changed rows begins: what "next change" goes to. */
export function changesOf(comparison: Comparison | undefined): number[] {
  const rows = comparison?.rows ?? [];
  const isChange = (at: number): boolean => {
    const kind = rows[at]?.kind;
    return kind !== undefined && kind !== "same" && kind !== "gap";
  };
  return rows.map((_, at) => at).filter((at) => isChange(at) && !isChange(at - 1));
}
