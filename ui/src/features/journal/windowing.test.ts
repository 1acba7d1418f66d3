import { describe, expect, it } from "vitest";
import { fakeRow } from "$lib/api/host.fake";
import { DAY_REM, layout, ROW_REM, visible } from "./windowing";

const rows = Array.from({ length: 10_000 }, (_, at) =>
  fakeRow({ id: `e${at}`, day: `20${String(99 - Math.floor(at / 200)).padStart(2, "0")}-01-01` }),
);

describe("the timeline", () => {
  it("groups by day", () => {
    const { items, height } = layout([
      fakeRow({ id: "a", day: "2026-11-21" }),
      fakeRow({ id: "b", day: "2026-11-21" }),
      fakeRow({ id: "c", day: "2026-11-20" }),
    ]);
    expect(items.map((item) => item.kind)).toEqual(["day", "row", "row", "day", "row"]);
    expect(height).toBe(2 * DAY_REM + 3 * ROW_REM);
  });
  it("draws a few dozen of 10,000, wherever it is", () => {
    const { items, height } = layout(rows);
    for (const from of [0, height / 3, height - 50]) {
      const drawn = visible(items, from, from + 50);
      expect(drawn.length).toBeLessThan(30);
      expect(drawn[0]?.top).toBeLessThanOrEqual(from);
      const last = drawn.at(-1);
      expect((last?.top ?? 0) + ROW_REM).toBeGreaterThanOrEqual(Math.min(from + 50, height));
    }
  });
  it("draws nothing of nothing", () => {
    expect(visible(layout([]).items, 0, 100)).toEqual([]);
  });
});
