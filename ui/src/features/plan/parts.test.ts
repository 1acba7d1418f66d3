import { describe, expect, it } from "vitest";
import type { PlanPart, PlanParts } from "$lib/api/types";
import { besides, bySection, ticksAfter } from "./parts";

const part = (key: string, given: Partial<PlanPart> = {}): PlanPart => ({
  key,
  kind: "block",
  section: null,
  text: key,
  alone: false,
  ticked: true,
  ...given,
});
const whole: PlanParts = {
  entry: "e1",
  whole: true,
  parts: [part("title"), part("b1"), part("b2"), part("left_column", { alone: true, ticked: false })],
};

describe("the parts of an entry", () => {
  it("stand under their sections, in their order", () => {
    const found = bySection([part("a"), part("b", { section: "What" }), part("c", { section: "What" }), part("d")]);
    expect(found.map(({ section, parts }) => [section, parts.length])).toEqual([
      [null, 1],
      ["What", 2],
      [null, 1],
    ]);
  });

  it("that go by a tick of their own are named, a reader’s words among them", () => {
    expect(besides(["title", "left_column", "reader:1", "reader:2", "file:3"])).toEqual([
      "its left-hand column",
      "the words of 2 readers",
      "1 file",
    ]);
  });

  it("taken out one by one leave all the others ticked", () => {
    expect(ticksAfter(whole, "b1", false)).toEqual({ whole: false, ticks: ["title", "b2"] });
  });

  it("all ticked again are the whole entry, with what it will have too", () => {
    const some = {
      ...whole,
      whole: false,
      parts: whole.parts.map((one) => (one.key === "b1" ? { ...one, ticked: false } : one)),
    };
    expect(ticksAfter(some, "b1", true)).toEqual({ whole: true, ticks: [] });
  });

  it("that stand alone need their own tick, and never make an entry whole or not", () => {
    expect(ticksAfter(whole, "left_column", true)).toEqual({ whole: true, ticks: ["left_column"] });
    const some = { ...whole, whole: false };
    expect(ticksAfter(some, "left_column", true).whole).toBe(false);
  });
});
