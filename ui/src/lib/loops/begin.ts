import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { Calls } from "$lib/api/types";
import { router } from "$lib/routes.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

/** Begins a learning log, from nothing, an entry or a passage of it, and goes there. Says so if it could not be. */
export async function beginLoop(from: Calls["loop_begin"]["request"] = {}): Promise<void> {
  try {
    const { entry } = await call("loop_begin", from);
    router.go({ screen: "loop", id: entry.id });
  } catch (thrown) {
    toasts.problem(words.loop.cannotBegin(asApiError(thrown).message));
  }
}
