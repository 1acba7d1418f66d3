import { call } from "$lib/api/call";
import { asApiError, host } from "$lib/api/host";
import type {
  AttachmentId,
  Decision,
  DescribePicture,
  EntryId,
  Given,
  Layout,
  NameGroup,
  OneDecision,
  PiecePart,
  Place,
  Plan,
  PlanId,
  PlanNames,
  Prepared,
  RiskAnswer,
  SaveConsent,
  SavePlan,
} from "$lib/api/types";
import { Far } from "$lib/state/far.svelte";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { Saver } from "$lib/state/saver.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";
import type { Patch } from "./cover";

export const STEPS = ["whom", "goes", "traces", "read", "out"] as const;
export type Step = (typeof STEPS)[number];
/** Of a session's plan everything else is said on the pages of the session. */
const OF_SESSION = ["goes", "traces"] as const satisfies readonly Step[];

/** What the reader is told, while it is typed. */
export type Told = Omit<SavePlan, "id">;

/** Where someone was in each plan; it stays while they go elsewhere and come back. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, when a plan opens
const was = new Map<PlanId, Step>();

/** One plan through its five steps. All of it is kept as it is done: leaving costs nothing. Made in a component. */
export class OpenPlan extends Steps {
  readonly id: PlanId;
  readonly steps: readonly Step[];
  readonly read;
  step = $state<Step>("whom");
  /** What was found and decided; null until the third step asks for it. */
  names = $state.raw<PlanNames | null>(null);
  /** Groups that were decided before this plan was opened now. */
  before = $state.raw<readonly string[]>([]);
  prepared = $state.raw<Prepared | null>(null);
  given = $state.raw<(Given & { place: Place }) | null>(null);
  format = $state("");
  layout = $state.raw<Layout | null>(null);
  reading = $state(false);
  making = $state(false);
  /** How far the file is that is being made. */
  readonly far = new Far();
  readonly saver = new Saver(() => this.#keep());
  #told: Told = {};
  #asked = 0;

  /** `ofSession`: only what goes and the names; it begins with the names where nothing stays. */
  constructor(id: PlanId, ofSession = false) {
    super();
    this.id = id;
    this.steps = ofSession ? OF_SESSION : STEPS;
    const before = was.get(id);
    this.step = before !== undefined && this.steps.includes(before) ? before : ofSession ? "traces" : "whom";
    this.read = query(() => call("plan_get", { id }), ["plans", "communities", "trash", "entries", "loops", "claims"]);
    $effect(() => {
      if (this.step === "traces" && this.names === null && this.read.value) void this.readNames();
    });
  }

  get plan(): Plan | null {
    return this.read.value ?? null;
  }

  go(step: Step): void {
    this.error = null;
    was.set(this.id, step);
    this.step = step;
  }
  get next(): Step | undefined {
    return this.steps[this.steps.indexOf(this.step) + 1];
  }
  get previous(): Step | undefined {
    return this.steps[this.steps.indexOf(this.step) - 1];
  }
  /** Nothing stands in the way of making it. */
  get settled(): boolean {
    return this.names !== null && this.names.open === 0 && this.names.blocked.length === 0;
  }

  /** The reader is told this from now on. */
  tell(change: Told): void {
    this.#told = { ...this.#told, ...change };
    this.#changed();
    this.saver.touch();
  }

  /** What was found or made before no longer holds. */
  #changed(): void {
    this.#asked++;
    this.names = null;
    this.prepared = null;
    this.given = null;
  }

