import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { DoorState, Protection } from "$lib/api/types";
import { saveEverything } from "$lib/leaving";
import { href, router } from "$lib/routes.svelte";
import { words } from "$lib/words";

/** The name under which the journal keeps where somebody was when it was locked. */
const PLACE = "place";

/** The door of the open journal: what it is locked with, and locking it. One for the whole page. */
export class Door {
  protection = $state.raw<Protection | null>(null);
  /** From the wish to lock until the page begins anew: nothing is to be written meanwhile. */
  locking = $state(false);
  /** Opened with the recovery code: the passphrase may be forgotten. */
  byCode = $state(false);

  async look(): Promise<void> {
    this.#found(await call("door_state", {}));
  }

  /** Took over what a change answered. */
  changed(protection: Protection | null): void {
    this.protection = protection;
  }

  get canLock(): boolean {
    return this.protection?.passphrase === true;
  }

  /** Saves everything, then locks; the page begins anew, so that nothing of the journal is left in it. */
  async lock(): Promise<void> {
    if (this.locking || !this.canLock) return;
    this.locking = true;
    try {
      await saveEverything();
      await call("draft_keep", { name: PLACE, value: location.hash });
      await call("door_lock", {});
    } catch (thrown) {
      this.locking = false;
      const { code, message } = asApiError(thrown);
      // Somebody else was faster, such as the system: it is locked.
      if (code !== "locked") throw new Error(words.door.locking.notSaved(message), { cause: thrown });
    }
    document.title = words.common.app;
    host().restart(href({ screen: "today" }));
  }

  /** To where somebody was when it was locked. */
  async comeBack(): Promise<void> {
    try {
      const { value } = await call("draft_get", { name: PLACE });
      if (typeof value !== "string") return;
      router.resume(value);
      await call("draft_keep", { name: PLACE, value: null });
    } catch {
      // Not worth a word: the journal is open, on its first page.
    }
  }

  #found(state: DoorState): void {
    this.protection = state.protection;
  }
}

export const door = new Door();
