import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeEntry } from "$lib/api/host.fake";
import type { Comparison, VersionRow } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { changesOf, Comparing } from "./comparing.svelte";

const row = (id: string, reason: VersionRow["reason"]): VersionRow => ({
  id,
  at: "2026-11-20T17:40:00.000Z",
  reason,
  title: "",
  words: 1,
  words_change: 0,
});

const kinds = (...names: Comparison["rows"][number]["kind"][]): Comparison => ({
  left: row("v1", "kept"),
  right: row("now", "now"),
  rows: names.map((kind) => ({ left: [], right: [], kind, hidden: kind === "gap" ? 4 : 0 })),
});

const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("the changes of a comparison", () => {
  it("are the rows where a run of changed rows begins", () => {
    expect(changesOf(kinds("same", "changed", "added", "gap", "removed", "same", "added"))).toEqual([1, 4, 6]);
    expect(changesOf(kinds("same", "gap"))).toEqual([]);
    expect(changesOf(undefined)).toEqual([]);
  });
});

describe("comparing", () => {
  let fake: FakeHost;
  let comparing: Comparing;
  let leave: () => void;

  beforeEach(async () => {
    fake = new FakeHost({
      version_list: () => [
        row("now", "now"),
        row("v2", "before_restore"),
        row("v1", "kept"),
        row("v0", "before_restore"),
      ],
      version_compare: () => kinds("changed", "same", "added"),
      version_restore: () => fakeEntry({ revision: "r2" }),
      entry_get: () => fakeEntry({ title: "Before", body: "What stood there." }),
      entry_save: () => fakeEntry({ revision: "r3" }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      comparing = new Comparing("e1", "v1");
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("compares a version with the text as it is now", () => {
    expect(fake.requests("version_compare").at(-1)).toEqual({ entry: "e1", left: "v1", right: "now" });
  });

  it("goes from change to change, round at the ends, and starts anew for another version", () => {
    expect([comparing.step(1), comparing.step(1), comparing.step(1)]).toEqual([0, 2, 0]);
    expect(comparing.step(-1)).toBe(2);
    comparing.left = "v2";
    expect(comparing.at).toBe(-1);
    expect(comparing.step(-1)).toBe(2);
  });

  it("restores the left text, and undo brings back what that replaced", async () => {
    expect(await comparing.restore("Tuesday")).toBe(true);
    expect(fake.requests("version_restore")).toEqual([{ entry: "e1", version: "v1" }]);
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(fake.requests("entry_save")).toEqual([
      { id: "e1", base: "r2", fields: { title: "Before", body: "What stood there." }, keep: true },
    ]);
  });

  it("does not undo over what has been written since", async () => {
    await comparing.restore("Tuesday");
    fake.answers.entry_save = () => {
      throw { code: "stale", message: "This entry was changed since." };
    };
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(toasts.shown.at(-1)).toMatchObject({ kind: "problem", text: "This entry was changed since." });
  });

  it("says why a restore failed", async () => {
    fake.answers.version_restore = () => {
      throw { code: "read_only", message: "The journal cannot be written." };
    };
    expect(await comparing.restore("Tuesday")).toBe(false);
    expect(comparing.error?.message).toBe("The journal cannot be written.");
  });
});
