import { router, type Route } from "$lib/routes.svelte";
import type { Later } from "./later.svelte";

/**
 * The place that is shown: where the address leads, at once where its part of the program is there; else what was shown
 * before stays until it is. Made in a component.
 */
export class Here {
  #last: Route = router.now;
  readonly now: Route = $derived.by(() => {
    const route = router.now;
    if (this.#part(route)?.settled ?? true) this.#last = route;
    return this.#last;
  });
  #part: (route: Route) => Later<unknown> | null;

  /** `part`: what a place needs; null where that is always there. */
  constructor(part: (route: Route) => Later<unknown> | null) {
    this.#part = part;
    $effect(() => void part(router.now)?.fetch());
  }
}
