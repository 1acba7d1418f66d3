import { describe, expect, it } from "vitest";
import { dayExactly, dayInWords, daySoon, momentExactly, momentInWords } from "./when";

const now = new Date(2026, 10, 21, 17, 40); // a Saturday

describe("a day in words", () => {
  it.each([
    ["2026-11-21", "today"],
    ["2026-11-20", "yesterday"],
    ["2026-11-19", "Thursday"],
    ["2026-11-15", "Sunday"],
    ["2026-11-14", "last Saturday"],
    ["2026-11-08", "last Sunday"],
    ["2026-11-07", "7 November"],
    ["2026-11-22", "22 November"],
    ["2019-05-03", "3 May 2019"],
  ])("%s is said as “%s”", (day, said) => {
    expect(dayInWords(day, now)).toBe(said);
  });

  it("says what it cannot read as it is", () => {
    expect(dayInWords("some day", now)).toBe("some day");
    expect(dayExactly("")).toBe("");
  });

  it("names the weekday of a meeting", () => {
    expect(["2026-11-21", "2026-11-22", "2026-11-26", "2027-01-14", "soon"].map((day) => daySoon(day, now))).toEqual([
      "today",
      "tomorrow",
      "Thursday 26 November",
      "Thursday 14 January 2027",
      "soon",
    ]);
  });

  it("names the year when it has to be exact", () => {
    expect(dayExactly("2026-11-21")).toBe("21 November 2026");
  });
});

describe("a moment in words", () => {
  it("has the time of day on this machine", () => {
    const at = new Date(2026, 10, 20, 9, 5);
    expect(momentInWords(at.toISOString(), now)).toBe("yesterday at 09:05");
    expect(momentExactly(at.toISOString())).toContain("09:05:00");
  });

  it("says what it cannot read as it is", () => {
    expect(momentInWords("never", now)).toBe("never");
    expect(momentExactly("never")).toBe("never");
  });
});
