import { call } from "$lib/api/call";
import type { Audit, AuditId, AuditLine, EntryRow, SaveAudit } from "$lib/api/types";
import { query, type Query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { Saver } from "$lib/state/saver.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

/** As many are taken up at once. */
const CHOSEN = 2;

export type TypedLine = Pick<AuditLine, "seen" | "support" | "chosen" | "examples">;
type Texts = Pick<Audit, "left_out" | "plan"> & Pick<Audit, "setting" | "day">;

/** One look at the behaviours: what is typed is kept within a second. Made in a component. */
export class OpenAudit extends Steps {
  readonly read: Query<Audit>;
  readonly nine = query(() => call("behaviour_list", {}), ["entries", "trash"]);
  readonly communities = query(() => call("community_list", {}), ["communities"]);
  texts = $state.raw<Texts | null>(null);
  lines = $state.raw<Readonly<Record<string, TypedLine>>>({});
  readonly saver = new Saver(() => this.#keep());
  #changed: Partial<Texts> = {};
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only what the next save is about
  #changedLines = new Set<string>();

  readonly audit = $derived.by(() => this.read.value);
  readonly chosen: string[] = $derived(Object.keys(this.lines).filter((key) => this.lines[key]?.chosen));
  /** No other can be taken up. */
  readonly enough: boolean = $derived(this.chosen.length >= CHOSEN);

  /** Saves until now. */
  #saves = 0;

  constructor(readonly id: AuditId) {
    super();
    this.read = query(async () => {
      const saves = this.#saves;
      const audit = await call("audit_get", { id });
      // Asked before the last save and answered after it: what that save answered is newer.
      return saves === this.#saves ? audit : (this.read.value ?? audit);
    }, ["audits", "entries", "trash", "commitments"]);
    $effect(() => {
      const audit = this.read.value;
      if (!audit || this.saver.dirty) return;
      const { setting, day, left_out, plan } = audit;
      // What was trimmed on its way is not taken from under the one who types.
      const same = this.texts && this.texts.left_out.trim() === left_out && this.texts.plan.trim() === plan;
      if (!same || this.texts?.day !== day) this.texts = { setting, day, left_out, plan };
      this.lines = Object.fromEntries(
        audit.lines.map(({ behaviour, seen, support, chosen, examples }) => [
          behaviour,
          { seen, support, chosen, examples },
        ]),
      );
    });
  }

  set(change: Partial<Texts>): void {
    if (!this.texts) return;
    this.texts = { ...this.texts, ...change };
    this.#changed = { ...this.#changed, ...change };
    this.saver.touch();
  }
  setLine(behaviour: string, change: Partial<TypedLine>): void {
    const line = this.lines[behaviour];
    if (!line || (change.chosen && this.enough)) return;
    this.lines = { ...this.lines, [behaviour]: { ...line, ...change } };
    this.#changedLines.add(behaviour);
    this.saver.touch();
  }
  setExample(behaviour: string, row: EntryRow, on: boolean): void {
    const examples = (this.lines[behaviour]?.examples ?? []).filter(({ id }) => id !== row.id);
    this.setLine(behaviour, { examples: on ? [...examples, row] : examples });
  }

  async #keep(): Promise<void> {
    const [texts, keys] = [this.#changed, [...this.#changedLines]];
    this.#changed = {};
    this.#changedLines.clear();
    // A day that is being typed is none for a moment.
    const { day, ...rest } = texts;
    const request: SaveAudit = {
      id: this.id,
      ...rest,
      ...(day ? { day } : {}),
      lines: keys.flatMap((behaviour) => {
        const line = this.lines[behaviour];
        if (!line) return [];
        const { seen, support, chosen, examples } = line;
        return [{ behaviour, ...(seen ? { seen } : {}), support, chosen, examples: examples.map(({ id }) => id) }];
      }),
    };
    try {
      const audit = await call("audit_save", request);
      this.#saves++;
      this.read.took(audit);
    } catch (thrown) {
      this.#changed = { ...texts, ...this.#changed };
      for (const key of keys) this.#changedLines.add(key);
      throw thrown;
    }
  }

  /** The plan becomes a commitment of the writer's in the community. */
  promise(by: string): Promise<boolean> {
    return this.take(async () => {
      await this.saver.flush();
      const audit = await call("audit_save", { id: this.id, plan_by: by });
      this.#saves++;
      this.read.took(audit);
      toasts.done(words.audit.promised);
    });
  }
  remove(): Promise<boolean> {
    return this.take(async () => {
      await this.saver.flush().catch(() => undefined);
      await call("audit_remove", { id: this.id });
    });
  }
}
