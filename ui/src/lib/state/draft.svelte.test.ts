import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { saveEverything } from "$lib/leaving";
import { Draft } from "./draft.svelte";

const blank = { text: "", note: "" };

describe("a form that is being filled in", () => {
  let kept: Record<string, unknown>;
  let fake: FakeHost;
  beforeEach(() => {
    vi.useFakeTimers();
    kept = {};
    fake = new FakeHost({
      draft_get: ({ name }) => ({ value: kept[name] ?? null }),
      draft_keep: ({ name, value }) => {
        kept[name] = value;
        return null;
      },
    });
    useHost(fake);
  });
  afterEach(() => void vi.useRealTimers());

  it("is kept after a pause, and is there again for whoever comes back", async () => {
    const first = new Draft("claim:1", blank);
    first.set({ text: "Silence is" });
    first.set({ text: "Silence is work" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.requests("draft_keep")).toHaveLength(1);
    const again = new Draft("claim:1", blank);
    await vi.advanceTimersByTimeAsync(0);
    flushSync();
    expect(again.value).toEqual({ text: "Silence is work", note: "" });
  });

  it("never lets what was kept replace what is typed meanwhile", async () => {
    kept["claim:1"] = { text: "old" };
    const draft = new Draft("claim:1", blank);
    draft.set({ text: "new" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.value.text).toBe("new");
    expect(kept["claim:1"]).toEqual({ text: "new", note: "" });
  });

  it("that is opened again before it was kept goes on with what was typed", async () => {
    new Draft("claim:2", blank).set({ text: "typed a moment ago" });
    const again = new Draft("claim:2", blank);
    expect(again.value.text).toBe("typed a moment ago");
    await vi.advanceTimersByTimeAsync(1000);
    expect(again.value.text).toBe("typed a moment ago");
    expect(kept["claim:2"]).toEqual({ text: "typed a moment ago", note: "" });
  });

  it("is kept before the window closes, even if its page is gone", async () => {
    new Draft("claim:3", blank).set({ text: "x" });
    await saveEverything();
    expect(kept["claim:3"]).toEqual({ text: "x", note: "" });
  });

  it("is forgotten when what it was for has been made", async () => {
    const draft = new Draft("claim:1", blank);
    draft.set({ text: "x" });
    await draft.clear();
    expect(kept["claim:1"]).toBeNull();
    expect(draft.dirty).toBe(false);
  });

  it("says that it is not kept, and tries again by itself", async () => {
    fake.answers.draft_keep = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    const draft = new Draft("claim:1", blank);
    draft.set({ text: "x" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(draft.saving).toEqual({ state: "failed", why: "The disk is full." });
    fake.answers.draft_keep = ({ name, value }) => {
      kept[name] = value;
      return null;
    };
    await vi.advanceTimersByTimeAsync(6000);
    expect(draft.saving).toEqual({ state: "saved" });
    expect(kept["claim:1"]).toEqual({ text: "x", note: "" });
  });
});
