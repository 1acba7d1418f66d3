import { describe, expect, it } from "vitest";
import type { Running } from "$lib/api/types";
import {
  beginnings,
  endsAt,
  isLeft,
  lastAt,
  minutesOf,
  momentOf,
  offPlan,
  shownTime,
  soonAt,
  untilNext,
  wallTime,
} from "./clock";

const MINUTE = 60_000;
const since = "2027-03-11T14:40:00.000Z";
const at = (minutes: number, seconds = 0): number => Date.parse(since) + minutes * MINUTE + seconds * 1000;
const running = (given: Partial<Running> = {}): Running => ({ step: 0, since, added: 0, ...given });
const moment = (minutes: number, now: number, added = 0) => momentOf({ minutes }, running({ added }), now);

describe("the clock of a step", () => {
  it("begins with all of its time, and a minute that was added is more of it", () => {
    expect(moment(5, at(0))).toMatchObject({ left: 5 * MINUTE, part: 0, note: "calm" });
    expect(moment(5, at(5), 1)).toMatchObject({ left: MINUTE, note: "soon" });
  });

  it("warns in three quiet steps", () => {
    expect(moment(8, at(5, 59)).note).toBe("calm");
    expect(moment(8, at(6)).note).toBe("soon");
    expect(moment(8, at(7, 29)).note).toBe("soon");
    expect(moment(8, at(7, 30)).note).toBe("last");
    expect(moment(8, at(7, 59)).note).toBe("last");
    expect(moment(8, at(8)).note).toBe("over");
  });

  it("warns a short step later, so that it is not told from its beginning on", () => {
    for (const minutes of [1, 2, 3, 5, 15, 60]) {
      const planned = minutes * MINUTE;
      expect(moment(minutes, at(0)).note).toBe("calm");
      expect(lastAt(planned)).toBeLessThan(soonAt(planned));
      expect(soonAt(planned)).toBeLessThanOrEqual(planned / 4);
    }
  });

  it("goes on after the end, and says how long ago that was", () => {
    const over = moment(5, at(6, 20));
    expect(over).toMatchObject({ left: -80_000, part: 1, note: "over" });
    expect(shownTime(over.left)).toBe("1:20");
    expect(minutesOf(over.left)).toBe(1);
  });

  it("never has more than its time when the computer's clock is put back", () => {
    expect(moment(5, at(-90))).toMatchObject({ elapsed: 0, left: 5 * MINUTE, part: 0, note: "calm" });
  });

  it("is as long when the clocks change in the middle of it", () => {
    // London, 28 March 2027: at 01:00 it becomes 02:00. What the wall shows jumps, what is left does not.
    const before = Date.parse("2027-03-28T00:55:00Z");
    const step = { step: 0, since: new Date(before).toISOString(), added: 0 };
    expect(wallTime(before, "Europe/London")).toBe("00:55");
    expect(wallTime(before + 10 * MINUTE, "Europe/London")).toBe("02:05");
    expect(momentOf({ minutes: 20 }, step, before + 10 * MINUTE).left).toBe(10 * MINUTE);
    // Back again in October: 01:55 comes twice.
    const autumn = Date.parse("2027-10-31T00:55:00Z");
    expect(wallTime(autumn, "Europe/London")).toBe(wallTime(autumn + 60 * MINUTE, "Europe/London"));
    expect(
      momentOf({ minutes: 20 }, { ...step, since: new Date(autumn).toISOString() }, autumn + 60 * MINUTE).left,
    ).toBe(-40 * MINUTE);
  });

  it("knows that nobody was here when a lid was closed for long", () => {
    expect(isLeft(moment(5, at(30)))).toBe(false);
    expect(isLeft(moment(5, at(36)))).toBe(true);
  });
});

describe("what the clock shows", () => {
  it.each([
    [5 * MINUTE, "5:00"],
    [5 * MINUTE - 1, "5:00"],
    [5 * MINUTE - 1000, "4:59"],
    [1, "0:01"],
    [0, "0:00"],
    [-999, "0:00"],
    [-1000, "0:01"],
    [-62 * MINUTE - 9000, "1:02:09"],
    [240 * MINUTE, "4:00:00"],
  ])("of %i ms: %s", (left, text) => expect(shownTime(left)).toBe(text));

  it("changes when it is next looked at, and never waits for nothing", () => {
    for (const left of [5000, 4999, 1, 0, -1, -999, -1000, 123_456]) {
      const wait = untilNext(left);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(1000);
      expect(shownTime(left - wait - 1)).not.toBe(shownTime(left));
    }
  });

  it("in a zone that nobody knows is that of this machine", () => {
    expect(wallTime(at(0), "Europe/Atlantis")).toMatch(/^\d\d:\d\d$/);
  });
});

describe("the end of the session", () => {
  const steps = [{ minutes: 5 }, { minutes: 15 }, { minutes: 10 }];

  it("comes when every step to come takes its time", () => {
    expect(endsAt(steps, running(), at(0))).toBe(at(30));
    expect(endsAt(steps, running(), at(3))).toBe(at(30));
    // Over by two minutes: all that follows is as much later.
    expect(endsAt(steps, running(), at(7))).toBe(at(32));
    expect(endsAt(steps, running({ step: 2 }), at(0))).toBe(at(10));
    expect(endsAt([], running(), at(0))).toBe(at(0));
  });

  it("is held against the hour it was planned for, but not against that of another day", () => {
    const session = { at: since, minutes: 30 };
    expect(offPlan(session, at(32))).toBe(2);
    expect(offPlan(session, at(28))).toBe(-2);
    expect(offPlan(session, at(30 + 24 * 60))).toBeNull();
  });

  it("each step begins when the one before is over", () => {
    expect(beginnings(steps, at(0))).toEqual([at(0), at(5), at(20)]);
  });
});
