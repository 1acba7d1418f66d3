import { call } from "$lib/api/call";
import type { Claim, ClaimId, ClaimType, ClaimVersion, Standing } from "$lib/api/types";
import { Draft } from "$lib/state/draft.svelte";
import { query } from "$lib/state/query.svelte";
import { Steps } from "$lib/state/steps.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { words } from "$lib/words";

/** A change of mind while it is put into words; null: left as it stands now. */
export type Reading = { text: string | null; confidence: number | null; standing: Standing | null; note: string };
const UNCHANGED: Reading = { text: null, confidence: null, standing: null, note: "" };

/** One step of a claim's life: what stood from then on, and what was different before. */
export type Step = ClaimVersion & { sameWords: boolean; confidenceBefore: number | null; standingMoved: boolean };

/** The versions as the story they tell, oldest first. */
export function steps(versions: readonly ClaimVersion[]): Step[] {
  return [...versions]
    .sort((a, b) => a.n - b.n)
    .map((version, at, all) => {
      const before = all[at - 1];
      return {
        ...version,
        sameWords: before !== undefined && before.text === version.text,
        confidenceBefore: before && before.confidence !== version.confidence ? before.confidence : null,
        standingMoved: before === undefined ? version.standing !== "held" : before.standing !== version.standing,
      };
    });
}

/** The page of one assumption or aim. Made in a component. */
export class OpenClaim extends Steps {
  readonly id: ClaimId;
  readonly read;
  readonly picture;
  readonly draft: Draft<Reading>;

  constructor(id: ClaimId) {
    super();
    this.id = id;
    this.read = query(() => call("claim_get", { id }), ["claims", "loops", "trash"]);
    this.picture = query(() => call("claim_picture", { id }), ["claims", "loops", "trash"]);
    this.draft = new Draft(`claim:${id}:reading`, UNCHANGED);
  }

  /** The new reading as it would stand: what was typed over what stands now. New words count as revised unless said otherwise. */
  reading(claim: Claim): { text: string; confidence: number | null; standing: Standing; note: string } {
    const { text, confidence, standing, note } = this.draft.value;
    const reworded = text !== null && text.trim() !== claim.text;
    return {
      text: text ?? claim.text,
      confidence: confidence ?? claim.confidence,
      standing: standing ?? (reworded ? "revised" : claim.standing),
      note,
    };
  }
  /** Would it add anything? An empty wording would not. */
  changes(claim: Claim): boolean {
    const next = this.reading(claim);
    const text = next.text.trim();
    return (
      text !== "" && (text !== claim.text || next.confidence !== claim.confidence || next.standing !== claim.standing)
    );
  }

  /** Adds the new reading to the claim's life. True once it stands there. */
  async write(claim: Claim): Promise<boolean> {
    const next = this.reading(claim);
    const text = next.text.trim();
    return this.take(async () => {
      this.read.took(
        await call("claim_write", {
          claim: claim.id,
          ...(text === claim.text ? {} : { text }),
          ...(next.confidence === null || next.confidence === claim.confidence ? {} : { confidence: next.confidence }),
          ...(next.standing === claim.standing ? {} : { standing: next.standing }),
          cause: "self",
          note: next.note.trim(),
        }),
      );
      // It stands: that the form was kept is of no more use, and tries again by itself if it cannot be forgotten now.
      void this.draft.clear().catch(() => undefined);
      toasts.done(words.assumptions.changed);
    });
  }

  setType(type: ClaimType | null): Promise<boolean> {
    return this.take(async () => {
      this.read.took(await call("claim_type", { claim: this.id, type }));
    });
  }

  /** From now on it counts as `into`. */
  merge(into: ClaimId): Promise<boolean> {
    return this.take(async () => {
      const claim = this.id;
      await call("claim_merge", { claim, into });
      toasts.done(words.assumptions.merged, { label: words.common.undo, run: () => void this.unmerge(claim) });
    });
  }
  /** Takes one apart that was found to be the same. */
  unmerge(claim: ClaimId): Promise<boolean> {
    return this.take(async () => {
      await call("claim_unmerge", { claim });
      toasts.done(words.assumptions.unmerged);
    });
  }
}
