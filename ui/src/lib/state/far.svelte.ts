import { call } from "$lib/api/call";
import type { Step } from "$lib/api/types";

/** Milliseconds between two looks. */
const PAUSE = 300;

/** How far something long is, asked for beside the call that does it. */
export class Far {
  /** Null: nobody knows, or nothing goes on. */
  step = $state.raw<Step | null>(null);

  /** Does the work, and looks now and then how far it is. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    let done = false;
    const look = async (): Promise<void> => {
      const step = await call("progress_get", {}).catch(() => null);
      if (!done) this.step = step;
    };
    const timer = setInterval(() => void look(), PAUSE);
    try {
      return await work();
    } finally {
      done = true;
      clearInterval(timer);
      this.step = null;
    }
  }
}
