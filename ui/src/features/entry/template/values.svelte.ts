import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { Form, FormField } from "$lib/api/types";
import type { OpenEntry } from "../page.svelte";

export type Value = FormField["value"];

/** The fields of a form that are not words, saved as they are set, one after the other; of one field the last value stays. */
export class Values {
  saving = $state.raw<{ state: "idle" | "saving" | "saved" } | { state: "failed"; why: string }>({ state: "idle" });
  /** Set here and not stored yet. */
  #pending = $state.raw<Readonly<Record<string, Value>>>({});
  #busy = false;

  constructor(
    private readonly page: Pick<OpenEntry, "ensureStored">,
    private readonly onstored: (form: Form) => void,
  ) {}

  /** As its writer sees it. */
  of({ field, value }: FormField): Value {
    const mine = this.#pending[field.key];
    return mine === undefined ? value : mine;
  }

  set(key: string, value: Value): void {
    this.#pending = { ...this.#pending, [key]: value };
    void this.save();
  }

  /** Saves what is pending; what could not be saved stays, and can be tried again. */
  async save(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.saving = { state: "saving" };
    try {
      for (let next = this.#first(); next; next = this.#first()) {
        const [key, value] = next;
        this.onstored(await call("form_set", { id: await this.page.ensureStored(), field: key, value }));
        if (this.#pending[key] === value)
          this.#pending = Object.fromEntries(Object.entries(this.#pending).filter(([other]) => other !== key));
      }
      this.saving = { state: "saved" };
    } catch (thrown) {
      this.saving = { state: "failed", why: asApiError(thrown).message };
    } finally {
      this.#busy = false;
    }
  }

  #first(): [string, Value] | undefined {
    return Object.entries(this.#pending)[0];
  }
}
