import { asApiError } from "$lib/api/host";
import type { ApiError } from "$lib/api/types";
import { afterPaint } from "$lib/ui/painted";
import { words } from "$lib/words";

/** A part of the program that is not needed for the first page: fetched when it is wanted, and there from then on. */
export class Later<Part> {
  /** The part, once it is there. */
  now = $state.raw<Part | null>(null);
  /** Why it could not be fetched, as a sentence; asking again may bring it. */
  error = $state.raw<ApiError | null>(null);
  #load: () => Promise<{ default: Part }>;
  #under: Promise<void> | null = null;

  /** `here`: it came with the first page. */
  constructor(load: () => Promise<{ default: Part }>, here: Part | null = null) {
    this.#load = load;
    this.now = here;
  }

  /** Is there nothing to wait for? */
  get settled(): boolean {
    return this.now !== null || this.error !== null;
  }

  /** Fetches it, once; never rejects: what went wrong is `error`. */
  fetch(): Promise<void> {
    if (this.now !== null) return Promise.resolve();
    this.#under ??= this.#fetch().finally(() => (this.#under = null));
    return this.#under;
  }

  async #fetch(): Promise<void> {
    try {
      this.now = (await this.#load()).default;
      this.error = null;
    } catch (thrown) {
      this.error = { code: asApiError(thrown).code, message: words.shell.partMissing };
    }
  }
}

/** Milliseconds between two parts that are fetched ahead: whoever types or clicks goes first. */
const BREATH = 20;

/** Fetches one after the other what is not there yet, once what is there has been painted. Returns what ends it. */
export function fetchAhead(parts: readonly Later<unknown>[]): () => void {
  let left = false;
  const breathe = (): Promise<void> => new Promise((done) => setTimeout(done, BREATH));
  const begin = async (): Promise<void> => {
    for (const part of parts) {
      if (part.now !== null) continue;
      await breathe();
      if (left) return;
      await part.fetch();
    }
  };
  const callOff = afterPaint(() => void begin());
  return () => {
    left = true;
    callOff();
  };
}
