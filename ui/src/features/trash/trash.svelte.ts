import { SvelteSet } from "svelte/reactivity";
import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, ClaimId, ClearBackups, DispatchId, EntryId, PackId } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

/** The Trash screen: what was deleted, and which of it is chosen. Made in a component. */
export class Trash {
  readonly rows = query(() => call("trash_list", {}), ["trash"]);
  restoring = $state(false);
  purging = $state(false);
  error = $state.raw<ApiError | null>(null);
  #ticked = new SvelteSet<EntryId>();

  /** Chosen and still there. */
  readonly chosen: EntryId[] = $derived(
    (this.rows.value ?? []).map((row) => row.id).filter((id) => this.#ticked.has(id)),
  );

  isChosen(id: EntryId): boolean {
    return this.#ticked.has(id);
  }
  choose(id: EntryId, on: boolean): void {
    if (on) this.#ticked.add(id);
    else this.#ticked.delete(id);
  }
  chooseAll(on: boolean): void {
    for (const row of this.rows.value ?? []) this.choose(row.id, on);
  }

  /**
   * Deletes for good: these entries, of the claims that no other learning log uses exactly those named, and the kept files of
   * exactly those packs and answers. True once it is done.
   */
  async purge(
    ids: EntryId[],
    claims: ClaimId[],
    packs: PackId[],
    dispatches: DispatchId[],
    fromBackups = false,
  ): Promise<boolean> {
    if (ids.length === 0 || this.purging) return false;
    this.error = null;
    this.purging = true;
    try {
      await call("entry_purge", { ids, claims, packs, dispatches });
      for (const id of ids) this.#ticked.delete(id);
      toasts.done(words.trash.purged(ids.length));
      if (fromBackups) await this.#clearBackups({ ids, claims, packs, dispatches });
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.purging = false;
    }
  }

  /** From the journal it is gone by now, whatever becomes of this. */
  async #clearBackups(what: ClearBackups): Promise<void> {
    try {
      const { cleared, left } = await call("backup_clear", what);
      if (cleared.length > 0 || left.length === 0) toasts.done(words.trash.cleared(cleared.length));
      if (left.length > 0) toasts.problem(words.trash.clearedLeft(left.length));
    } catch (thrown) {
      toasts.problem(words.trash.clearedNot(asApiError(thrown).message));
    }
  }

  async restore(ids: EntryId[]): Promise<void> {
    if (ids.length === 0 || this.restoring) return;
    this.error = null;
    this.restoring = true;
    try {
      await call("entry_restore", { ids });
      for (const id of ids) this.#ticked.delete(id);
      toasts.done(words.trash.restored(ids.length), {
        label: words.common.undo,
        run: () => void call("entry_trash", { ids }).catch((thrown) => toasts.problem(asApiError(thrown).message)),
      });
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.restoring = false;
    }
  }
}
