import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import { toasts } from "$lib/ui/toasts.svelte";
import { Trash } from "./trash.svelte";

const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("the trash", () => {
  let fake: FakeHost;
  let trash: Trash;
  let leave: () => void;
  let ids: string[];

  beforeEach(async () => {
    ids = ["a", "b", "c"];
    fake = new FakeHost({
      trash_list: () => ids.map((id) => fakeRow({ id, trashed_at: "2026-11-20T10:00:00.000Z" })),
      entry_restore: () => null,
      entry_trash: () => null,
    });
    useHost(fake);
    leave = $effect.root(() => {
      trash = new Trash();
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("restores exactly the chosen entries, and can undo that", async () => {
    trash.choose("a", true);
    trash.choose("c", true);
    await trash.restore(trash.chosen);
    expect(fake.requests("entry_restore")).toEqual([{ ids: ["a", "c"] }]);
    expect(trash.chosen).toEqual([]);
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(fake.requests("entry_trash")).toEqual([{ ids: ["a", "c"] }]);
  });

  it("no longer counts a chosen entry that was restored elsewhere", async () => {
    trash.chooseAll(true);
    expect(trash.chosen).toEqual(["a", "b", "c"]);
    ids = ["b"];
    fake.announce(["trash"]);
    await settled();
    expect(trash.chosen).toEqual(["b"]);
  });

  it("keeps the choice when restoring fails", async () => {
    fake.answers.entry_restore = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    trash.choose("b", true);
    await trash.restore(trash.chosen);
    expect(trash.error?.message).toBe("The disk is full.");
    expect(trash.chosen).toEqual(["b"]);
    expect(toasts.shown).toEqual([]);
  });

  it("deletes for good exactly the chosen entries and the claims that were ticked", async () => {
    fake.answers.entry_purge = () => null;
    trash.choose("b", true);
    expect(await trash.purge(trash.chosen, ["c1"], ["k1"], ["d1"])).toBe(true);
    expect(fake.requests("entry_purge")).toEqual([{ ids: ["b"], claims: ["c1"], packs: ["k1"], dispatches: ["d1"] }]);
    expect(trash.chosen).toEqual([]);
  });

  it("keeps the choice and says why when they could not be deleted for good", async () => {
    fake.answers.entry_purge = () => {
      throw { code: "busy", message: "The journal is busy." };
    };
    trash.choose("b", true);
    expect(await trash.purge(trash.chosen, [], [], [])).toBe(false);
    expect(trash.error?.message).toBe("The journal is busy.");
    expect(trash.chosen).toEqual(["b"]);
  });
});
