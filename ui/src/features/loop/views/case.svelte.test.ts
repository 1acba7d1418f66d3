import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { Case, Turn } from "$lib/api/types";
import { OpenCase } from "./case.svelte";

const turn = (given: Partial<Turn> = {}): Turn => ({
  id: null,
  speaker: "",
  said: "",
  unsaid: "",
  marker: null,
  redesign: "",
  ...given,
});
const blank: Case = { real: "real", context: "", purpose: "", block: "", feared: "", turns: [] };

/** A journal with one case, which gives turns their ids and refuses those it does not know, as the core does. */
class Journal {
  stored: Case = blank;
  fails: string | null = null;
  /** Held back until it is called. */
  gate: Promise<void> = Promise.resolve();
  #ids = 0;
  fake = new FakeHost({
    case_get: () => this.stored,
    case_save: async ({ case: given }) => {
      await this.gate;
      if (this.fails !== null) throw { code: "disk_full", message: this.fails };
      const known = new Set(this.stored.turns.map(({ id }) => id));
      if (given.turns.some(({ id }) => id !== null && !known.has(id))) {
        throw { code: "not_found", message: "There is no such turn." };
      }
      this.stored = { ...given, turns: given.turns.map((one) => ({ ...one, id: one.id ?? `t${++this.#ids}` })) };
      return this.stored;
    },
  });
}

