/** A short message that goes away by itself, often with the way back ("Undo"). */
export type Toast = {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
  /** "problem" stays until it is dismissed, and is read aloud at once. */
  kind: "done" | "problem";
};

/** Long enough to read it and to reach its button by keyboard. */
const STAYS_MS = 8000;

class Toasts {
  shown = $state<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Says that something is done. */
  done(text: string, action?: Toast["action"]): void {
    this.#show({ id: this.#next++, text, kind: "done", ...(action ? { action } : {}) });
  }
  /** Says that something went wrong; stays. */
  problem(text: string, action?: Toast["action"]): void {
    this.#show({ id: this.#next++, text, kind: "problem", ...(action ? { action } : {}) });
  }
  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
  /** While someone reads or reaches for it, it does not leave. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }
  letGo(id: number): void {
    const toast = this.shown.find((one) => one.id === id);
    if (toast?.kind === "done") this.#leaveLater(id);
  }

  #show(toast: Toast): void {
    // Three at most: the oldest makes room.
    for (const old of this.shown.slice(0, Math.max(0, this.shown.length - 2))) this.dismiss(old.id);
    this.shown = [...this.shown, toast];
    if (toast.kind === "done") this.#leaveLater(toast.id);
  }
  #leaveLater(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), STAYS_MS),
    );
  }
}

export const toasts = new Toasts();
