import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import { beforeLeaving } from "$lib/leaving";
import { AT_MOST_MS, PAUSE_MS, type Saving } from "./autosave.svelte";

const RETRY_MS = 5000;

/** What was typed and is not kept yet, by name: a form that is opened again meanwhile goes on with it. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, when a form opens
const unkept = new Map<string, object>();

/**
 * A form that is being filled in: a claim, a test. It is kept by the journal until what it is for has been made of it, so
 * that nothing typed into it is lost, whatever happens to the window.
 */
export class Draft<T extends object> {
  value = $state.raw() as T;
  saving = $state.raw<Saving>({ state: "saved" });
  /** What was kept earlier has been looked up. */
  ready = $state(false);
  #typed = false;
  #changed = false;
  #flight: Promise<void> | null = null;
  /** While something is not kept, the window does not close without it; also when the form is gone from the page. */
  #release: (() => void) | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #latest: ReturnType<typeof setTimeout> | undefined;

  /** `blank`: what an untouched form holds. */
  constructor(
    private readonly name: string,
    private readonly blank: T,
  ) {
    const typed = unkept.get(name);
    this.value = { ...blank, ...typed };
    if (typed) this.ready = true;
    else void this.#read();
  }

  /** Does it hold anything that the blank form does not? */
  get filled(): boolean {
    return Object.keys(this.value).some((key) => this.value[key as keyof T] !== this.blank[key as keyof T]);
  }
  get dirty(): boolean {
    return this.#changed || this.#flight !== null;
  }

  set(change: Partial<T>): void {
    this.#change({ ...this.value, ...change });
    if (this.saving.state !== "failed") this.saving = { state: "saving" };
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#quietly(), PAUSE_MS);
    this.#latest ??= setTimeout(() => this.#quietly(), AT_MOST_MS);
  }

  /** What it was for has been made of it: the form is blank again. */
  async clear(): Promise<void> {
    this.#change(this.blank);
    await this.flush();
  }

  #change(value: T): void {
    this.value = value;
    this.#typed = this.#changed = true;
    unkept.set(this.name, value);
    this.#release ??= beforeLeaving(() => this.flush());
  }

  /** Keeps it now; rejects with the reason if that could not be done. */
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
        await call("draft_keep", { name: this.name, value: this.filled ? this.value : null });
      } catch (thrown) {
        this.#changed = true;
        const error = asApiError(thrown);
        this.saving = { state: "failed", why: error.message };
        this.#pause = setTimeout(() => this.#quietly(), RETRY_MS);
        throw error;
      }
    }
    this.saving = { state: "saved" };
    if (unkept.get(this.name) === this.value) unkept.delete(this.name);
    this.#release?.();
    this.#release = null;
  }

  async #read(): Promise<void> {
    try {
      const { value } = await call("draft_get", { name: this.name });
      // Whoever was quicker than the journal goes on with what they typed.
      if (!this.#typed && typeof value === "object" && value !== null) this.value = { ...this.blank, ...value };
    } catch {
      // The form is blank; what is typed now is kept all the same, or says why not.
    }
    this.ready = true;
  }
}
