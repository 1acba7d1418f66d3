import { untrack } from "svelte";
import type { Draft } from "$lib/state/draft.svelte";
import type { OpenLoop } from "./page.svelte";

type Typed<T> = { [K in keyof T]: T[K] | null };

/**
 * A form over something that is stored, or over what is offered: it holds only what was typed over that, so that it never
 * brings back what has been changed since. In a component's script.
 */
export class Over<T extends object> {
  readonly draft: Draft<Typed<T>>;
  readonly now: T = $derived.by(() => {
    const typed = Object.entries(this.draft.value).filter(([, value]) => value !== null);
    return { ...this.below(), ...(Object.fromEntries(typed) as Partial<T>) };
  });

  constructor(
    page: OpenLoop,
    name: string,
    private readonly below: () => T,
  ) {
    const nothing = Object.fromEntries(Object.keys(untrack(below)).map((key) => [key, null])) as Typed<T>;
    this.draft = untrack(() => page.form(name, nothing));
  }
  set(change: Partial<T>): void {
    this.draft.set(change as Partial<Typed<T>>);
  }
}
