import { call } from "$lib/api/call";
import type { Saving } from "./autosave.svelte";
import { Saver } from "./saver.svelte";

/** What was typed and is not kept yet, by name: a form that is opened again meanwhile goes on with it. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, when a form opens
const unkept = new Map<string, object>();

/**
 * A form that is being filled in: a claim, a test. It is kept by the journal until what it is for has been made of it, so
 * that nothing typed into it is lost, whatever happens to the window.
 */
export class Draft<T extends object> {
  value = $state.raw() as T;
  /** What was kept earlier has been looked up. */
  ready = $state(false);
  #typed = false;
  readonly #saver = new Saver(() => this.#keep());

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
  get saving(): Saving {
    return this.#saver.saving;
  }
  get dirty(): boolean {
    return this.#saver.dirty;
  }

  set(change: Partial<T>): void {
    this.#change({ ...this.value, ...change });
  }

  /** What it was for has been made of it: the form is blank again. */
  async clear(): Promise<void> {
    this.#change(this.blank);
    await this.flush();
  }

  #change(value: T): void {
    this.value = value;
    this.#typed = true;
    unkept.set(this.name, value);
    this.#saver.touch();
  }

  /** Keeps it now; rejects with the reason if that could not be done. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  async #keep(): Promise<void> {
    const { value } = this;
    await call("draft_keep", { name: this.name, value: this.filled ? value : null });
    if (unkept.get(this.name) === value) unkept.delete(this.name);
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
