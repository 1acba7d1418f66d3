import { asApiError, host } from "$lib/api/host";
import type { ApiError, Backup, Damage, Place, Restored, Salvaged } from "$lib/api/types";

/** What is ready to take the journal's place: a backup, or what could be read. */
export type Ready = { what: "backup"; restored: Restored } | { what: "salvage"; salvaged: Salvaged };

/** The ways out of a journal that cannot be opened. */
export class Rescuing {
  damage = $state.raw<Damage | null>(null);
  ready = $state.raw<Ready | null>(null);
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);
  passphrase = $state("");

  /** Newest first; those with a known fault are no way out. */
  readonly backups: Backup[] = $derived((this.damage?.backups ?? []).filter((backup) => backup.fault === null));
  readonly last: Backup | undefined = $derived(this.backups[0]);
  readonly keysGone: boolean = $derived(this.damage !== null && this.damage.keys !== "whole");

  look(): Promise<void> {
    return this.#tried(async () => {
      this.damage = await host().rescue("rescue_look", {});
    });
  }

  /** True when the journal may open now. */
  async bringKeys(backup: Backup): Promise<boolean> {
    await this.#tried(async () => {
      await host().rescue("rescue_keys", { id: backup.id });
    });
    return this.error === null;
  }

  restore(backup: Backup): Promise<void> {
    return this.#tried(async () => {
      this.ready = { what: "backup", restored: await host().rescue("rescue_restore", { id: backup.id }) };
    });
  }

  /** A backup in one file, from elsewhere. Rejects where it cannot be opened. */
  async file(place: Place, passphrase: string): Promise<null> {
    this.ready = { what: "backup", restored: await host().rescue("rescue_file", { place, passphrase }) };
    return null;
  }

  salvage(): Promise<void> {
    return this.#tried(async () => {
      const asked = this.damage?.locked ? { passphrase: this.passphrase } : {};
      this.ready = { what: "salvage", salvaged: await host().rescue("rescue_salvage", asked) };
      this.passphrase = "";
    });
  }

  /** True when it is the journal now. */
  async take(): Promise<boolean> {
    await this.#tried(async () => {
      await host().rescue("rescue_take", {});
    });
    return this.error === null;
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.busy = false;
    }
  }
}