  async #keep(): Promise<void> {
    const told = this.#told;
    this.#told = {};
    try {
      this.read.took(await call("plan_save", { id: this.id, ...told }));
    } catch (thrown) {
      this.#told = { ...told, ...this.#told };
      throw thrown;
    }
  }

  /** Takes entries in or out, or says anew what of one goes. */
  pieces(change: { add?: EntryId[]; remove?: EntryId[]; set?: PiecePart[] }): Promise<boolean> {
    return this.takeInLine(async () => {
      await this.saver.flush();
      this.#changed();
      this.read.took(await call("plan_pieces", { plan: this.id, ...change }));
    });
  }

  /** An entry goes though it is a draft, or private: that is a tick of its own. */
  letGo(entry: EntryId): Promise<boolean> {
    const piece = this.plan?.pieces.find((one) => one.entry.id === entry);
    if (!piece) return Promise.resolve(false);
    const own = [
      ...(piece.entry.readiness === "draft" ? ["draft"] : []),
      ...(piece.entry.audience === "private" ? ["private"] : []),
    ];
    return this.pieces({
      set: [{ entry, whole: piece.whole, ticks: [...piece.ticks.filter((key) => !own.includes(key)), ...own] }],
    });
  }

  /** Covers these places on a picture, in whatever leaves for anybody. */
  cover(attachment: AttachmentId, patches: Patch[]): Promise<boolean> {
    return this.takeInLine(async () => {
      this.#changed();
      await call("cover_set", { attachment, patches });
    });
  }

  /** Says what these pictures show, in whatever leaves for anybody. */
  describe(said: readonly DescribePicture[]): Promise<boolean> {
    return this.takeInLine(async () => {
      this.#changed();
      for (const one of said) await call("alt_set", one);
    });
  }

  async readNames(): Promise<void> {
    const mine = ++this.#asked;
    this.reading = true;
    this.error = null;
    try {
      await this.saver.flush();
      const names = await call("plan_names", { id: this.id });
      if (mine !== this.#asked) return;
      this.names = names;
      this.before = names.groups.filter((group) => group.open === 0).map(({ group }) => group);
    } catch (thrown) {
      if (mine === this.#asked) this.error = asApiError(thrown);
    } finally {
      this.reading = false;
    }
  }

  decide(decisions: OneDecision[]): Promise<boolean> {
    return this.takeInLine(async () => {
      const names = await call("plan_decide", { plan: this.id, decisions });
      this.#changed();
      this.names = names;
    });
  }
  decideGroup(group: NameGroup, decision: Decision | null): Promise<boolean> {
    const all: OneDecision = decision === null ? { group: group.group } : { group: group.group, decision };
    // What was decided of one place by itself gives way too.
    const places = decision === null ? group.hits.filter((hit) => hit.alone) : [];
    return this.decide([
      all,
      ...places.map(({ entry, occurrence }) => ({ group: group.group, occurrence, ...(entry ? { entry } : {}) })),
    ]);
  }
  /** Every proposal for what is still open among these. */
  accept(groups: readonly NameGroup[]): Promise<boolean> {
    const open = groups.filter((group) => group.open > 0);
    return this.decide(open.map(({ group, proposal }) => ({ group, decision: proposal })));
  }

  consent(said: Omit<SaveConsent, "plan">): Promise<boolean> {
    return this.takeInLine(async () => {
      const names = await call("plan_consent", { plan: this.id, ...said });
      this.#changed();
      this.names = names;
    });
  }
  answer(answers: RiskAnswer[]): Promise<boolean> {
    return this.takeInLine(async () => {
      this.read.took(await call("plan_checks", { plan: this.id, answers }));
      this.prepared = null;
      this.names = await call("plan_names", { id: this.id });
    });
  }

  /** Once all that was said so far is kept: what is made next is made of it. */
  async kept(): Promise<void> {
    await this.saver.flush();
    await this.inLine();
  }

  /** Makes the file and seals it; what is shown from here on is that file. */
  async make(): Promise<void> {
    if (this.making || this.format === "") return;
    const mine = ++this.#asked;
    this.error = null;
    this.making = true;
    this.prepared = this.given = null;
    try {
      await this.kept();
      const prepared = await this.far.during(() =>
        call("pack_prepare", {
          plan: this.id,
          format: this.format,
          ...(this.layout ? { layout: this.layout } : {}),
        }),
      );
      if (mine === this.#asked) this.prepared = prepared;
    } catch (thrown) {
      if (mine === this.#asked) this.error = asApiError(thrown);
    } finally {
      this.making = false;
    }
  }

  /** Hands over exactly the file that was read. True once it is written. */
  async send(passphrase: string | null): Promise<boolean> {
    if (!this.prepared) return false;
    const { pack, already_sent, already_wrapped } = this.prepared;
    return this.takeInLine(async () => {
      const plain = pack.encrypted ? pack.file_name.replace(/\.age$/u, "") : pack.file_name;
      const encrypted = passphrase !== null;
      const name = encrypted ? `${plain}.age` : plain;
      const place = await host().pickSave(name);
      if (place === null) {
        toasts.done(words.plan.out.cancelled);
        return;
      }
      // What left in this way before leaves again to the letter.
      const before = encrypted ? already_wrapped : already_sent;
      const given =
        before === null
          ? await call("pack_send", { id: pack.id, place, ...(encrypted ? { passphrase } : {}) })
          : await call("pack_again", { id: pack.id, place, encrypted });
      this.given = { ...given, place };
    });
  }

  async reveal(): Promise<void> {
    if (!this.given) return;
    try {
      await host().reveal(this.given.place);
    } catch (thrown) {
      toasts.problem(asApiError(thrown).message);
    }
  }
}
