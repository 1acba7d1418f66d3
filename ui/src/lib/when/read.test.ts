import { describe, expect, it } from "vitest";
import { asTyped, exactly, inWords, inZone } from "./happened";
import { readWhen } from "./read";
import { addDays, offsetMinutes } from "./zone";

const now = new Date(2026, 10, 21, 17, 40, 5); // a Saturday

describe("when it happened, as typed", () => {
  it.each([
    ["", "unknown", ""],
    ["now", "exact", "2026-11-21T17:40:05"],
    ["today", "day", "2026-11-21"],
    ["Yesterday", "day", "2026-11-20"],
    ["yesterday 9:05", "exact", "2026-11-20T09:05:00"],
    ["yesterday at 5pm", "exact", "2026-11-20T17:00:00"],
    ["Tuesday", "day", "2026-11-17"],
    ["saturday", "day", "2026-11-14"],
    ["last Tuesday", "day", "2026-11-10"],
    ["last Tuesday, 14:30", "exact", "2026-11-10T14:30:00"],
    ["3 days ago", "day", "2026-11-18"],
    ["a week ago", "day", "2026-11-14"],
    ["14:30", "exact", "2026-11-21T14:30:00"],
    ["12 am", "exact", "2026-11-21T00:00:00"],
    ["2026-11-03", "day", "2026-11-03"],
    ["2026-11-03T08:15", "exact", "2026-11-03T08:15:00"],
    ["2026-11-03 08:15:42", "exact", "2026-11-03T08:15:42"],
    ["3.11.2026", "day", "2026-11-03"],
    ["3/11/26", "day", "2026-11-03"],
    ["3 May", "day", "2026-05-03"],
    ["3 December", "day", "2025-12-03"],
    ["29 Feb", "day", "2024-02-29"],
    ["3rd of May 2019", "day", "2019-05-03"],
    ["Friday 3 May 2019 at 16.40", "exact", "2019-05-03T16:40:00"],
    ["May 3, 2019", "day", "2019-05-03"],
    ["May 2019", "month", "2019-05"],
    ["2019-05", "month", "2019-05"],
    ["december", "month", "2025-12"],
  ])("“%s” is %s %s", (typed, precision, local) => {
    expect(readWhen(typed, now, false)).toEqual({ precision, local });
  });

  it("knows where the month comes first", () => {
    expect(readWhen("11/3/2026", now, true)).toEqual({ precision: "day", local: "2026-11-03" });
  });

  it.each(["soon", "31 April 2026", "2026-13-01", "25:00", "13pm", "yesterday at noonish", "99/99/9999"])(
    "“%s” cannot be read, and is not guessed",
    (typed) => {
      expect(readWhen(typed, now, false)).toBeNull();
    },
  );

  it("what is put into the text field reads back as the same", () => {
    for (const read of [
      { precision: "exact", local: "2019-05-03T16:40:00" },
      { precision: "day", local: "2026-11-21" },
      { precision: "month", local: "2019-05" },
      { precision: "unknown", local: "" },
    ] as const) {
      expect(readWhen(asTyped({ ...read, zone: null, offset_minutes: null }), now, false)).toEqual(read);
    }
  });
});

describe("when it happened, in words", () => {
  it("is near now in words and exact when pointed at", () => {
    const happened = inZone("2026-11-20T16:40:00", "Europe/London");
    expect(inWords(happened, now)).toBe("yesterday at 16:40");
    expect(exactly(happened)).toMatch(/^Friday,? 20 November 2026 at 16:40:00, Europe\/London$/);
  });
});

describe("zones", () => {
  it("know summer time", () => {
    expect(offsetMinutes("2026-07-01T12:00:00", "Europe/London")).toBe(60);
    expect(offsetMinutes("2026-11-21T12:00:00", "Europe/London")).toBe(0);
    expect(offsetMinutes("2026-11-21T12:00:00", "Asia/Kathmandu")).toBe(345);
    expect(offsetMinutes("2026-03-29T03:30:00", "Europe/Berlin")).toBe(120);
    expect(offsetMinutes("2026-11-21T12:00:00", "Nowhere/At_All")).toBeNull();
  });
  it("days are counted across summer time and leap years", () => {
    expect(addDays("2026-03-29", 1)).toBe("2026-03-30");
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
  });
});
