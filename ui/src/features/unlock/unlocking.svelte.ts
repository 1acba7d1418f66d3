import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, DoorAnswer } from "$lib/api/types";
import { door } from "$lib/door/door.svelte";
import { tryWords } from "$lib/door/tries";

/** What is asked before a locked journal opens. */
export class Unlocking {
  passphrase = $state("");
  code = $state("");
  /** The recovery code instead of the passphrase. */
  byCode = $state(false);
  busy = $state(false);
  /** What was wrong with what was typed. */
  wrong = $state<string | null>(null);
  /** What is wrong with the journal. */
  error = $state.raw<ApiError | null>(null);
  /** Seconds until the next try. */
  wait = $state(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Somebody may have tried just before the page began. */
  async look(): Promise<void> {
    try {
      this.#waits((await call("door_state", {})).wait_seconds);
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
  }

  /** True when the journal is open. */
  async unlock(): Promise<boolean> {
    const typed = this.byCode ? this.code : this.passphrase;
    if (this.busy || this.wait > 0 || typed === "") return false;
    this.busy = true;
    this.wrong = null;
    this.error = null;
    try {
      const answer = await call("door_unlock", {
        passphrase: this.byCode ? null : typed,
        code: this.byCode ? typed : null,
      });
      return this.#answered(answer);
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  turn(): void {
    this.byCode = !this.byCode;
    this.wrong = null;
    this.error = null;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #answered(answer: DoorAnswer): boolean {
    this.#waits(answer.wait_seconds);
    if (answer.tried === "right") {
      this.passphrase = this.code = "";
      door.byCode = this.byCode;
      door.changed(answer.protection);
      return true;
    }
    this.wrong = tryWords(answer);
    return false;
  }

  #waits(seconds: number): void {
    clearInterval(this.#timer);
    this.wait = seconds;
    if (seconds === 0) return;
    this.#timer = setInterval(() => {
      this.wait -= 1;
      if (this.wait <= 0) clearInterval(this.#timer);
    }, 1000);
  }
}
