import { describe, expect, it } from "vitest";
import { spanOf, termOf } from "./periods";

describe("a term", () => {
  it.each([
    ["2026-11-21", "2026-09-01", "2026-12-31"],
    ["2026-09-01", "2026-09-01", "2026-12-31"],
    ["2027-01-01", "2027-01-01", "2027-04-15"],
    ["2027-04-15", "2027-01-01", "2027-04-15"],
    ["2027-04-16", "2027-04-16", "2027-08-31"],
    ["2027-08-31", "2027-04-16", "2027-08-31"],
  ])("of %s goes from %s to %s", (day, from, to) => {
    expect(termOf(day)).toEqual({ from, to });
  });

  it("and the one before lie side by side", () => {
    for (const now of [new Date(2026, 0, 10), new Date(2026, 5, 1), new Date(2026, 10, 21)]) {
      const before = spanOf("before", now);
      const term = spanOf("term", now);
      expect(new Date(term.from).getTime() - new Date(before.to).getTime()).toBe(86_400_000);
    }
  });
});

describe("a year", () => {
  it("of school begins in September, before and after New Year", () => {
    expect(spanOf("school_year", new Date(2026, 10, 21))).toEqual({ from: "2026-09-01", to: "2027-08-31" });
    expect(spanOf("school_year", new Date(2027, 7, 31))).toEqual({ from: "2026-09-01", to: "2027-08-31" });
  });

  it("of twelve months ends today and begins the day after the same day last year", () => {
    expect(spanOf("year", new Date(2026, 10, 21))).toEqual({ from: "2025-11-22", to: "2026-11-21" });
  });
});
