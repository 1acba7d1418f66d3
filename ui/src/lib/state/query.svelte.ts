import { untrack } from "svelte";
import { asApiError } from "$lib/api/host";
import type { ApiError, Change } from "$lib/api/types";
import { onChange } from "./changes";

/**
 * A read that keeps itself true: it asks again when something its `read` function looked at changes, and when a write
 * announces a kind it depends on. The answer of an older question never replaces that of a newer one.
 */
export class Query<T> {
  /** The newest answer; while a newer question is under way, still the one before it. */
  value = $state.raw<T | undefined>(undefined);
  /** Why the newest question failed, or null. */
  error = $state.raw<ApiError | null>(null);
  /** A question is under way. */
  loading = $state(true);

  #read: () => Promise<T>;
  #asked = 0;
  #pending = 0;
  #again = false;
  #left = false;

  constructor(read: () => Promise<T>, dependsOn: readonly Change[]) {
    this.#read = read;
    $effect(() => {
      const answer = this.#begin(); // what it looks at before its first await is tracked
      untrack(() => void this.#settle(answer));
    });
    $effect(() =>
      onChange(dependsOn, () => {
        // A burst of writes (an import) asks once more at the end, not once each.
        if (this.#pending > 0) this.#again = true;
        else this.refresh();
      }),
    );
    $effect(() => () => {
      // Whoever has left gets no answers and asks no more.
      this.#asked++;
      this.#left = true;
    });
  }

  /** What a write answered: newer than anything that was asked before it, whenever that is answered. */
  took(value: T): void {
    this.#asked++;
    // What was under way may have been asked after another write than this one: it is asked once more.
    if (this.#pending > 0) this.#again = true;
    this.value = value;
    this.error = null;
    this.loading = false;
  }

  /** Asks again now. */
  refresh(): void {
    untrack(() => void this.#settle(this.#begin()));
  }

  #begin(): Promise<T> {
    try {
      return this.#read();
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  }

  async #settle(answer: Promise<T>): Promise<void> {
    const mine = ++this.#asked;
    this.#pending++;
    this.loading = true;
    const isNewest = (): boolean => mine === this.#asked;
    try {
      const value = await answer;
      if (isNewest()) {
        this.value = value;
        this.error = null;
      }
    } catch (thrown) {
      if (isNewest()) this.error = asApiError(thrown);
    }
    this.#pending--;
    // Also after an older question whose answer came last: what was announced meanwhile must not be lost.
    if (this.#again && !this.#left && (isNewest() || this.#pending === 0)) {
      this.#again = false;
      this.refresh();
    } else if (isNewest()) this.loading = false;
  }
}

/**
 * `const rows = query(() => call("trash_list", {}), ["trash"])`, in a component's script or another effect's scope.
 * Reactive values must be read before the first `await` in `read`, as in any effect.
 */
export function query<T>(read: () => Promise<T>, dependsOn: readonly Change[]): Query<T> {
  return new Query(read, dependsOn);
}
