import { call } from "$lib/api/call";
import type { Settings } from "$lib/api/types";
import { query, type Query } from "$lib/state/query.svelte";

/** Whether others may see the screen, so that nothing of what is written is to be shown: a setting. Made in a component. */
export class Discreet {
  readonly #settings: Query<Settings> = query(() => call("settings_get", {}), ["settings"]);
  readonly now: boolean = $derived(isDiscreet(this.#settings.value));
}

/** While it is not known, nothing is shown: what was seen for a moment was seen. */
export function isDiscreet(settings: Settings | undefined): boolean {
  return settings?.hide_passages ?? true;
}
