import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type { ApiError, Commitment, Intention, Test } from "$lib/api/types";
import { router } from "$lib/routes.svelte";
import { query } from "$lib/state/query.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

export const ANSWERS = ["done", "carried", "dropped", "assumption"] as const;
export type Answer = (typeof ANSWERS)[number];
/** What can have become of what was promised. */
export const BECAME = ["kept", "under_way", "let_go"] as const;
export type Became = (typeof BECAME)[number];

/** What has come round today: tests, parked learning logs, and what was meant to be done. Made in a component. */
export class DueToday {
  readonly read;
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);

  readonly #tests: readonly Test[] = $derived.by(() => this.read.value?.tests ?? []);
  /** What happened is written: what was predicted waits to be looked at. */
  readonly review: Test[] = $derived(this.#tests.filter(({ state }) => state === "happened"));
  readonly due: Test[] = $derived(this.#tests.filter(({ state }) => state === "due"));
  readonly soon: Test[] = $derived(this.#tests.filter(({ state }) => state === "planned"));

  constructor(day: string) {
    this.read = query(
      () => call("due_list", { day }),
      ["entries", "trash", "loops", "claims", "intentions", "commitments", "sessions"],
    );
  }

  /** What a person says of what they meant to do; where there is an assumption in it, a learning log begins. */
  async answer({ entry, field }: Intention, answer: Answer): Promise<void> {
    await this.#do(async () => {
      const { loop } = await call("intention_answer", { entry: entry.id, field, answer });
      toasts.done(words.today.intentionSaid[answer]);
      if (loop !== null) router.go({ screen: "loop", id: loop });
    });
  }

  /** What became of what the person promised; it can be said otherwise again. */
  async became({ id, state: before }: Commitment, state: Became): Promise<void> {
    await this.#do(async () => {
      await call("commitment_set", { id, state });
      toasts.done(words.today.becameSaid[state], {
        label: words.today.becameUndo,
        run: () => void this.#do(async () => void (await call("commitment_set", { id, state: before }))),
      });
    });
  }

  /** Writes the days of these tests, and nothing else of them, where the person wants them. */
  async toCalendar(tests: readonly Test[]): Promise<void> {
    await this.#do(async () => {
      const place = await host().pickSave(words.today.calendarName);
      if (place === null) return;
      const { count, file_name } = await call("calendar_write", { place, tests: tests.map(({ id }) => id) });
      toasts.done(words.today.calendarWritten(count, file_name), {
        label: words.today.calendarShow,
        run: () =>
          void host()
            .reveal(place)
            .catch((thrown) => toasts.problem(asApiError(thrown).message)),
      });
    });
  }

  async #do(step: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await step();
    } catch (thrown) {
      this.error = asApiError(thrown);
    } finally {
      this.busy = false;
    }
  }
}
