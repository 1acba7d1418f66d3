import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeEntry } from "$lib/api/host.fake";
import type { Entry, EntryFields } from "$lib/api/types";
import { AT_MOST_MS, Autosave, PAUSE_MS, type Store } from "./autosave.svelte";

/** A store that keeps one entry, checks revisions as the core does, and can be slow or broken. */
class TestStore implements Store {
  entry: Entry | null;
  saves: { base: string; fields: EntryFields; keep: boolean }[] = [];
  adds: EntryFields[] = [];
  slow = 0;
  broken: string | null = null;
  underWay = 0;
  mostUnderWay = 0;
  #revision = 1;

  constructor(entry: Entry | null = fakeEntry()) {
    this.entry = entry;
  }
  async #write<T>(fn: () => T): Promise<T> {
    this.underWay++;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      if (this.slow) await new Promise((resolve) => setTimeout(resolve, this.slow));
      if (this.broken) throw { code: "disk_full", message: this.broken };
      return fn();
    } finally {
      this.underWay--;
    }
  }
  #put(fields: EntryFields): Entry {
    this.entry = { ...(this.entry ?? fakeEntry()), ...(fields as Partial<Entry>), revision: `r${++this.#revision}` };
    return this.entry;
  }
  add(fields: EntryFields): Promise<Entry> {
    return this.#write(() => {
      this.adds.push(fields);
      return this.#put(fields);
    });
  }
  save(_id: string, base: string, fields: EntryFields, keep: boolean): Promise<Entry> {
    return this.#write(() => {
      if (base !== this.entry?.revision) throw { code: "stale", message: "changed" };
      this.saves.push({ base, fields, keep });
      return this.#put(fields);
    });
  }
  async get(): Promise<Entry> {
    if (!this.entry) throw { code: "not_found", message: "gone" };
    return this.entry;
  }
  /** As if another window had saved. */
  changeBehind(fields: EntryFields): void {
    this.#put(fields);
  }
}

const open = (store: TestStore): Autosave =>
  new Autosave({ store, at: store.entry ? { id: store.entry.id, revision: store.entry.revision } : null });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("autosave", () => {
  it("saves after a pause, once, with all that changed", async () => {
    const store = new TestStore();
    const saver = open(store);
    saver.change({ body: "a" });
    saver.change({ title: "t" });
    saver.change({ body: "ab" });
    expect(saver.saving.state).toBe("saving");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(store.saves).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(store.saves).toEqual([{ base: "r1", fields: { title: "t", body: "ab" }, keep: false }]);
    expect(saver.saving.state).toBe("saved");
  });

  it("saves at least every second while someone goes on typing", async () => {
    const store = new TestStore();
    const saver = open(store);
    for (let ms = 0; ms < AT_MOST_MS; ms += 100) {
      saver.change({ body: `typed ${ms}` });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(store.saves).toHaveLength(1);
    expect(store.saves[0]?.fields.body).toBe("typed 900");
  });

  it("saves at once when asked to", async () => {
    const store = new TestStore();
    const saver = open(store);
    saver.change({ body: "leaving" });
    await saver.flush();
    expect(store.entry?.body).toBe("leaving");
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.saves).toHaveLength(1);
  });

  it("never has two saves under way", async () => {
    const store = new TestStore();
    store.slow = 700;
    const saver = open(store);
    for (let i = 0; i < 30; i++) {
      saver.change({ body: `text ${i}` });
      if (i % 7 === 0) void saver.flush();
      await vi.advanceTimersByTimeAsync(130);
    }
    const done = saver.flush();
    await vi.advanceTimersByTimeAsync(3000);
    await done;
    expect(store.mostUnderWay).toBe(1);
    expect(store.entry?.body).toBe("text 29");
    expect(saver.saving.state).toBe("saved");
  });

  it("a flush waits for what was typed while an older save was under way", async () => {
    const store = new TestStore();
    store.slow = 500;
    const saver = open(store);
    saver.change({ body: "one" });
    void saver.flush();
    await vi.advanceTimersByTimeAsync(100);
    saver.change({ body: "two" });
    let finished = false;
    const done = saver.flush().then(() => (finished = true));
    await vi.advanceTimersByTimeAsync(450);
    expect(finished).toBe(false);
    await vi.advanceTimersByTimeAsync(500);
    await done;
    expect(store.entry?.body).toBe("two");
  });

  it("keeps the text when saving fails, says why, and tries again until it is stored", async () => {
    const store = new TestStore();
    const saver = open(store);
    store.broken = "The disk is full.";
    saver.change({ body: "precious", title: "t" });
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(saver.saving).toEqual({ state: "failed", why: "The disk is full." });
    expect(saver.dirty).toBe(true);
    saver.change({ body: "precious, and more" });
    expect(saver.saving.state).toBe("failed");
    await vi.advanceTimersByTimeAsync(60_000);
    store.broken = null;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(store.entry).toMatchObject({ body: "precious, and more", title: "t" });
    expect(saver.saving.state).toBe("saved");
    expect(saver.dirty).toBe(false);
  });

  it("a flush that fails rejects with the reason", async () => {
    const store = new TestStore();
    store.broken = "The folder is read-only.";
    const saver = open(store);
    saver.change({ body: "x" });
    await expect(saver.flush()).rejects.toMatchObject({ message: "The folder is read-only." });
  });

  it("what was typed after a failed save wins over what failed", async () => {
    const store = new TestStore();
    store.slow = 300;
    store.broken = "Busy.";
    const saver = open(store);
    saver.change({ body: "older" });
    saver.flush().catch(() => undefined);
    await vi.advanceTimersByTimeAsync(100);
    saver.change({ body: "newer" });
    await vi.advanceTimersByTimeAsync(300);
    store.broken = null;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(store.entry?.body).toBe("newer");
  });

  it("Ctrl+S keeps a version even when nothing is pending", async () => {
    const store = new TestStore();
    const saver = open(store);
    await saver.flush({ keep: true });
    expect(store.saves).toEqual([{ base: "r1", fields: {}, keep: true }]);
  });
});

