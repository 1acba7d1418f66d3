import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { Calls, EntryId } from "$lib/api/types";
import { router } from "$lib/routes.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

/** Those that were begun from nothing since the window opened. */
const begun = new Set<EntryId>();

/** Was it begun from nothing since the window opened? One that stays empty is not left behind. */
export const isNew = (id: EntryId): boolean => begun.has(id);

/** Begins a learning log, from nothing, an entry or a passage of it, and goes there. Says so if it could not be. */
export async function beginLoop(from: Calls["loop_begin"]["request"] = {}): Promise<void> {
  try {
    const { entry } = await call("loop_begin", from);
    if (from.from === undefined) begun.add(entry.id);
    router.go({ screen: "loop", id: entry.id });
  } catch (thrown) {
    toasts.problem(words.loop.cannotBegin(asApiError(thrown).message));
  }
}
