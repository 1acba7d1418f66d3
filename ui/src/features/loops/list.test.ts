import { describe, expect, it } from "vitest";
import type { LoopRow } from "$lib/api/types";
import { groupOf, nextInWords } from "./list";

const row = (given: Partial<LoopRow>): LoopRow => ({
  id: "l1",
  title: "Wait time",
  stage: "noticed",
  exit: "none",
  verdict: null,
  trigger: "",
  assumption: null,
  opened_at: "2026-02-03T17:00:00.000Z",
  edited_at: "2026-02-03T17:00:00.000Z",
  closed_at: null,
  revisit: null,
  due: null,
  missing: [],
  ...given,
});

describe("a line of the list of learning logs", () => {
  it("says what is next while something is missing, and where it may go when nothing is", () => {
    expect(nextInWords(row({ missing: ["Name an aim.", "Quote a line."] }))).toBe("Next: Name an aim.");
    expect(nextInWords(row({ stage: "mapped" }))).toBe("Ready to go on to “Challenged”");
  });
  it("says when its test is due", () => {
    expect(nextInWords(row({ stage: "tested", due: "2019-02-21", missing: ["Look back."] }))).toBe(
      "Test due 21 February 2019",
    );
  });
  it("stands with those that are closed, however it was closed, and says how", () => {
    const closed = row({ stage: "closed", verdict: "keep" });
    const single = row({ stage: "mapped", exit: "single" });
    expect([groupOf(closed), nextInWords(closed)]).toEqual(["closed", "kept after a test"]);
    expect([groupOf(single), nextInWords(single)]).toEqual(["closed", "the fix was enough"]);
  });
  it("says when a parked one comes back", () => {
    const parked = row({ exit: "parked", revisit: "2019-05-03" });
    expect([groupOf(parked), nextInWords(parked)]).toEqual(["parked", "Comes back 3 May 2019"]);
  });
});
