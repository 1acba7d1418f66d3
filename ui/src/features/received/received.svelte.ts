import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, Calls, PackId, Received } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";

type Remark = Calls["remark_save"]["request"];

/** The kinds of comment, in the order in which they are offered. */
export const KINDS = ["warm", "cool", "question", "challenge", "suggestion"] as const;
export type Kind = (typeof KINDS)[number];

/** One pack of somebody else's, and what is written about it. Made in a component. */
export class Reading {
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);
  readonly pack;

  constructor(private readonly id: () => PackId) {
    this.pack = query(() => call("received_get", { id: id() }), ["received"]);
  }

  /** True once it stands. */
  save(remark: Omit<Remark, "received">): Promise<boolean> {
    return this.#do(() => call("remark_save", { ...remark, received: this.id() }));
  }
  remove(id: string): Promise<boolean> {
    return this.#do(() => call("remark_remove", { received: this.id(), id }));
  }
  sign(name: string): Promise<boolean> {
    return this.#do(() => call("received_save", { received: this.id(), name }));
  }
  open(): Promise<boolean> {
    return this.#do(() => call("received_save", { received: this.id(), open: true }));
  }

  async #do(step: () => Promise<Received | undefined>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      const now = await step();
      if (now) this.pack.value = now;
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
