import { untrack } from "svelte";
import { call } from "$lib/api/call";
import { host } from "$lib/api/host";
import type { NextSession, PlanId, RoleName, SaveAgendaItem, SaveSession, Session, SessionId } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { Saver } from "$lib/state/saver.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";
import { given, inTurn } from "./roles";
import { moved } from "$lib/moved";
import { anew, changeOf, pointsBeside, pointsOf, savedOf, typedOf, type Point, type Typed } from "./typed";

/** The page of one session: what is typed is kept within a second, everything else at once. Made in a component. */
export class OpenSession extends Steps {
  readonly id: SessionId;
  readonly read;
  readonly community;
  readonly last;
  readonly promised;
  typed = $state.raw<Typed | null>(null);
  points = $state.raw<readonly Point[]>([]);
  readonly saver = new Saver(() => this.#keep());
  #changed: Partial<Typed> = {};
  #agenda = false;
  /** Once what was last sent at once is answered and shown. */
  #sent: Promise<void> = Promise.resolve();

  constructor(id: SessionId) {
    super();
    this.id = id;
    this.read = query(
      () => call("session_get", { id }),
      ["sessions", "commitments", "communities", "entries", "trash", "plans"],
    );
    const of = $derived(this.read.value?.community);
    const before = $derived(this.read.value?.before ?? null);
    const at = $derived(this.read.value?.at ?? "");
    this.community = query(() => (of ? call("community_get", { id: of }) : Promise.resolve(null)), ["communities"]);
    this.last = query(() => lastOf(of, before, at), ["sessions"]);
    this.promised = query(
      () => (of ? call("commitment_list", { community: of }) : Promise.resolve([])),
      ["commitments"],
    );
    $effect(() => {
      const session = this.read.value;
      // What is being typed is not replaced by what was read before.
      if (session && !this.saver.dirty) untrack(() => !this.busy && this.#show(session));
    });
  }

  get session(): Session | null {
    return this.read.value ?? null;
  }

  #show(session: Session): void {
    this.typed = typedOf(session, this.typed);
    this.points = pointsOf(session, this.points);
  }
  #took(session: Session): void {
    this.read.took(session);
    if (this.saver.dirty) this.points = pointsBeside(session, this.points);
    else this.#show(session);
  }

  type(change: Partial<Typed>): void {
    if (!this.typed) return;
    this.typed = { ...this.typed, ...change };
    this.#changed = { ...this.#changed, ...change };
    this.saver.touch();
  }

  typePoint(at: number, change: Partial<Omit<Point, "item">>): void {
    this.points = this.points.map((point, place) => (place === at ? { ...point, ...change } : point));
    this.#agenda = true;
    this.saver.touch();
  }

