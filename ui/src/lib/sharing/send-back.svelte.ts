import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { ApiError, Dispatch, Outgoing, PackId, ResponseId } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.sendBack;

/** What goes back: the answers to comments on a pack (of one reader, or all), or the response to a pack of somebody else's. */
export type Back =
  | { readonly what: "reply"; readonly pack: PackId; readonly response?: ResponseId }
  | { readonly what: "response"; readonly pack: PackId };

function look(back: Back): Promise<Outgoing> {
  if (back.what === "response") return call("response_look", { id: back.pack });
  return call("reply_look", { pack: back.pack, ...(back.response ? { response: back.response } : {}) });
}

function write(back: Back, more: { place: string; names_checked: boolean; seen: string }): Promise<Dispatch> {
  if (back.what === "response") return call("response_write", { id: back.pack, ...more });
  return call("reply_write", { pack: back.pack, ...(back.response ? { response: back.response } : {}), ...more });
}

/** Looked at first, then written: exactly what was looked at. Made in a component. */
export class SendBack {
  open = $state(false);
  outgoing = $state.raw<Outgoing | null>(null);
  error = $state.raw<ApiError | null>(null);
  checked = $state(false);
  busy = $state(false);
  #back: Back | null = null;

  /** Nobody who refused is in it, and all that may tell who is meant was looked at. */
  readonly may: boolean = $derived(
    this.outgoing !== null && this.outgoing.refused.length === 0 && (this.checked || this.outgoing.hits.length === 0),
  );

  async begin(back: Back): Promise<void> {
    this.#back = back;
    this.outgoing = null;
    this.error = null;
    this.checked = false;
    this.open = true;
    try {
      this.outgoing = await look(back);
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  /** True once the file stands. */
  async send(): Promise<boolean> {
    if (this.busy || !this.may || this.#back === null || this.outgoing === null) return false;
    this.busy = true;
    this.error = null;
    const { file_name, seen } = this.outgoing;
    try {
      const place = await host().pickSave(file_name);
      if (place === null) return false;
      const written = await write(this.#back, { place, seen, names_checked: this.checked });
      this.open = false;
      toasts.done(say.done[written.kind](written.count, written.file_name));
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
