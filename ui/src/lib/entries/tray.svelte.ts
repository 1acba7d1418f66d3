import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { EntryId } from "$lib/api/types";
import { query, type Query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import type { EntryRow } from "$lib/api/types";

/** The entries ticked for sharing, wherever they were ticked. */
class Tray {
  #rows: Query<EntryRow[]> | undefined = $state.raw();
  /** Ticked or unticked just now, before the core has said so. */
  #soon = $state.raw<ReadonlyMap<EntryId, boolean>>(new Map());
  readonly #ids: ReadonlySet<EntryId> = $derived(new Set(this.#rows?.value?.map((row) => row.id)));
  readonly count: number = $derived(
    this.#ids.size + [...this.#soon].reduce((sum, [id, on]) => sum + Number(on) - Number(this.#ids.has(id)), 0),
  );

  /** Called once, by the shell. */
  start(): void {
    this.#rows = query(() => call("tray_list", {}), ["tray", "trash"]);
  }
  has(id: EntryId): boolean {
    return this.#soon.get(id) ?? this.#ids.has(id);
  }
  async set(id: EntryId, on: boolean): Promise<void> {
    this.#soon = new Map(this.#soon).set(id, on);
    try {
      await call(on ? "tray_add" : "tray_remove", { ids: [id] });
      if (this.#rows) this.#rows.value = await call("tray_list", {});
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
    const soon = new Map(this.#soon);
    soon.delete(id);
    this.#soon = soon;
  }
}

export const tray = new Tray();
