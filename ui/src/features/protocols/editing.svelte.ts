import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, Protocol, ProtocolDefinition } from "$lib/api/types";
import { Draft } from "$lib/state/draft.svelte";
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

/** A protocol of one's own while it is changed: kept as a draft until its writer saves it. */
export class Editing {
  /** Somebody wanted to save: from now on what is missing is said where it is. */
  tried = $state(false);
  saving = $state(false);
  error = $state.raw<ApiError | null>(null);
  readonly draft: Draft<ProtocolDraft>;
  readonly typed: ProtocolDraft = $derived.by(() => this.draft.value);
  readonly problems = $derived(problemsOf(this.typed));
  readonly total = $derived(total(this.typed));
  readonly #exposure: number | null;

  /** `stored`: what it is so far; null for a new one. */
  constructor(
    readonly id: string | null,
    stored: ProtocolDefinition | null,
  ) {
    this.#exposure = stored?.exposure ?? null;
    this.draft = new Draft(`protocol:${id ?? "new"}`, stored ? draftOf(stored) : blank);
  }

  set(change: Partial<ProtocolDraft>): void {
    this.draft.set(change);
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
    const steps = [...this.typed.steps];
    const from = steps.findIndex((step) => step.at === at);
    const [one, other] = [steps[from], steps[from + by]];
    if (!one || !other) return;
    steps[from] = other;
    steps[from + by] = one;
    this.set({ steps });
  }

  /** Back to what is stored. */
  async discard(): Promise<void> {
    this.tried = false;
    try {
      await this.draft.clear();
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  /** The protocol as it was saved; null if something is missing or went wrong, which is then said. */
  async save(): Promise<Protocol | null> {
    this.tried = true;
    if (!isSound(this.problems) || this.saving) return null;
    this.saving = true;
    try {
      const definition = definitionOf(this.typed, this.#exposure);
      const saved = await call("protocol_save", this.id === null ? { definition } : { id: this.id, definition });
      await this.draft.clear();
      this.error = null;
      return saved;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return null;
    } finally {
      this.saving = false;
    }
  }
}
