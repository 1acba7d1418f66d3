import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeEntry, fakeLoop } from "$lib/api/host.fake";
import type { Loop } from "$lib/api/types";
import { OpenLoop } from "./page.svelte";

/** A journal with one learning log, which checks revisions as the core does. */
class Journal {
  loop: Loop = fakeLoop();
  kept: Record<string, unknown> = {};
  fails: string | null = null;
  fake = new FakeHost({
    loop_get: () => this.loop,
    loop_write: ({ base, fields = {} }) => {
      this.#check(base ?? "");
      const written = this.loop.fields.map((field) => ({ ...field, text: fields?.[field.key] ?? field.text }));
      this.loop = { ...this.loop, fields: written, entry: this.#next() };
      return this.loop;
    },
    entry_save: ({ base, fields }) => {
      if (fields.title !== undefined) this.#check(base);
      const entry = fields.title === undefined ? this.loop.entry : this.#next();
      this.loop = { ...this.loop, entry: { ...entry, ...(fields as object) } };
      return this.loop.entry;
    },
    draft_get: ({ name }) => ({ value: this.kept[name] ?? null }),
    draft_keep: ({ name, value }) => {
      this.kept[name] = value;
      return null;
    },
    quote_add: () => this.loop,
  });
  #check(base: string): void {
    if (this.fails !== null) throw { code: "disk_full", message: this.fails };
    if (base !== this.loop.entry.revision) throw { code: "stale", message: "The stored entry is another one." };
  }
  #next(): Loop["entry"] {
    return { ...this.loop.entry, revision: String(Number(this.loop.entry.revision) + 1) };
  }
  text(key: string): string | undefined {
    return this.loop.fields.find((field) => field.key === key)?.text;
  }
  /** As if somebody else had written. */
  elsewhere(key: string, text: string): void {
    const fields = this.loop.fields.map((field) => (field.key === key ? { ...field, text } : field));
    this.loop = { ...this.loop, fields, entry: this.#next() };
  }
}

describe("an open learning log", () => {
  let journal: Journal;
  let page: OpenLoop;
  beforeEach(async () => {
    vi.useFakeTimers();
    journal = new Journal();
    useHost(journal.fake);
    page = await OpenLoop.read("l1");
  });
  afterEach(() => void vi.useRealTimers());

  it("saves what is typed within a second, several fields in one save", async () => {
    page.write("trigger", "Silence");
    page.write("account", "I asked.");
    expect(page.saving.state).toBe("saving");
    await vi.advanceTimersByTimeAsync(1000);
    expect([journal.text("trigger"), journal.text("account")]).toEqual(["Silence", "I asked."]);
    expect(journal.fake.requests("loop_write")).toHaveLength(1);
    expect(page.dirty).toBe(false);
  });

  it("saves texts and title each by its own call, on the revision of the one before", async () => {
    page.write("trigger", "Silence");
    page.change({ title: "Wait time", tags: ["questions"] });
    await page.save();
    expect(journal.text("trigger")).toBe("Silence");
    expect(journal.loop.entry).toMatchObject({ title: "Wait time", tags: ["questions"] });
    expect(page.saving.state).toBe("saved");
    expect(page.dirty).toBe(false);
  });

  it("shows what was typed, not what the journal made of the blanks at its end", async () => {
    page.write("trigger", "Silence ");
    await page.save();
    journal.loop = { ...journal.loop, fields: journal.loop.fields.map((field) => ({ ...field, text: "Silence" })) };
    await page.refresh();
    expect(page.text("trigger")).toBe("Silence ");
  });

  it("saves the texts before anything else is done to it", async () => {
    page.write("account", "Two seconds.");
    await page.act(async () => {
      expect(journal.text("account")).toBe("Two seconds.");
      await journal.fake.call("quote_add", { loop: "l1", field: "in_use", exact: "Two", prefix: "", suffix: "" });
    });
    expect(journal.fake.requests("quote_add")).toHaveLength(1);
  });

  it("keeps the text and tries again when it cannot be saved", async () => {
    journal.fails = "The disk is full.";
    page.write("trigger", "Silence");
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.saving).toEqual({ state: "failed", why: "The disk is full." });
    expect(page.text("trigger")).toBe("Silence");
    journal.fails = null;
    await vi.advanceTimersByTimeAsync(3000);
    expect(journal.text("trigger")).toBe("Silence");
    expect(page.saving.state).toBe("saved");
  });

  it("takes what was written elsewhere while nothing of ours waits", async () => {
    page.write("trigger", "Mine");
    await page.save();
    journal.elsewhere("trigger", "Restored from a version");
    await page.refresh();
    expect(page.text("trigger")).toBe("Restored from a version");
    page.write("account", "And on.");
    await page.save();
    expect(journal.text("account")).toBe("And on.");
  });

  it("never writes over what was written elsewhere: a person decides, and both texts become versions", async () => {
    journal.elsewhere("trigger", "Theirs");
    page.write("trigger", "Mine");
    page.change({ title: "My title" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.saving.state).toBe("stale");
    expect(journal.text("trigger")).toBe("Theirs");
    const before = journal.fake.asked.length;
    await page.settle("mine");
    expect(journal.text("trigger")).toBe("Mine");
    expect(journal.loop.entry.title).toBe("My title");
    const after = journal.fake.asked.slice(before).filter(({ name }) => name === "loop_write" || name === "entry_save");
    expect(after.filter(({ request }) => (request as { keep?: boolean }).keep)).toHaveLength(2);
    expect(page.dirty).toBe(false);
  });

  it("goes on with theirs when asked to, mine being a version", async () => {
    journal.elsewhere("trigger", "Theirs");
    page.write("trigger", "Mine");
    await vi.advanceTimersByTimeAsync(1000);
    await page.settle("stored");
    expect(journal.text("trigger")).toBe("Theirs");
    expect(page.text("trigger")).toBe("Theirs");
    expect(journal.fake.requests("loop_write").map(({ fields }) => fields?.["trigger"])).toEqual([
      "Mine",
      "Mine",
      "Theirs",
    ]);
  });

  it("is not saved while a form in it is not kept, and keeps it when it is left", async () => {
    const form = page.form("aim", { text: "" });
    form.set({ text: "Pace" });
    flushSync();
    expect(page.dirty).toBe(true);
    expect(page.saving.state).toBe("saving");
    await page.save();
    expect(journal.kept["loop:l1:aim"]).toEqual({ text: "Pace" });
    expect(page.dirty).toBe(false);
    expect(page.form("aim", { text: "" })).toBe(form);
  });

  it("is not saved while its two columns are not, and saves them when it is left", async () => {
    const saved: unknown[] = [];
    const blank = { real: "real" as const, context: "", purpose: "", block: "", feared: "", turns: [] };
    journal.fake.answers.case_get = () => blank;
    journal.fake.answers.case_save = ({ case: given }) => (saved.push(given), given);
    const columns = page.openCase();
    await vi.advanceTimersByTimeAsync(0);
    expect(page.dirty).toBe(false);
    columns.change({ feared: "That I lose face." });
    expect(page.dirty).toBe(true);
    expect(page.saving.state).toBe("saving");
    await page.save();
    expect(saved).toMatchObject([{ feared: "That I lose face." }]);
    expect(page.dirty).toBe(false);
    expect(page.openCase()).toBe(columns);
  });

  it("opens at the stage where it is", async () => {
    journal.loop = fakeLoop({ stage: "challenged", entry: fakeEntry({ id: "l1", revision: "1" }) });
    expect((await OpenLoop.read("l1")).open).toBe("challenged");
  });
});
