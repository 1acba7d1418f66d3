import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import type { EntryRow, Filter } from "$lib/api/types";
import { Timeline } from "./timeline.svelte";

/** A core with many entries that gives 40 at most at a time. */
function core(all: EntryRow[]): FakeHost {
  return new FakeHost({
    entry_list: ({ cursor, limit = 50 }) => {
      const from = Number(cursor ?? 0);
      const to = Math.min(from + Math.min(limit, 40), all.length);
      return { rows: all.slice(from, to), next: to < all.length ? String(to) : null, total: all.length };
    },
  });
}
function mounted(filter: () => Filter = () => ({})): Timeline {
  let timeline: Timeline | undefined;
  stop = $effect.root(() => {
    timeline = new Timeline(filter);
  });
  flushSync();
  if (!timeline) throw new Error("not mounted");
  return timeline;
}
let stop = (): void => undefined;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const rows = (n: number): EntryRow[] => Array.from({ length: n }, (_, at) => fakeRow({ id: `e${at}` }));

describe("the timeline", () => {
  it("reads page after page, each entry once", async () => {
    const all = rows(250);
    useHost(core(all));
    const timeline = mounted();
    await vi.advanceTimersByTimeAsync(10);
    expect(timeline.rows).toHaveLength(100);
    expect(timeline.total).toBe(250);
    while (timeline.hasMore) await timeline.more();
    expect(timeline.rows.map((row) => row.id)).toEqual(all.map((row) => row.id));
  });

  it("two askings for more at once read one page", async () => {
    useHost(core(rows(250)));
    const timeline = mounted();
    await vi.advanceTimersByTimeAsync(10);
    await Promise.all([timeline.more(), timeline.more()]);
    expect(timeline.rows).toHaveLength(140);
  });

  it("after a write it shows the new state and stays as long as it was", async () => {
    const all = rows(250);
    const fake = core(all);
    useHost(fake);
    const timeline = mounted();
    await vi.advanceTimersByTimeAsync(10);
    await timeline.more();
    all.unshift(fakeRow({ id: "new" }));
    const before = fake.asked.length;
    for (let i = 0; i < 10; i++) fake.announce(["entries"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(timeline.rows[0]?.id).toBe("new");
    expect(timeline.rows).toHaveLength(140);
    expect(fake.asked.length - before).toBe(4); // 40 + 40 + 40 + 20, once for ten announcements
  });
});
