import { untrack } from "svelte";
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
    for (const [id, run] of mine) this.#change(id, (runs) => [...runs, run]);
    return () => {
      for (const [id, run] of mine) this.#change(id, (runs) => runs.filter((other) => other !== run));
    };
  }
  /** An effect that provides must not depend on what is provided, or it would run again because of itself. */
  #change(id: CommandId, next: (runs: readonly Run[]) => readonly Run[]): void {
    untrack(() => this.#runs.set(id, next(this.#runs.get(id) ?? [])));
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
