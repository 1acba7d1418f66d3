import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { ApiError, DoorAnswer, Proof, TypedBack } from "$lib/api/types";
import { plainCode } from "$lib/door/code";
import { door } from "$lib/door/door.svelte";
import { tooShort } from "$lib/door/strength.svelte";
import { tryWords } from "$lib/door/tries";
import { saveEverything } from "$lib/leaving";
import { href } from "$lib/routes.svelte";
import { words } from "$lib/words";

/** What is being changed about the lock. */
export type Job = "set" | "change" | "remove" | "code" | "renew";
/** What is asked just now: the lock itself, or the new recovery code typed back. */
type Step = "ask" | "code";

/** Changing what the journal is locked with. */
export class Locks {
  job = $state<Job | null>(null);
  step = $state<Step>("ask");
  /** The passphrase of now, or the recovery code. */
  now = $state("");
  byCode = $state(false);
  next = $state("");
  code = $state("");
  typed = $state("");
  busy = $state(false);
  /** What is wrong with the proof, with the new passphrase, with the code typed back. */
  wrongNow = $state<string | null>(null);
  wrongNext = $state<string | null>(null);
  wrongTyped = $state<string | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** What was done last, as a sentence. */
  done = $state("");

  begin(job: Job): void {
    this.done = "";
    this.#forget();
    this.step = "ask";
    // Whoever came in with the code may have forgotten the passphrase.
    this.byCode = door.byCode;
    this.job = job;
  }

  cancel(): void {
    this.#forget();
    this.job = null;
  }

  /** The button at the foot of what is asked. */
  async goOn(): Promise<void> {
    if (this.busy || this.job === null) return;
    this.#wrong();
    this.busy = true;
    try {
      await this.#goOn(this.job);
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** The passphrase without a code. */
  async later(): Promise<void> {
    this.code = "";
    await this.goOn();
  }

  async #goOn(job: Job): Promise<void> {
    const say = words.door;
    if (job === "remove") return this.#answered(await call("door_unprotect", this.#proof()), say.settings.removed);
    if (job === "change") {
      if (await this.#tooShort()) return;
      const request = { proof: this.#proof(), passphrase: this.next, code: null };
      return this.#answered(await call("door_protect", request), say.settings.saved);
    }
    if (this.step === "ask") {
      if (job !== "code" && (await this.#tooShort())) return;
      this.code = (await call("door_code", {})).code;
      this.step = "code";
      return;
    }
    if (this.code !== "" && plainCode(this.typed) !== plainCode(this.code)) {
      this.wrongTyped = say.codes.slip;
      return;
    }
    const code = this.code === "" ? null : { code: this.code, typed: this.typed };
    if (job === "set") {
      const request = { proof: { passphrase: null, code: null }, passphrase: this.next, code };
      this.#answered(await call("door_protect", request), say.settings.saved);
    } else if (job === "renew") {
      await this.#renew(code);
    } else if (code) {
      this.#answered(await call("door_recode", { proof: this.#proof(), code }), say.settings.codeSaved);
    }
  }

  /** The journal is closed meanwhile, and the page begins anew. */
  async #renew(code: TypedBack | null): Promise<void> {
    await saveEverything();
    const answer = await call("door_renew", { proof: this.#proof(), passphrase: this.next, code });
    const right = answer.tried === "right";
    this.#answered(answer, words.door.settings.renewed);
    if (right) host().restart(href({ screen: "settings" }));
  }

  #proof(): Proof {
    return this.byCode ? { passphrase: null, code: this.now } : { passphrase: this.now, code: null };
  }

  async #tooShort(): Promise<boolean> {
    this.wrongNext = await tooShort(this.next);
    return this.wrongNext !== null;
  }

  #answered(answer: DoorAnswer, done: string): void {
    door.changed(answer.protection);
    const wrong = tryWords(answer);
    if (wrong !== null) {
      this.wrongNow = wrong;
      // The code that was shown stays the one on paper.
      this.step = "ask";
      return;
    }
    door.byCode = false;
    this.done = done;
    this.cancel();
  }

  #wrong(): void {
    this.error = null;
    this.wrongNow = this.wrongNext = this.wrongTyped = null;
  }

  #forget(): void {
    this.#wrong();
    this.now = this.next = this.code = this.typed = "";
  }
}
