import { asApiError } from "$lib/api/host";
import type { ApiError } from "$lib/api/types";

/** What the buttons of a store do: `busy` while a step is under way, `error` says why the last could not be taken. */
export abstract class Steps {
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);
  #line: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Takes a step; a second press while one is under way does nothing. True once it is done. */
  async take(step: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      return await this.#taken(step);
    } finally {
      this.busy = false;
    }
  }

  /** Takes a step after those before it: whoever answers three questions quickly has answered all three. */
  protected takeInLine(step: () => Promise<void>): Promise<boolean> {
    this.#waiting++;
    this.busy = true;
    const done = this.#line.then(async () => {
      try {
        return await this.#taken(step);
      } finally {
        this.busy = --this.#waiting > 0;
      }
    });
    this.#line = done;
    return done;
  }

  /** Once every step in line has been taken, whether it could be or not. */
  protected inLine(): Promise<unknown> {
    return this.#line;
  }

  async #taken(step: () => Promise<void>): Promise<boolean> {
    this.error = null;
    try {
      await step();
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    }
  }
}
