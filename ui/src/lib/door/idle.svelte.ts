/** Seconds before locking in which any key keeps the journal open (WCAG 2.2.1). */
export const WARNING_S = 20;
/** Two looks at the clock further apart than this: the computer slept in between. */
const SLEPT_MS = 60_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"] as const;

/** Notices that nobody is there any more. */
export class Idle {
  /** Seconds until it locks, while it warns. */
  left = $state<number | null>(null);
  #minutes: () => number;
  #onlock: () => void;
  #last = Date.now();
  #looked = Date.now();

  /** `minutes` without a sign of life; 0 is never. */
  constructor(minutes: () => number, onlock: () => void) {
    this.#minutes = minutes;
    this.#onlock = onlock;
  }

  /** Begins to watch; returns the way to stop. */
  start(): () => void {
    const seen = (): void => this.seen();
    for (const sign of SIGNS) window.addEventListener(sign, seen, { capture: true, passive: true });
    const timer = setInterval(() => this.look(), 1000);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
    };
  }

  /** Somebody is there. */
  seen(): void {
    // After a sleep the first movement comes before the clock was looked at.
    if (Date.now() - this.#looked > SLEPT_MS) this.look();
    this.#last = Date.now();
    this.left = null;
  }

  look(): void {
    const now = Date.now();
    const slept = now - this.#looked > SLEPT_MS;
    this.#looked = now;
    const limit = this.#minutes() * 60_000;
    const idle = now - this.#last;
    if (limit === 0) {
      this.left = null;
      return;
    }
    const left = Math.ceil((limit - idle) / 1000);
    if (left <= 0 && (slept || this.left !== null)) {
      this.left = null;
      // If it cannot be locked now, it is tried again after as long a while.
      this.#last = now;
      this.#onlock();
    } else if (left <= WARNING_S) {
      // A clock that jumped a little does not do away with the warning.
      if (left <= 0) this.#last = now - limit + WARNING_S * 1000;
      this.left = Math.max(1, left <= 0 ? WARNING_S : left);
    } else {
      this.left = null;
    }
  }
}
