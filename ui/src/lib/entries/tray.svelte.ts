import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { EntryId, EntryRow } from "$lib/api/types";
import { query, type Query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";

/** The entries ticked for sharing, wherever they were ticked. */
class Tray {
  #rows: Query<EntryRow[]> | undefined = $state.raw();
  /** Ticked or unticked just now, before the core has said so. */
  #soon = $state.raw<Readonly<Record<EntryId, boolean>>>({});
  readonly #ids: ReadonlySet<EntryId> = $derived(new Set(this.#rows?.value?.map((row) => row.id)));
  readonly count: number = $derived(
    this.#ids.size +
      Object.entries(this.#soon).reduce((sum, [id, on]) => sum + Number(on) - Number(this.#ids.has(id)), 0),
  );

  /** Called once, by the shell. */
  start(): void {
    this.#rows = query(() => call("tray_list", {}), ["tray", "trash"]);
  }
  has(id: EntryId): boolean {
    return this.#soon[id] ?? this.#ids.has(id);
  }
  async set(id: EntryId, on: boolean): Promise<void> {
    this.#soon = { ...this.#soon, [id]: on };
    try {
      await call(on ? "tray_add" : "tray_remove", { ids: [id] });
      if (this.#rows) this.#rows.value = await call("tray_list", {});
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
    this.#soon = Object.fromEntries(Object.entries(this.#soon).filter(([other]) => other !== id));
  }
}

export const tray = new Tray();
