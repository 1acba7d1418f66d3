import { call } from "$lib/api/call";
import { host } from "$lib/api/host";
import type { LedgerRow, PackId } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.packs;

/** What left, and what can be done about it. Made in a component. */
export class Ledger extends Steps {
  readonly rows = query(() => call("pack_list", {}), ["packs", "comments"]);
  readonly #forms = query(() => call("export_formats", {}), []);

  /** The name of a form, by its id. */
  form(id: string): string {
    return this.#forms.value?.find((form) => form.id === id)?.name ?? id;
  }
  /** The same bytes once more, to another place. */
  again(row: LedgerRow, encrypted: boolean): Promise<boolean> {
    return this.take(async () => {
      const plain = row.encrypted ? row.file_name.replace(/\.age$/u, "") : row.file_name;
      const place = await host().pickSave(encrypted ? `${plain}.age` : plain);
      if (place === null) {
        toasts.done(say.cancelled);
        return;
      }
      const { file_name } = await call("pack_again", { id: row.id, place, encrypted });
      toasts.done(say.againDone(file_name));
    });
  }
  withdraw(id: PackId): Promise<boolean> {
    return this.take(async () => {
      await call("pack_withdraw", { id });
      toasts.done(say.withdrawDone);
    });
  }
  /** True once the bytes are gone. */
  forget(id: PackId): Promise<boolean> {
    return this.take(async () => {
      await call("pack_forget", { id });
      toasts.done(say.forgetDone);
    });
  }
}

/** "people on your list: replaced in 12 places". */
export function doneInWords({ kind, action, count }: { kind: string; action: string; count: number }): string {
  const kinds: Record<string, string> = say.kinds;
  const actions: Record<string, string> = say.actions;
  return say.redactedOne(kinds[kind] ?? kind, actions[action] ?? action, count);
}
