import { call } from "$lib/api/call";
import type { Protocol, ProtocolDefinition } from "$lib/api/types";
import { moved } from "$lib/moved";
import { Edited } from "$lib/state/editing.svelte";
import {
  blank,
  blankStep,
  definitionOf,
  draftOf,
  isSound,
  problemsOf,
  total,
  type ProtocolDraft,
  type StepDraft,
} from "./draft";

/** A protocol of one's own while it is changed. */
export class Editing extends Edited<ProtocolDraft, Protocol> {
  readonly problems = $derived(problemsOf(this.typed));
  readonly total = $derived(total(this.typed));
  readonly #exposure: number | null;

  /** `stored`: what it is so far; null for a new one. */
  constructor(
    readonly id: string | null,
    stored: ProtocolDefinition | null,
  ) {
    super(`protocol:${id ?? "new"}`, stored ? draftOf(stored) : blank);
    this.#exposure = stored?.exposure ?? null;
  }

  setStep(at: number, change: Partial<StepDraft>): void {
    this.set({ steps: this.typed.steps.map((step) => (step.at === at ? { ...step, ...change } : step)) });
  }
  add(): void {
    const { steps } = this.typed;
    this.set({ steps: [...steps, blankStep(1 + Math.max(0, ...steps.map(({ at }) => at)))] });
  }
  remove(at: number): void {
    this.set({ steps: this.typed.steps.filter((step) => step.at !== at) });
  }
  move(at: number, by: 1 | -1): void {
    const index = this.typed.steps.findIndex((step) => step.at === at);
    this.set({ steps: moved(this.typed.steps, index, by) });
  }

  protected get isSound(): boolean {
    return isSound(this.problems);
  }
  protected store(): Promise<Protocol> {
    const definition = definitionOf(this.typed, this.#exposure);
    return call("protocol_save", this.id === null ? { definition } : { id: this.id, definition });
  }
}
