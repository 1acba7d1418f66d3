import { describe, expect, it } from "vitest";
import type { AuditLine, Seen } from "$lib/api/types";
import { changed, compared } from "./compare";

const line = (seen: Seen | null, seen_before: Seen | null): AuditLine => ({
  behaviour: "reuse",
  seen,
  seen_before,
  support: "",
  chosen: false,
  examples: [],
});

describe("a look held against the last time", () => {
  it.each<[Seen | null, Seen | null, string]>([
    ["often", "sometimes", "More than last time; then it was sometimes."],
    ["not_yet", "often", "Less than last time; then it was often."],
    ["sometimes", "sometimes", "As last time: sometimes."],
    [null, "not_yet", "Last time: not yet."],
    ["often", null, "Last time nothing was said of it."],
    [null, null, ""],
  ])("%s after %s: %s", (seen, before, words) => expect(compared(line(seen, before), true)).toBe(words));

  it("says nothing where there was none, and never a number", () => {
    expect(compared(line("often", null), false)).toBe("");
    for (const seen of ["not_yet", "sometimes", "often"] as const) {
      expect(compared(line(seen, "sometimes"), true)).not.toMatch(/\d/);
    }
  });

  it("knows which are seen otherwise", () => {
    expect(
      changed([line("often", "often"), line("often", "not_yet"), line(null, "often"), line("often", null)]),
    ).toEqual([line("often", "not_yet")]);
  });
});
