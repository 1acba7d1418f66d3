import { call } from "$lib/api/call";
import type { ClaimKind, ClaimRow, Standing } from "$lib/api/types";
import { query } from "$lib/state/query.svelte";

/** In the order a person wants to see them: what is in force and in doubt first, what is settled last. */
export const STANDINGS = ["held", "doubted", "revised", "kept", "dropped"] as const satisfies readonly Standing[];
export const KINDS = ["assumption", "aim"] as const satisfies readonly ClaimKind[];

/** What the ledger is narrowed to; it stays while someone goes to one of them and comes back. */
class Narrowed {
  standings = $state.raw<readonly Standing[]>([]);
  kinds = $state.raw<readonly ClaimKind[]>([]);
  text = $state("");
  readonly any: boolean = $derived(this.standings.length > 0 || this.kinds.length > 0 || this.text.trim() !== "");

  clear(): void {
    this.standings = this.kinds = [];
    this.text = "";
  }
}
export const narrowed = new Narrowed();

/** None chosen: all are wanted. */
const wanted = <T>(chosen: readonly T[], value: T): boolean => chosen.length === 0 || chosen.includes(value);

export type Group = { standing: Standing; rows: ClaimRow[] };

/** Every assumption and aim, by how it stands. Made in a component. */
export class Ledger {
  /** The core looks for the words; what is chosen by the chips is chosen here, so that they can say how many. */
  readonly found = query(() => {
    const text = narrowed.text.trim();
    return call("claim_list", text === "" ? {} : { text });
  }, ["claims", "loops", "trash"]);

  readonly #ofKind = $derived((this.found.value ?? []).filter((row) => wanted(narrowed.kinds, row.kind)));
  readonly #ofStanding = $derived((this.found.value ?? []).filter((row) => wanted(narrowed.standings, row.standing)));
  readonly groups: Group[] = $derived(
    STANDINGS.map((standing) => ({
      standing,
      rows: this.#ofKind.filter((row) => row.standing === standing && wanted(narrowed.standings, standing)),
    })).filter(({ rows }) => rows.length > 0),
  );
  readonly shown: number = $derived(this.groups.reduce((sum, { rows }) => sum + rows.length, 0));

  /** How many a chip would show, with the other choices as they are. */
  ofStanding(standing: Standing): number {
    return this.#ofKind.filter((row) => row.standing === standing).length;
  }
  ofKind(kind: ClaimKind): number {
    return this.#ofStanding.filter((row) => row.kind === kind).length;
  }
}
