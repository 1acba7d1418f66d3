import { describe, expect, it } from "vitest";
import type { Commitment } from "$lib/api/types";
import { BECAME, inOrder, standing } from "./commitment";

const one = (given: Partial<Commitment>): Commitment => ({
  id: "c",
  community: "g",
  community_name: "Y9",
  session: null,
  what: "Count",
  mine: true,
  person: null,
  who: "me",
  due: null,
  evidence: "",
  state: "planned",
  late: false,
  steps: [],
  ...given,
});

describe("what was promised", () => {
  it("is told in words that blame nobody", () => {
    const told = BECAME.flatMap((state) => [false, true].map((late) => standing({ state, late })));
    expect(told).toEqual([
      "kept",
      "kept, a little later",
      "under way",
      "taking longer",
      "let go",
      "let go",
      "to come",
      "taking longer",
    ]);
    for (const text of told) expect(text).not.toMatch(/late\b|overdue|fail|miss/);
  });

  it("stands by its day, without a day last; what is settled by when that was", () => {
    const at = (time: string) => [{ state: "kept" as const, note: "", at: time }];
    const { open, settled } = inOrder([
      one({ id: "none" }),
      one({ id: "later", due: "2027-03-21" }),
      one({ id: "old", state: "let_go", steps: at("2027-01-01T10:00:00.000Z") }),
      one({ id: "soon", due: "2027-03-20", state: "under_way" }),
      one({ id: "new", state: "kept", steps: at("2027-02-01T10:00:00.000Z") }),
    ]);
    expect(open.map(({ id }) => id)).toEqual(["soon", "later", "none"]);
    expect(settled.map(({ id }) => id)).toEqual(["new", "old"]);
  });
});
