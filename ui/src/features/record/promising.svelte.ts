import { call } from "$lib/api/call";
import type { Commitment, CommitmentState, ListCommitments, SaveCommitment } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

const say = words.commitments;

/** What was promised, and what becomes of it. Made in a component. */
export class Promising extends Steps {
  readonly all;
  readonly rows: Commitment[] = $derived.by(() => this.all.value ?? []);

  constructor(which: () => ListCommitments) {
    super();
    this.all = query(() => call("commitment_list", which()), ["commitments", "sessions", "communities", "people"]);
  }

  save(request: SaveCommitment): Promise<boolean> {
    return this.#do(async () => {
      await call("commitment_save", request);
      if (request.id) toasts.done(say.changed);
    });
  }
  /** What became of it; what was said before stays in its history. */
  set({ id, state: before }: Commitment, state: CommitmentState, note: string): Promise<boolean> {
    return this.#do(async () => {
      await call("commitment_set", { id, state, ...(note.trim() === "" ? {} : { note: note.trim() }) });
      toasts.done(say.said[state], {
        label: words.common.undo,
        run: () => void this.#do(async () => void (await call("commitment_set", { id, state: before }))),
      });
    });
  }
  remove({ id, what, session, community, person, mine, due, evidence }: Commitment): Promise<boolean> {
    return this.#do(async () => {
      await call("commitment_remove", { id });
      toasts.done(say.removed(what), {
        label: words.common.undo,
        run: () =>
          void this.save({
            what,
            evidence,
            ...(session ? { session } : { community }),
            ...(due ? { due } : {}),
            ...(mine || person === null ? {} : { person }),
          }),
      });
    });
  }
  #do(step: () => Promise<void>): Promise<boolean> {
    return this.take(async () => {
      await step();
      this.all.refresh();
    });
  }
}
