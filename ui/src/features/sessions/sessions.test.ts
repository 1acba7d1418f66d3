import { describe, expect, it } from "vitest";
import type { AgendaItem, Session, SessionRole, SessionRow } from "$lib/api/types";
import { grouped } from "./list";
import { given, inTurn } from "./roles";
import { beginnings, clockAfter, startOf, wholeFrom } from "./time";
import { moved } from "$lib/moved";
import { anew, changeOf, minutesWrong, pointsOf, savedOf, tooManyLines, typedOf, type Point } from "./typed";

const row = (id: string, start: string, change: Partial<SessionRow> = {}): SessionRow => ({
  id,
  community: "c1",
  community_name: "Y9",
  title: "",
  start,
  zone: "Europe/London",
  at: `${start}:00.000Z`,
  minutes: 60,
  place: "",
  protocol_name: "",
  state: "planned",
  ...change,
});
const role = (name: SessionRole["role"], person: number | null): SessionRole => ({ role: name, person, name: "" });
const item = (change: Partial<AgendaItem>): AgendaItem => ({
  id: "a1",
  kind: "text",
  entry: null,
  gone: false,
  question: null,
  commitment: null,
  text: "",
  context: "",
  focus: "",
  minutes: null,
  ...change,
});
const point = (change: Partial<AgendaItem>, typed: Partial<Point> = {}): Point => ({
  item: item(change),
  text: "",
  context: "",
  focus: "",
  minutes: "",
  ...typed,
});

describe("the list of sessions", () => {
  it("has the next first and the last one before it last, by community; who meets soonest stands first", () => {
    const groups = grouped(
      [
        row("later", "2026-12-03T15:40"),
        row("next", "2026-11-26T15:40"),
        row("old", "2026-10-01T15:40", { state: "recorded" }),
        row("missed", "2026-11-19T15:40"),
        row("other", "2026-11-23T09:00", { community: "c2", community_name: "Ward" }),
        row("running", "2026-11-20T15:40", { state: "running" }),
      ],
      "2026-11-22",
    );
    expect(groups.map(({ name }) => name)).toEqual(["Y9", "Ward"]);
    expect(groups[0]?.coming.map(({ id }) => id)).toEqual(["running", "next", "later"]);
    expect(groups[0]?.past.map(({ id }) => id)).toEqual(["missed", "old"]);
  });
});

describe("the clock", () => {
  it("goes on past the hour and past midnight", () => {
    expect([clockAfter("15:40", 65), clockAfter("23:50", 20)]).toEqual(["16:45", "00:10"]);
    expect(beginnings("15:40", [5, 8, 5])).toEqual(["15:40", "15:45", "15:53"]);
  });
  it("reads a start only when it is whole, and numbers only where they may be", () => {
    expect([startOf("2026-11-26", "15:40"), startOf("", "15:40"), startOf("2026-11-26", "")]).toEqual([
      "2026-11-26T15:40",
      null,
      null,
    ]);
    expect(["5", " 60 ", "4", "721", "1e2", ""].map((typed) => wholeFrom(typed, 5, 720))).toEqual([
      5,
      60,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("roles", () => {
  const last = [role("facilitator", null), role("time", 2), role("notes", 9)];
  it("go one turn on, round the members, and on from who left", () => {
    expect(inTurn(last, [1, 2], true)).toEqual([
      { role: "facilitator", person: 1 },
      { role: "time" },
      { role: "notes", person: 2 },
    ]);
  });
  it("leave nobody to take notes where none are taken", () => {
    expect(inTurn(last, [1, 2], false).map((one) => one.role)).toEqual(["facilitator", "time"]);
  });
  it("are given to one and taken away without the others", () => {
    expect(given(last, "norms", 1).at(-1)).toEqual({ role: "norms", person: 1 });
    expect(given(last, "facilitator", undefined).map((one) => one.role)).toEqual(["time", "notes"]);
    expect(given(last, "time", null)[1]).toEqual({ role: "time" });
  });
});

describe("what is typed", () => {
  const session = {
    ...row("s", "2026-11-26T15:40"),
    title: "Wait",
    purpose: "",
    norms: "",
    agenda: [item({ text: "Microscopes", minutes: 5 })],
  } as Session;

  it("keeps the space that somebody has just typed, and takes what was changed elsewhere", () => {
    const typed = typedOf(session, null);
    expect(typedOf(session, { ...typed, title: "Wait " }).title).toBe("Wait ");
    expect(typedOf(session, { ...typed, title: "Hurry" }).title).toBe("Wait");
    const points = pointsOf(session, []);
    expect(pointsOf(session, [{ ...points[0], text: "Microscopes " } as Point])[0]?.text).toBe("Microscopes ");
  });

  it("goes out only as far as it is whole", () => {
    const typed = { ...typedOf(session, null), day: "", minutes: "6" };
    expect(changeOf({ day: "", minutes: "6", place: "Room 4" }, typed)).toEqual({ minutes: 6, place: "Room 4" });
    expect(changeOf({ time: "16:00" }, { ...typed, day: "2026-11-26", time: "16:00" })).toEqual({
      start: "2026-11-26T16:00",
    });
    expect(changeOf({ minutes: "3" }, typed)).toEqual({});
  });

  it("of a point stays as it was where it cannot be kept", () => {
    expect(savedOf(point({ text: "x" }, { text: " ", minutes: "abc" }))).toEqual({ id: "a1", kind: "text" });
    expect(savedOf(point({}, { text: "x", minutes: "" }))).toEqual({ id: "a1", kind: "text", text: "x", minutes: 0 });
    const long = "1\n2\n\n3\n4\n5\n6";
    expect(tooManyLines(long)).toBe(true);
    expect(savedOf(point({ kind: "piece" }, { context: long, focus: "Why?" }))).toEqual({
      id: "a1",
      kind: "piece",
      text: "",
      focus: "Why?",
    });
    expect([minutesWrong(""), minutesWrong("240"), minutesWrong("0"), minutesWrong("x")]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("of a point that was taken away comes back with what it is about", () => {
    expect(anew(point({ kind: "question", question: "q1" }, { text: "Why?", minutes: "5" }))).toEqual({
      kind: "question",
      question: "q1",
      text: "Why?",
      minutes: 5,
    });
  });

  it("moves by one, and not past the ends", () => {
    expect([moved([1, 2, 3], 0, 1), moved([1, 2, 3], 0, -1), moved([1, 2, 3], 2, -1)]).toEqual([
      [2, 1, 3],
      [1, 2, 3],
      [1, 3, 2],
    ]);
  });
});
