import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { Claim, ClaimVersion } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { OpenClaim, steps } from "./claim.svelte";

const version = (given: Partial<ClaimVersion>): ClaimVersion => ({
  claim: "c1",
  n: 1,
  text: "If I leave silence, I lose the class",
  confidence: 85,
  standing: "held",
  at: "2026-02-03T16:00:00.000Z",
  cause: "self",
  cause_id: null,
  loop: "l1",
  loop_title: "Wait time",
  note: "",
  ...given,
});
const claim: Claim = {
  id: "c1",
  kind: "assumption",
  type: null,
  text: "If I leave silence, I lose the class",
  confidence: 85,
  standing: "held",
  since: "2026-02-03T16:00:00.000Z",
  merged_into: null,
  versions: [version({})],
  loops: [],
  challenges: [],
  tests: [],
  entries: [],
  merged: [],
};
const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("the life of a claim", () => {
  it("is told from the first wording on, and says what moved at each step", () => {
    const life = steps([
      version({ n: 3, confidence: 60, standing: "doubted", text: "Silence is thinking time" }),
      version({ n: 1 }),
      version({ n: 2, confidence: 60 }),
    ]);
    expect(life.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(life.map(({ sameWords }) => sameWords)).toEqual([false, true, false]);
    expect(life.map(({ confidenceBefore }) => confidenceBefore)).toEqual([null, 85, null]);
    expect(life.map(({ standingMoved }) => standingMoved)).toEqual([false, false, true]);
  });
});

describe("a change of mind by one's own reading", () => {
  let fake: FakeHost;
  let open: OpenClaim;
  let leave: () => void;
  beforeEach(async () => {
    fake = new FakeHost({
      claim_get: () => claim,
      claim_picture: () => ({ width: 1, height: 1, title: "", text: "", boxes: [], arrows: [], points: [] }),
      claim_write: () => ({ ...claim, text: "Silence is work", standing: "revised" }),
      claim_merge: () => claim,
      claim_unmerge: () => claim,
      draft_get: () => ({ value: null }),
      draft_keep: () => null,
    });
    useHost(fake);
    leave = $effect.root(() => {
      open = new OpenClaim("c1");
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("sends only what changed; new words count as revised unless something else is said", async () => {
    open.draft.set({ text: "Silence is work ", note: "The tally" });
    expect(open.reading(claim).standing).toBe("revised");
    await open.write(claim);
    expect(fake.requests("claim_write")).toEqual([
      { claim: "c1", text: "Silence is work", standing: "revised", cause: "self", note: "The tally" },
    ]);
    expect(open.draft.filled).toBe(false);
    expect(open.read.value?.text).toBe("Silence is work");
  });

  it("adds nothing when nothing changed, and never an empty wording", () => {
    expect(open.changes(claim)).toBe(false);
    open.draft.set({ note: "only a note" });
    expect(open.changes(claim)).toBe(false);
    open.draft.set({ text: "   " });
    expect(open.changes(claim)).toBe(false);
    open.draft.set({ text: null, confidence: 60 });
    expect(open.changes(claim)).toBe(true);
  });

  it("keeps what was typed when it could not be added", async () => {
    fake.answers.claim_write = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    open.draft.set({ text: "Silence is work" });
    expect(await open.write(claim)).toBe(false);
    expect(open.error?.message).toBe("The disk is full.");
    expect(open.draft.value.text).toBe("Silence is work");
  });

  it("that finds it the same as another can be undone", async () => {
    await open.merge("c2");
    expect(fake.requests("claim_merge")).toEqual([{ claim: "c1", into: "c2" }]);
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(fake.requests("claim_unmerge")).toEqual([{ claim: "c1" }]);
  });
});
