import { call } from "$lib/api/call";
import { asApiError, host, type NewLocks } from "$lib/api/host";
import type { ApiError, Place, Restored } from "$lib/api/types";
import { plainCode } from "$lib/door/code";
import { tooShort } from "$lib/door/strength.svelte";
import { words } from "$lib/words";

/** What the first start asks, one after the other. */
export type Step = "where" | "passphrase" | "code" | "file";

/** The first start asks two things: where the journal shall live, and whether it has a passphrase. */
export class Starting {
  step = $state<Step>("where");
  passphrase = $state("");
  /** The recovery code, once it is to be written down. */
  code = $state("");
  /** As it was typed back. */
  typed = $state("");
  /** What is wrong with what was typed. */
  wrong = $state<string | null>(null);
  /** A journal is in the picked folder already. */
  #begun = false;
  /** The folder as it is shown. */
  shown = $state("");
  /** Not the suggested one. */
  place = $state<Place | null>(null);
  loading = $state(true);
  beginning = $state(false);
  error = $state.raw<ApiError | null>(null);
  #suggested = "";

  async look(): Promise<void> {
    this.loading = true;
    this.error = null;
    try {
      this.#suggested = (await host().firstStart()).folder;
      if (this.place === null) this.shown = this.#suggested;
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.loading = false;
    }
  }

  async other(): Promise<void> {
    this.error = null;
    try {
      const picked = await host().pickFolder();
      if (!picked) return;
      this.place = picked.place;
      this.shown = picked.shown;
      this.#begun = picked.begun;
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  suggested(): void {
    this.error = null;
    this.place = null;
    this.#begun = false;
    this.shown = this.#suggested;
  }

  /** The folder is the right one. True when the journal is there: one that was begun before is opened as it is. */
  async here(): Promise<boolean> {
    if (this.#begun) return this.#begin(null);
    this.#go("passphrase");
    return false;
  }

  /** This passphrase; now the recovery code. */
  async protect(): Promise<void> {
    this.wrong = null;
    if (this.passphrase === "") {
      this.wrong = words.door.start.empty;
      return;
    }
    this.error = null;
    try {
      this.wrong = await tooShort(this.passphrase);
      if (this.wrong !== null) return;
      // The same one where somebody goes back and forth: it may be on paper already.
      if (this.code === "") this.code = (await call("door_code", {})).code;
      this.#go("code");
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  back(): void {
    this.#go(this.step === "code" ? "passphrase" : "where");
  }

  /** A backup from another computer is to be the journal. */
  fromFile(): void {
    this.#go("file");
  }

  /** Opens it in the folder where the journal is to be; nothing is the journal there yet. */
  lookInto(place: Place, passphrase: string): Promise<Restored> {
    return host().rescue("rescue_file", { place, passphrase }, this.place ?? "default");
  }

  async takeBack(): Promise<void> {
    await host().rescue("rescue_take", {}, this.place ?? "default");
  }

  /** It goes again, and the folder is as it was. */
  async leaveBack(): Promise<void> {
    try {
      await host().rescue("rescue_forget", {}, this.place ?? "default");
    } catch {
      // What was opened there is gone at the next start at the latest.
    }
  }

  without(): Promise<boolean> {
    return this.#begin(null);
  }

  /** With the code as it was typed back. */
  async finish(): Promise<boolean> {
    if (plainCode(this.typed) !== plainCode(this.code)) {
      this.wrong = words.door.codes.slip;
      return false;
    }
    return this.#begin({ passphrase: this.passphrase, code: { code: this.code, typed: this.typed } });
  }

  /** With the passphrase alone. */
  later(): Promise<boolean> {
    return this.#begin({ passphrase: this.passphrase, code: null });
  }

  #go(step: Step): void {
    this.wrong = null;
    this.error = null;
    this.step = step;
  }

  /** True when the journal is there. */
  async #begin(protect: NewLocks | null): Promise<boolean> {
    if (this.beginning) return false;
    this.error = null;
    this.wrong = null;
    this.beginning = true;
    try {
      await host().begin(this.place ?? "default", protect);
      this.passphrase = this.code = this.typed = "";
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.beginning = false;
    }
  }
}
