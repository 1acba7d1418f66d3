import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as dates from "./dates";

/** The years that an entry can have. */
const someDate = fc.date({ min: new Date(1900, 0, 1), max: new Date(2199, 11, 31), noInvalidDate: true });
const system = (options: Intl.DateTimeFormatOptions): ((at: Date) => string) => {
  const format = new Intl.DateTimeFormat("en-GB", options);
  // Its versions differ in commas.
  return (at) => format.format(at).replaceAll(",", "");
};

describe("dates in words", () => {
  it.each<[keyof typeof dates, Intl.DateTimeFormatOptions]>([
    ["weekday", { weekday: "long" }],
    ["monthInYear", { month: "long" }],
    ["monthAndYear", { month: "long", year: "numeric" }],
    ["dayOfYear", { day: "numeric", month: "long" }],
    ["dayAndYear", { day: "numeric", month: "long", year: "numeric" }],
    ["weekdayAndDay", { weekday: "long", day: "numeric", month: "long" }],
    ["fullDay", { weekday: "long", day: "numeric", month: "long", year: "numeric" }],
    ["timeOfDay", { hour: "2-digit", minute: "2-digit" }],
    ["toTheSecond", { dateStyle: "full", timeStyle: "medium" }],
  ])("are said as the system says them in British English: %s", (name, options) => {
    const said = system(options);
    fc.assert(fc.property(someDate, (at) => dates[name](at) === said(at)));
    expect(dates[name](new Date(2026, 10, 1, 9, 5, 3))).toBe(said(new Date(2026, 10, 1, 9, 5, 3)));
  });
});
