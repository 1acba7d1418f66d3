import { call } from "$lib/api/call";
import { asApiError, host, type Reply } from "$lib/api/host";
import type { ApiError, Aside, Backup, Place } from "$lib/api/types";
import { saveEverything } from "$lib/leaving";
import { href } from "$lib/routes.svelte";
import { query } from "$lib/state/query.svelte";

/** The backups: what there is, and all that can be done with them. Made in a component. */
export class Keeping {
  readonly all = query(() => call("backup_list", {}), ["backups"]);
  /** What opens with the passphrase of before a new key. */
  readonly otherKeys = query(() => call("backup_other_keys", {}), ["backups"]);

  making = $state(false);
  made = $state.raw<Backup | null>(null);
  rehearsing = $state(false);
  rehearsed = $state.raw<Reply<"backup_rehearse"> | null>(null);
  /** The backup that is to be restored, by its time: the question is open while there is one. */
  chosen = $state.raw<{ readonly at: string } | null>(null);
  /** What it would bring; null until it is ready. */
  prepared = $state.raw<Reply<"restore_prepare"> | null>(null);
  /** From the answer until the page begins anew. */
  leaving = $state(false);
  error = $state.raw<ApiError | null>(null);
  restoreError = $state.raw<ApiError | null>(null);

  /** The newest that nothing is known to be wrong with. */
  readonly last: Backup | undefined = $derived(this.all.value?.backups.find((backup) => backup.fault === null));
  /** The newest that holds much less than the one before it, and that one. */
  readonly shrunk: { now: Backup; before: Backup } | null = $derived.by(() => {
    const sound = (this.all.value?.backups ?? []).filter((backup) => backup.fault === null);
    const at = sound.findIndex((backup) => backup.shrunk);
    const [now, before] = [sound[at], sound[at + 1]];
    return at >= 0 && now && before ? { now, before } : null;
  });

  make(): Promise<void> {
    return this.#busily("making", async () => {
      this.made = null;
      this.made = await call("backup_make", {});
    });
  }

  rehearse(): Promise<void> {
    return this.#busily("rehearsing", async () => {
      this.rehearsed = null;
      this.rehearsed = await call("backup_rehearse", { id: null });
    });
  }

  pin(backup: Backup, pinned: boolean): Promise<void> {
    return this.#tried(() => call("backup_pin", { id: backup.id, pinned }));
  }
  remove(backup: Backup): Promise<void> {
    return this.#tried(() => call("backup_delete", { id: backup.id }));
  }
  accept(): Promise<void> {
    return this.#tried(() => call("backup_accept", {}));
  }
  removeAside(aside: Aside): Promise<void> {
    return this.#tried(() => call("aside_delete", { id: aside.id }));
  }

  /** Brings it back beside the journal, so that what it holds can be told before anything is decided. */
  async choose(backup: Backup): Promise<void> {
    this.chosen = backup;
    this.prepared = null;
    this.restoreError = null;
    try {
      // What is being typed is to be counted among what was written since.
      await saveEverything();
      const prepared = await call("restore_prepare", { id: backup.id });
      if (this.chosen === backup) this.prepared = prepared;
    } catch (thrown) {
      if (this.chosen === backup) this.restoreError = asApiError(thrown);
    }
  }

  /** The same of a file from elsewhere. Rejects where it cannot be opened. */
  async chooseFile(place: Place, passphrase: string): Promise<null> {
    await saveEverything();
    const prepared = await call("restore_prepare_file", { place, passphrase });
    this.restoreError = null;
    this.prepared = prepared;
    this.chosen = { at: prepared.restored.at };
    return null;
  }

  /** Deletes what opens with the passphrase of before a new key. */
  forgetOtherKeys(): Promise<void> {
    return this.#tried(() => call("backup_forget_other_keys", {}));
  }

  /** Keeps the journal as it is. */
  async keep(): Promise<void> {
    if (this.leaving) return;
    this.chosen = null;
    this.prepared = null;
    await this.#tried(() => call("restore_forget", {}));
  }

  /** Another state is the journal after this. */
  async takeOver(from: string | null): Promise<void> {
    if (this.leaving) return;
    this.leaving = true;
    this.restoreError = null;
    try {
      await saveEverything();
      await host().takeOver(from);
      host().restart(href({ screen: "today" }));
    } catch (thrown) {
      this.restoreError = asApiError(thrown);
      this.leaving = false;
    }
  }

  async #busily(what: "making" | "rehearsing", work: () => Promise<void>): Promise<void> {
    if (this[what]) return;
    this[what] = true;
    await this.#tried(work);
    this[what] = false;
  }

  async #tried(work: () => Promise<unknown>): Promise<void> {
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }
}