describe("the two-column case of a learning log", () => {
  let journal: Journal;
  beforeEach(() => {
    vi.useFakeTimers();
    journal = new Journal();
    useHost(journal.fake);
  });
  afterEach(() => void vi.useRealTimers());

  const opened = async (): Promise<OpenCase> => {
    const one = new OpenCase("l1");
    await vi.advanceTimersByTimeAsync(0);
    return one;
  };
  const said = (): string[] => journal.stored.turns.map((one) => one.said);

  it("saves what is typed within a second, each turn with the id the journal gave it", async () => {
    const one = await opened();
    one.change({ context: "Corridor" });
    const first = one.add();
    one.changeTurn(first, { speaker: "Me", said: "Have you a minute?" });
    expect(one.saving.state).toBe("saving");
    await vi.advanceTimersByTimeAsync(1000);
    expect(journal.stored).toMatchObject({ context: "Corridor", turns: [{ id: "t1", said: "Have you a minute?" }] });
    one.changeTurn(first, { unsaid: "Not again." });
    await vi.advanceTimersByTimeAsync(1000);
    expect(journal.stored.turns).toMatchObject([{ id: "t1", unsaid: "Not again." }]);
    expect(one.dirty).toBe(false);
  });

  it("writes nothing before it has been read, and says when it could not be", async () => {
    journal.fake.answers.case_get = () => {
      throw { code: "internal", message: "It cannot be read." };
    };
    const one = await opened();
    one.change({ context: "Lost?" });
    one.add();
    await vi.advanceTimersByTimeAsync(2000);
    expect(journal.fake.requests("case_save")).toEqual([]);
    expect(one.error?.message).toBe("It cannot be read.");
    journal.stored = { ...blank, context: "What stood there" };
    journal.fake.answers.case_get = () => journal.stored;
    await one.read();
    expect(one.error).toBeNull();
    expect(one.value?.context).toBe("What stood there");
  });

  it("keeps what was typed while a save was under way", async () => {
    const one = await opened();
    const key = one.add();
    one.changeTurn(key, { said: "One" });
    let open = (): void => undefined;
    journal.gate = new Promise((resolve) => (open = resolve));
    const saving = one.flush();
    one.changeTurn(key, { said: "One, two" });
    const second = one.add();
    one.changeTurn(second, { said: "Three" });
    one.move(second, -1);
    open();
    await saving;
    expect(said()).toEqual(["Three", "One, two"]);
    expect(journal.stored.turns.map(({ id }) => id)).toEqual(["t2", "t1"]);
    expect(one.turns.map(({ key: shown }) => shown)).toEqual([second, key]);
  });

  it("keeps a turn that nobody has written into on the screen only", async () => {
    const one = await opened();
    one.changeTurn(one.add(), { said: "x" });
    const empty = one.add();
    await one.flush();
    await one.read();
    expect(journal.stored.turns).toHaveLength(1);
    expect(one.turns.map(({ key }) => key)).toContain(empty);
    one.changeTurn(empty, { unsaid: "y" });
    await one.flush();
    expect(journal.stored.turns).toHaveLength(2);
  });

  it("a turn that was emptied and written into again is saved as a new one", async () => {
    const one = await opened();
    const key = one.add();
    for (const text of ["first", "", "again"]) {
      one.changeTurn(key, { said: text });
      await one.flush();
    }
    expect(said()).toEqual(["again"]);
  });

  it("a turn taken away comes back to its place, saved or not", async () => {
    const one = await opened();
    for (const text of ["a", "b", "c"]) one.changeTurn(one.add(), { said: text, speaker: "Me" });
    await one.flush();
    const back = one.remove(one.turns[1]?.key ?? "");
    await one.flush();
    expect(said()).toEqual(["a", "c"]);
    await back();
    await one.flush();
    expect(said()).toEqual(["a", "b", "c"]);
    await one.remove(one.turns[0]?.key ?? "")();
    await one.flush();
    expect(said()).toEqual(["a", "b", "c"]);
  });

  it("a turn that comes back late goes into what was written meanwhile, not over it", async () => {
    const left = await opened();
    for (const text of ["a", "b"]) left.changeTurn(left.add(), { said: text });
    await left.flush();
    const back = left.remove(left.turns[0]?.key ?? "");
    await left.flush();
    const again = await opened();
    again.change({ feared: "Written after coming back" });
    again.changeTurn(again.turns[0]?.key ?? "", { said: "b, and more" });
    await again.flush();
    await back();
    await left.flush();
    expect(said()).toEqual(["a", "b, and more"]);
    expect(journal.stored.feared).toBe("Written after coming back");
  });

  it("keeps the words of a turn that was taken away elsewhere", async () => {
    const one = await opened();
    const key = one.add();
    one.changeTurn(key, { said: "a" });
    await one.flush();
    one.changeTurn(key, { said: "a, and what I add" });
    journal.stored = { ...journal.stored, turns: [] };
    await one.flush();
    expect(said()).toEqual(["a, and what I add"]);
  });

  it("takes what was written elsewhere while nothing of ours waits, and the turns stay the same on the screen", async () => {
    const one = await opened();
    const key = one.add();
    one.changeTurn(key, { said: "a" });
    await one.flush();
    journal.stored = { ...journal.stored, turns: journal.stored.turns.map((each) => ({ ...each, said: "A" })) };
    await one.read();
    expect(one.turns).toMatchObject([{ key, said: "A" }]);
    journal.stored = { ...journal.stored, purpose: "theirs" };
    one.change({ purpose: "mine" });
    await one.read();
    expect(one.value?.purpose).toBe("mine");
  });

  it("says that it is not saved, keeps the text, and tries again by itself", async () => {
    const one = await opened();
    journal.fails = "The disk is full.";
    one.changeTurn(one.add(), { unsaid: "precious" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(one.saving).toEqual({ state: "failed", why: "The disk is full." });
    journal.fails = null;
    await vi.advanceTimersByTimeAsync(6000);
    expect(journal.stored.turns).toMatchObject([{ unsaid: "precious" }]);
    expect(one.saving.state).toBe("saved");
  });

  it("a turn moves one place, and stays at either end", async () => {
    journal.stored = { ...blank, turns: ["a", "b", "c"].map((id) => turn({ id, said: id })) };
    const one = await opened();
    const key = one.turns[0]?.key ?? "";
    expect(one.move(key, -1)).toBe(false);
    expect([one.move(key, 1), one.move(key, 1), one.move(key, 1)]).toEqual([true, true, false]);
    await one.flush();
    expect(said()).toEqual(["b", "c", "a"]);
    expect(journal.stored.turns.map(({ id }) => id)).toEqual(["b", "c", "a"]);
  });

  it("offers the name of whoever spoke before the last turn", async () => {
    journal.stored = { ...blank, turns: ["Me", "K"].map((speaker) => turn({ id: speaker, speaker })) };
    const one = await opened();
    one.add();
    one.add();
    expect(one.turns.map(({ speaker }) => speaker)).toEqual(["Me", "K", "Me", "K"]);
  });
});
