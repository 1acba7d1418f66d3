import type { CommandId } from "$lib/keys";

/** What a button says of itself, in words, when it is pointed at. */
export type Tip = {
  /** Of the element it is shown in. */
  id: string;
  text: () => string;
  command: CommandId | undefined;
  side: "top" | "bottom" | "left" | "right";
  anchor: HTMLElement;
};

/** Milliseconds that a button is pointed at before it says what it is… */
const WAIT = 500;
/** …but none where another one just did… */
const AGAIN = 300;
/** …and the time there is to move onto the words themselves. */
const STAY = 150;

/** The one tip that is shown; Tips.svelte draws it. */
class Tips {
  now = $state.raw<Tip | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = -Infinity;

  /** A button is pointed at. */
  point(tip: Tip): void {
    clearTimeout(this.#timer);
    if (this.now?.id === tip.id) return;
    if (this.now || performance.now() - this.#left < AGAIN) this.now = tip;
    else this.#timer = setTimeout(() => (this.now = tip), WAIT);
  }
  /** A button has the keyboard. */
  focus(tip: Tip): void {
    clearTimeout(this.#timer);
    this.now = tip;
  }
  /** It is not pointed at any more: the words stay a moment, for whoever goes there. */
  leave(): void {
    clearTimeout(this.#timer);
    if (this.now) this.#timer = setTimeout(() => this.close(), STAY);
  }
  /** The words themselves are pointed at. */
  stay(): void {
    clearTimeout(this.#timer);
  }
  /** Now; with an id, only that one. */
  close(id?: string): void {
    if (id !== undefined && this.now?.id !== id) return;
    clearTimeout(this.#timer);
    if (this.now) this.#left = performance.now();
    this.now = null;
  }
  /** What waits to be shown is not. */
  forget(): void {
    clearTimeout(this.#timer);
    this.close();
  }
}

export const tips = new Tips();
