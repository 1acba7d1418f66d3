import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { ClaimRow } from "$lib/api/types";
import { Ledger, narrowed } from "./ledger.svelte";

const row = (id: string, kind: ClaimRow["kind"], standing: ClaimRow["standing"]): ClaimRow => ({
  id,
  kind,
  type: null,
  text: id,
  confidence: null,
  standing,
  since: "2026-02-03T16:00:00.000Z",
  merged_into: null,
  versions: 1,
  loops: 1,
  challenges: 0,
  first_confidence: null,
  due: null,
});
const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("the ledger", () => {
  let fake: FakeHost;
  let ledger: Ledger;
  let leave: () => void;
  beforeEach(async () => {
    fake = new FakeHost({
      claim_list: () => [
        row("dropped one", "assumption", "dropped"),
        row("kept one", "aim", "kept"),
        row("held one", "assumption", "held"),
        row("held aim", "aim", "held"),
      ],
    });
    useHost(fake);
    leave = $effect.root(() => {
      ledger = new Ledger();
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    narrowed.clear();
  });

  it("puts what is held first and what is dropped last, and draws no empty heading", () => {
    expect(ledger.groups.map(({ standing, rows }) => [standing, rows.map(({ id }) => id)])).toEqual([
      ["held", ["held one", "held aim"]],
      ["kept", ["kept one"]],
      ["dropped", ["dropped one"]],
    ]);
  });

  it("shows only what was chosen, and a chip says what it would show", () => {
    narrowed.kinds = ["aim"];
    narrowed.standings = ["held"];
    flushSync();
    expect(ledger.groups.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(["held aim"]);
    expect(ledger.shown).toBe(1);
    expect(ledger.ofStanding("kept")).toBe(1);
    expect(ledger.ofStanding("dropped")).toBe(0);
    expect(ledger.ofKind("assumption")).toBe(1);
  });

  it("lets the core look for words", async () => {
    narrowed.text = " silence ";
    flushSync();
    await settled();
    expect(fake.requests("claim_list")).toEqual([{}, { text: "silence" }]);
  });
});
