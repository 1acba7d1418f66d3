import { describe, expect, it } from "vitest";
import type { NameGroup, NameHit } from "$lib/api/types";
import { inWords, nextOpen, outcome, sections } from "./traces";

export const hit = (given: Partial<NameHit> = {}): NameHit => ({
  entry: "e1",
  title: "Cold calling",
  place: "text",
  occurrence: "o1",
  before: "I asked ",
  found: "Amira",
  after: " to wait.",
  near: false,
  decision: null,
  alone: false,
  ...given,
});
export const group = (given: Partial<NameGroup> = {}): NameGroup => ({
  group: "person:7",
  kind: "person",
  name: "Amira Khan",
  person: 7,
  role: "pupil",
  must: true,
  proposal: { action: "replace", text: "Pupil A" },
  decision: null,
  open: 1,
  hits: [hit()],
  ...given,
});

describe("names and traces", () => {
  it("stand by what they are, people first, and say how many of each are decided", () => {
    const found = sections([
      group({ group: "date:1", kind: "date", person: null, role: null, open: 0 }),
      group(),
      group({ group: "email:1", kind: "email", person: null, role: null }),
      group({ group: "person:8", open: 0 }),
      group({ group: "new:1", kind: "something new", person: null, role: null }),
    ]);
    expect(found.map(({ key, groups, decided }) => [key, groups.length, decided])).toEqual([
      ["people", 2, 1],
      ["numbers", 2, 0],
      ["dates", 1, 1],
    ]);
  });

  it("lead on to the next that is open, round the end", () => {
    const all = [group({ group: "a" }), group({ group: "b", open: 0 }), group({ group: "c" })];
    expect(nextOpen(all, "a")?.group).toBe("c");
    expect(nextOpen(all, "c")?.group).toBe("a");
    expect(nextOpen([group({ group: "a", open: 0 })], "a")).toBeUndefined();
  });

  it("say in words what becomes of them, and that places differ", () => {
    expect(inWords({ action: "cut", text: "" })).toBe("cut out");
    expect(inWords({ action: "keep", text: "They agreed" })).toBe("stays: They agreed");
    const same = { action: "replace", text: "Pupil A" } as const;
    expect(outcome(group({ hits: [hit({ decision: same }), hit({ decision: same })] }))).toBe("“Pupil A”");
    expect(outcome(group({ hits: [hit({ decision: same }), hit({ decision: { action: "cut", text: "" } })] }))).toBe(
      "decided place by place",
    );
  });
});
