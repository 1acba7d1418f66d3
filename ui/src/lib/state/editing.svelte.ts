import { asApiError } from "$lib/api/host";
import type { ApiError } from "$lib/api/types";
import { Draft } from "./draft.svelte";

/**
 * Something of one's own while it is edited: saved when its writer says so, and until then kept as a draft, so that nothing
 * typed is lost. Made in a component.
 */
export abstract class Edited<T extends object, Saved> {
  /** Somebody wanted to save: from now on what is missing is said where it is. */
  tried = $state(false);
  saving = $state(false);
  error = $state.raw<ApiError | null>(null);
  readonly draft: Draft<T>;
  readonly typed: T = $derived.by(() => this.draft.value);

  /** `name`: of the draft. `stored`: what it is so far. */
  constructor(name: string, stored: T) {
    this.draft = new Draft(name, stored);
  }

  /** Whether nothing is missing. */
  protected abstract get isSound(): boolean;
  /** Stores what was typed. */
  protected abstract store(): Promise<Saved>;

  set(change: Partial<T>): void {
    this.draft.set(change);
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

  /** What was saved; null if something is missing or went wrong, which is then said. */
  async save(): Promise<Saved | null> {
    this.tried = true;
    if (!this.isSound || this.saving) return null;
    this.saving = true;
    try {
      const saved = await this.store();
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
