import { flushSync, tick } from "svelte";
import { describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { LedgerRow } from "$lib/api/types";
import { doneInWords, Ledger } from "./ledger.svelte";

describe("what left", () => {
  it("says what was done to names without a single name", () => {
    expect(doneInWords({ kind: "person", action: "replace", count: 12 })).toBe(
      "people on your list: replaced in 12 places",
    );
    expect(doneInWords({ kind: "new", action: "odd", count: 1 })).toBe("new: odd in 1 place");
  });

  it("gives again to a place that was chosen, and nowhere if none was", async () => {
    const fake = new FakeHost({
      pack_list: () => [],
      export_formats: () => [],
      pack_again: () => ({ pack: "k1", file_name: "a.html.age", bytes: 1, sha256: "", encrypted: true }),
    });
    useHost(fake);
    let ledger: Ledger | undefined;
    const leave = $effect.root(() => {
      ledger = new Ledger();
    });
    flushSync();
    await tick();
    const row = { id: "k1", file_name: "a.html.age", encrypted: true } as LedgerRow;
    const asked: unknown[] = [];
    fake.pickSave = async (...names: unknown[]) => {
      asked.push(...names);
      return "place-save";
    };
    await ledger?.again(row, true);
    await ledger?.again(row, false);
    expect(asked).toEqual(["a.html.age", "a.html"]);
    expect(fake.requests("pack_again")).toEqual([
      { id: "k1", place: "place-save", encrypted: true },
      { id: "k1", place: "place-save", encrypted: false },
    ]);
    fake.pickSave = async () => null;
    await ledger?.again(row, true);
    expect(fake.requests("pack_again")).toHaveLength(2);
    leave();
  });
});
