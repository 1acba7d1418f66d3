import { call } from "$lib/api/call";
import type { Question, QuestionId } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

export type Shown = "open" | "answered";

/** Which questions are shown; it stays while someone goes to the place of one and comes back. */
class Showing {
  now = $state<Shown>("open");
}
export const showing = new Showing();

/** Every question that was asked in the journal. Made in a component. */
export class Questions extends Steps {
  readonly all = query(() => call("question_list", {}), ["questions", "entries", "trash"]);

  readonly open: Question[] = $derived((this.all.value ?? []).filter((one) => one.answered_at === null));
  readonly answered: Question[] = $derived((this.all.value ?? []).filter((one) => one.answered_at !== null));

  /** True once the answer stands. */
  answer(id: QuestionId, answer: string): Promise<boolean> {
    return this.take(async () => {
      this.#put(await call("question_answer", { id, answer: answer.trim() }));
      toasts.done(words.questions.saved, { label: words.common.undo, run: () => void this.reopen(id) });
    });
  }
  reopen(id: QuestionId): Promise<boolean> {
    return this.take(async () => {
      this.#put(await call("question_reopen", { id }));
      toasts.done(words.questions.reopened);
    });
  }

  #put(changed: Question): void {
    this.all.took((this.all.value ?? []).map((one) => (one.id === changed.id ? changed : one)));
  }
}
