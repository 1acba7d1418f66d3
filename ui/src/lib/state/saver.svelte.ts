import { asApiError } from "$lib/api/host";
import { beforeLeaving } from "$lib/leaving";
import { AT_MOST_MS, PAUSE_MS, type Saving } from "./autosave.svelte";

/** How long to wait before trying again. */
const RETRY_MS = 5000;

/**
 * Writes something down whole while it is typed: after a pause, at most a second after the first change. One write at a
 * time; what could not be written is tried again by itself.
 */
export class Saver {
  saving = $state.raw<Saving>({ state: "saved" });
  #changed = false;
  #flight: Promise<void> | null = null;
  /** While something is not written, the window does not close without it; also when whoever wrote it is gone. */
  #release: (() => void) | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #latest: ReturnType<typeof setTimeout> | undefined;

  /** `write` writes all there is at that moment, and rejects with the reason if it cannot. */
  constructor(private readonly write: () => Promise<unknown>) {}

  /** Is there anything that has not been written? */
  get dirty(): boolean {
    return this.#changed || this.#flight !== null;
  }

  /** Something changed; it is written within a second. */
  touch(): void {
    this.#changed = true;
    this.#release ??= beforeLeaving(() => this.flush());
    if (this.saving.state !== "failed") this.saving = { state: "saving" };
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#quietly(), PAUSE_MS);
    this.#latest ??= setTimeout(() => this.#quietly(), AT_MOST_MS);
  }

  /** Writes it now; rejects with the reason if that could not be done. */
  flush(): Promise<void> {
    clearTimeout(this.#pause);
    clearTimeout(this.#latest);
    this.#pause = this.#latest = undefined;
    this.#flight ??= this.#run().finally(() => (this.#flight = null));
    return this.#flight;
  }

  #quietly(): void {
    this.flush().catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      try {
        await this.write();
      } catch (thrown) {
        this.#changed = true;
        const error = asApiError(thrown);
        this.saving = { state: "failed", why: error.message };
        this.#pause = setTimeout(() => this.#quietly(), RETRY_MS);
        throw error;
      }
    }
    this.saving = { state: "saved" };
    this.#release?.();
    this.#release = null;
  }
}
