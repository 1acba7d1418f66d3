import { call } from "$lib/api/call";
import type { Strength } from "$lib/api/types";
import { words } from "$lib/words";

/** How long a hand rests before what it typed is judged. */
const REST_MS = 150;

/** What is to be said of one that is too short to be taken; null where it is not. */
export async function tooShort(passphrase: string): Promise<string | null> {
  const { strength } = await call("door_strength", { passphrase });
  return strength === "too_short" ? words.door.strength.too_short : null;
}

/** How hard what is being typed is to guess. Made in a component. */
export class Judging {
  now = $state<Strength | null>(null);
  #asked = 0;

  constructor(typed: () => string) {
    $effect(() => {
      const passphrase = typed();
      const mine = ++this.#asked;
      if (passphrase === "") {
        this.now = null;
        return;
      }
      const timer = setTimeout(() => void this.#judge(passphrase, mine), REST_MS);
      return () => clearTimeout(timer);
    });
  }

  async #judge(passphrase: string, mine: number): Promise<void> {
    try {
      const { strength } = await call("door_strength", { passphrase });
      if (mine === this.#asked) this.now = strength;
    } catch {
      // Only advice: without it the passphrase can still be set.
      this.now = null;
    }
  }
}
