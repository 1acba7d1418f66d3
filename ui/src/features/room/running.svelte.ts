import { call } from "$lib/api/call";
import { asApiError } from "$lib/api/host";
import type { ApiError, RunAction, SessionId } from "$lib/api/types";
import { stayOpen } from "$lib/door/awake";
import { NO_NOTES, notesName } from "$lib/sessions/notes";
import { Draft } from "$lib/state/draft.svelte";
import { query } from "$lib/state/query.svelte";
import { endsAt, isLeft, momentOf, offPlan, untilNext, type Moment } from "./clock";

/** A session while it is led: which step is the journal's to know, how late it is this page's. Made in a component. */
export class RunningSession {
  readonly read;
  readonly wall;
  readonly stems = query(() => call("stem_list", {}), []);
  readonly notes: Draft<{ text: string }>;
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);
  now = $state(Date.now());
  /** What is under way: one after the other. */
  #under: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly session = $derived.by(() => this.read.value);
  readonly running = $derived.by(() => this.session?.running ?? null);
  /** Which step, from 0; one that is no longer there is the last. */
  readonly at: number = $derived(Math.min(this.running?.step ?? 0, Math.max(0, (this.session?.steps.length ?? 1) - 1)));
  readonly step = $derived.by(() => this.session?.steps[this.at]);
  readonly following = $derived.by(() => this.session?.steps[this.at + 1]);
  readonly moment: Moment | null = $derived(
    this.step && this.running ? momentOf(this.step, this.running, this.now) : null,
  );
  readonly ends: number = $derived(
    this.session && this.running ? endsAt(this.session.steps, this.running, this.now) : this.now,
  );
  readonly off: number | null = $derived(this.session ? offPlan(this.session, this.ends) : null);

  constructor(readonly id: SessionId) {
    this.read = query(() => call("session_get", { id }), ["sessions", "communities", "entries", "people"]);
    this.wall = query(() => call("session_wall", { id }), ["sessions", "communities", "people"]);
    this.notes = new Draft(notesName(id), NO_NOTES);
    $effect(() => this.#follow());
    // The journal is not locked while a room reads it; a step that everybody has left behind holds nothing open.
    const held = $derived(this.moment !== null && !isLeft(this.moment));
    $effect(() => (held ? stayOpen() : undefined));
  }

  /** Looks at the clock whenever what it shows changes, and at once when the page is seen again. */
  #follow(): () => void {
    const look = (): void => {
      this.now = Date.now();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(look, this.moment ? untilNext(this.moment.left) : 1000);
    };
    const seen = (): void => (document.visibilityState === "visible" ? look() : undefined);
    // Not at once: an effect must not depend on the clock that it moves.
    this.#timer = setTimeout(look, 0);
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("focus", look);
    return () => {
      clearTimeout(this.#timer);
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("focus", look);
    };
  }

  /** A minute pressed twice is two; a clicker that sends the next step twice at once means it once. */
  async act(action: RunAction): Promise<boolean> {
    if (this.busy && action !== "add") return false;
    const mine = this.#under.then(() => this.#run(action));
    this.#under = mine;
    return mine;
  }
  async #run(action: RunAction): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      this.read.took(await call("session_run", { id: this.id, action }));
      this.now = Date.now();
      return true;
    } catch (thrown) {
      this.error = asApiError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