describe("a new entry", () => {
  it("is not made while it is empty, however often it is saved", async () => {
    const store = new TestStore(null);
    const saver = open(store);
    saver.change({ happened: { precision: "unknown", local: "", zone: null, offset_minutes: null }, body: "  \n" });
    await saver.flush();
    await saver.flush({ keep: true });
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.adds).toHaveLength(0);
    expect(saver.id).toBeNull();
  });

  it("is made once, by the first character, however fast the typing", async () => {
    const store = new TestStore(null);
    store.slow = 800;
    const saver = open(store);
    for (let i = 1; i <= 20; i++) {
      saver.change({ body: "x".repeat(i) });
      await vi.advanceTimersByTimeAsync(200);
    }
    const done = saver.flush();
    await vi.advanceTimersByTimeAsync(3000);
    await done;
    expect(store.adds).toHaveLength(1);
    expect(store.entry?.body).toBe("x".repeat(20));
    expect(saver.id).toBe("e1");
  });

  it("kept at once is made and then kept", async () => {
    const store = new TestStore(null);
    const saver = open(store);
    saver.change({ title: "First" });
    await saver.flush({ keep: true });
    expect(store.adds).toHaveLength(1);
    expect(store.saves).toEqual([{ base: "r2", fields: {}, keep: true }]);
  });
});

describe("an entry that was changed somewhere else", () => {
  async function stale() {
    const store = new TestStore(fakeEntry({ body: "first" }));
    const saver = open(store);
    store.changeBehind({ body: "theirs" });
    saver.change({ body: "mine" });
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    return { store, saver };
  }

  it("is never overwritten by itself, and typing goes on", async () => {
    const { store, saver } = await stale();
    expect(saver.saving.state).toBe("stale");
    saver.change({ body: "mine, longer" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.entry?.body).toBe("theirs");
    expect(store.saves).toHaveLength(0);
    expect(saver.dirty).toBe(true);
    await expect(saver.flush()).rejects.toMatchObject({ code: "stale" });
  });

  it("going on with mine keeps the stored text as a version first", async () => {
    const { store, saver } = await stale();
    await saver.settle("mine");
    expect(store.saves.map(({ fields, keep }) => [fields, keep])).toEqual([
      [{}, true],
      [{ body: "mine" }, true],
    ]);
    expect(store.entry?.body).toBe("mine");
    expect(saver.saving.state).toBe("saved");
    expect(saver.dirty).toBe(false);
  });

  it("going on with the stored one keeps mine as a version first", async () => {
    const { store, saver } = await stale();
    await saver.settle("stored");
    expect(store.saves.map(({ fields }) => fields)).toEqual([{}, { body: "mine" }, { body: "theirs" }]);
    expect(store.entry?.body).toBe("theirs");
    saver.change({ title: "after" });
    await saver.flush();
    expect(store.entry).toMatchObject({ title: "after", body: "theirs" });
  });

  it("a decision that cannot be stored loses nothing and can be taken again", async () => {
    const { store, saver } = await stale();
    store.broken = "The disk is full.";
    await expect(saver.settle("mine")).rejects.toMatchObject({ message: "The disk is full." });
    expect(saver.saving.state).toBe("stale");
    store.broken = null;
    await saver.settle("mine");
    expect(store.entry?.body).toBe("mine");
  });
});

describe("an editor that tells its text late", () => {
  it("is asked for it within a second of the first key, however long someone types", async () => {
    const store = new TestStore();
    let shown = "";
    const saver: Autosave = new Autosave({
      store,
      at: { id: "e1", revision: "r1" },
      collect: () => {
        if (shown !== store.entry?.body) saver.change({ body: shown });
      },
    });
    for (let ms = 0; ms < AT_MOST_MS; ms += 100) {
      shown += "x";
      saver.touch();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(store.entry?.body).toBe("xxxxxxxxxx");
    expect(saver.saving.state).toBe("saved");
  });

  it("while a save was under way is not called saved when that save is done", async () => {
    const store = new TestStore();
    store.slow = 300;
    const saver = open(store);
    saver.change({ body: "a" });
    await vi.advanceTimersByTimeAsync(PAUSE_MS + 100);
    saver.touch();
    await vi.advanceTimersByTimeAsync(200);
    expect(store.saves).toHaveLength(1);
    expect(saver.saving.state).toBe("saving");
    await vi.advanceTimersByTimeAsync(AT_MOST_MS);
    expect(saver.saving.state).toBe("saved");
  });

  it("that had nothing to tell after all leaves the entry saved", async () => {
    const store = new TestStore();
    const saver = open(store);
    saver.touch();
    expect(saver.dirty).toBe(true);
    await vi.advanceTimersByTimeAsync(AT_MOST_MS);
    expect(saver.saving.state).toBe("saved");
    expect(store.saves).toHaveLength(0);
  });
});