  async #keep(): Promise<void> {
    // The agenda is sent whole: a point that is being added or taken off must be in what is sent, or not.
    await this.#sent;
    const { typed } = this;
    if (!typed) return;
    const changed = this.#changed;
    const agenda = this.#agenda;
    const change: SaveSession = changeOf(changed, typed);
    if (agenda) change.agenda = this.points.map(savedOf);
    this.#changed = {};
    this.#agenda = false;
    if (Object.keys(change).length === 0) return;
    try {
      this.read.took(await call("session_save", { id: this.id, ...change }));
    } catch (thrown) {
      this.#changed = { ...changed, ...this.#changed };
      this.#agenda ||= agenda;
      throw thrown;
    }
  }

  /** Kept at once. `change` is asked when its turn has come. */
  set(change: SaveSession | (() => SaveSession)): Promise<boolean> {
    return this.takeInLine(async () => {
      await this.saver.flush();
      const wanted = typeof change === "function" ? change() : change;
      const sent = call("session_save", { id: this.id, ...wanted }).then((session) => this.#took(session));
      this.#sent = sent.catch(() => undefined); // the reason is said where it was asked for
      await sent;
    });
  }

  add(items: readonly SaveAgendaItem[]): Promise<boolean> {
    return this.set(() => ({ agenda: [...this.points.map(savedOf), ...items] }));
  }
  /** Off the agenda; the way back puts it where it was, with all that was said of it. */
  async remove(id: string, name: string): Promise<boolean> {
    const at = this.points.findIndex(({ item }) => item.id === id);
    const gone = this.points[at];
    if (!gone) return false;
    const done = await this.set(() => ({ agenda: this.points.filter(({ item }) => item.id !== id).map(savedOf) }));
    const back = (): Promise<boolean> =>
      this.set(() => {
        const all = this.points.map(savedOf);
        return { agenda: [...all.slice(0, at), anew(gone), ...all.slice(at)] };
      });
    if (done) {
      toasts.done(words.sessions.agenda.removed(name), { label: words.common.undo, run: () => void back() });
    }
    return done;
  }
  move(id: string, by: 1 | -1): Promise<boolean> {
    return this.set(() => {
      const from = this.points.findIndex(({ item }) => item.id === id);
      return { agenda: moved(this.points, from, by).map(savedOf) };
    });
  }

  setRole(role: RoleName, who: number | null | undefined): Promise<boolean> {
    return this.set(() => ({ roles: given(this.session?.roles ?? [], role, who) }));
  }
  turn(): Promise<boolean> {
    const last = this.last.value?.roles ?? [];
    const members = (this.community.value?.members ?? []).map(({ person }) => person);
    return this.set(() => ({ roles: inTurn(last, members, this.session?.record_style !== "none") }));
  }

  setMinutes(at: number, minutes: number): Promise<boolean> {
    return this.set(() => ({
      steps: (this.session?.steps ?? []).map((step, place) => (place === at ? { ...step, minutes } : step)),
    }));
  }
  /** Other words for a step of this session; `null`: those of the protocol again. Who divides the minutes stays. */
  setWords(at: number, says: string | null): Promise<boolean> {
    return this.set(() => ({
      steps: (this.session?.steps ?? []).map((step, place) =>
        place === at ? { ...step, says: says ?? step.says, own_words: says !== null } : step,
      ),
      lay_out: this.session?.laid_out ?? false,
    }));
  }
  leaveOut(at: number): Promise<boolean> {
    return this.set(() => ({ steps: (this.session?.steps ?? []).filter((_, place) => place !== at) }));
  }

  /** Where to go to print: the plan with something to decide, or null where all is decided. */
  async toDecide(): Promise<{ plan: PlanId | null } | null> {
    let found: { plan: PlanId | null } | null = null;
    await this.takeInLine(async () => {
      await this.saver.flush();
      const plan = await call("session_plan", { id: this.id });
      const names = await call("plan_names", { id: plan.id });
      const stays = plan.pieces.some((piece) => piece.stays !== null);
      found = { plan: names.open > 0 || names.blocked.length > 0 || stays ? plan.id : null };
    });
    return found;
  }

  /** Null where it does not repeat and no date was said. */
  async next(start?: string): Promise<NextSession | null> {
    let next: NextSession | null = null;
    await this.takeInLine(async () => {
      await this.saver.flush();
      next = await call("session_next", { id: this.id, ...(start === undefined ? {} : { start }) });
    });
    return next;
  }

  /** What was settled otherwise than in turn. */
  tell(said: readonly string[]): void {
    if (said.length > 0) toasts.done(said.join(" "));
  }

  async calendar(): Promise<void> {
    const say = words.sessions;
    await this.takeInLine(async () => {
      await this.saver.flush();
      const place = await host().pickSave(say.calendarName);
      if (place === null) return;
      const { count, file_name } = await call("session_calendar", { id: this.id, place });
      toasts.done(say.calendarWritten(count, file_name), {
        label: say.calendarShow,
        run: () => void host().reveal(place),
      });
    });
  }

  discard(): Promise<boolean> {
    return this.takeInLine(async () => {
      this.#changed = {};
      this.#agenda = false;
      await call("session_remove", { id: this.id });
      toasts.done(words.sessions.removed);
    });
  }
}

/** The session before: the one it was planned from, else the community's latest before it. */
async function lastOf(community: string | undefined, before: SessionId | null, at: string): Promise<Session | null> {
  if (!community) return null;
  if (before !== null) return call("session_get", { id: before });
  const rows = await call("session_list", { community });
  const earlier = rows.filter((row) => row.at < at).sort((one, other) => other.at.localeCompare(one.at))[0];
  return earlier ? call("session_get", { id: earlier.id }) : null;
}
