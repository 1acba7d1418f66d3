import { describe, expect, it } from "vitest";
import { addMonths, firstWeekday, lastDay, weeksOf } from "./months";

describe("months", () => {
  it("go across years both ways", () => {
    expect(addMonths("2026-11", 2)).toBe("2027-01");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
    expect(lastDay("2024-02")).toBe("2024-02-29");
  });
  it("are laid out in whole weeks from the first weekday on", () => {
    const monday = weeksOf("2026-11", 1); // the 1st is a Sunday
    expect(monday[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
    expect(monday.at(-1)).toEqual(["2026-11-30", null, null, null, null, null, null]);
    const sunday = weeksOf("2026-11", 7);
    expect(sunday[0]?.[0]).toBe("2026-11-01");
  });
  it("weeks begin as they do where the person is", () => {
    expect(firstWeekday("en-GB")).toBe(1);
    expect(firstWeekday("en-US")).toBe(7);
  });
  it("a machine without a language (LANG=C) does not take the calendar away", () => {
    for (const none of ["c", "C", "", "x_y"]) expect(firstWeekday(none)).toBe(1);
  });
});
