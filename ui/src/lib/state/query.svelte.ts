import { untrack } from "svelte";
import { asApiError } from "$lib/api/host";
import type { ApiError, Change } from "$lib/api/types";
import { onChange } from "./changes";
import { whenKeysRest } from "./rest";

/**
 * A read that keeps itself true: it asks again when something its `read` function looked at changes, and when a write
 * announces a kind it depends on. The answer of an older question never replaces that of a newer one.
 */
export class Query<T> {
  /**
   * The newest answer; while a newer question is under way, still the one before it. An answer that says what the last one
   * said is not a new one: after each save much is asked again, and nothing of it need be drawn again.
   */
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
  /** The last answer as text; none after what a write answered. */
  #said: string | undefined;
  /** It will be asked again when the keys rest, unless that is called off. */
  #waiting = false;
  #callOff: () => void = () => undefined;

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
        else if (!this.#waiting) {
          this.#waiting = true;
          this.#callOff = whenKeysRest(() => this.refresh());
        }
      }),
    );
    $effect(() => () => {
      // Whoever has left gets no answers and asks no more.
      this.#asked++;
      this.#left = true;
      this.#callOff();
    });
  }

  /** What a write answered: newer than anything that was asked before it, whenever that is answered. */
  took(value: T): void {
    this.#asked++;
    // What was under way may have been asked after another write than this one: it is asked once more.
    if (this.#pending > 0) this.#again = true;
    this.#said = undefined;
    this.value = value;
    this.error = null;
    this.loading = false;
  }

  /** Asks again now. */
  refresh(): void {
    this.#callOff();
    this.#waiting = false;
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
        const said = JSON.stringify(value);
        if (said === undefined || said !== this.#said) this.value = value;
        this.#said = said;
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
