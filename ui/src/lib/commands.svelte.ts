import { SvelteMap } from "svelte/reactivity";
import type { CommandId } from "$lib/keys";

type Run = () => void;

/**
 * What can be done right now. Whoever can do something says so while it is on screen; keys, palette and menus ask here.
 * If two can do the same, the one that came last does it.
 */
class Commands {
  #runs = new SvelteMap<CommandId, readonly Run[]>();

  /** Returns the way to take it back: `$effect(() => commands.provide({ "entry.keep": keep }))`. */
  provide(given: Partial<Record<CommandId, Run>>): () => void {
    const mine = Object.entries(given) as [CommandId, Run][];
    for (const [id, run] of mine) this.#runs.set(id, [...(this.#runs.get(id) ?? []), run]);
    return () => {
      for (const [id, run] of mine) {
        this.#runs.set(
          id,
          (this.#runs.get(id) ?? []).filter((other) => other !== run),
        );
      }
    };
  }
  can(id: CommandId): boolean {
    return (this.#runs.get(id)?.length ?? 0) > 0;
  }
  /** False if nobody can do it now. */
  run(id: CommandId): boolean {
    const run = this.#runs.get(id)?.at(-1);
    run?.();
    return run !== undefined;
  }
}

export const commands = new Commands();
