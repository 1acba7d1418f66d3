/** Milliseconds without a letter after which somebody is taken to have stopped and thought. */
export const REST = 3_000;

/**
 * Calls `fn` once nothing was typed for a while after each `due()`. What is beside the page is to change in a pause, not while
 * words are looked for.
 */
export class AtRest {
  #fn: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = false;
  readonly #typed = (): void => {
    if (this.#due) this.due();
  };

  constructor(fn: () => void) {
    this.#fn = fn;
    addEventListener("input", this.#typed, { capture: true, passive: true });
  }
  due(): void {
    this.#due = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#due = false;
      this.#fn();
    }, REST);
  }
  stop(): void {
    clearTimeout(this.#timer);
    removeEventListener("input", this.#typed, { capture: true });
  }
}
