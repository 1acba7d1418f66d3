import { describe, expect, it } from "vitest";
import { Rows } from "./rows";

describe("the rows of a list that changes with every key", () => {
  it("stay with what stays, wherever it goes", () => {
    const rows = new Rows();
    expect(rows.place(["a", "b", "c"])).toEqual([0, 1, 2]);
    expect(rows.place(["c", "a", "b"])).toEqual([2, 0, 1]);
  });

  it("are filled anew with what is new, before any is made", () => {
    const rows = new Rows();
    rows.place(["a", "b", "c"]);
    expect(rows.place(["d", "b", "e", "f"])).toEqual([0, 1, 2, 3]);
  });

  it("stay where they are, when one that is free stands there already", () => {
    const rows = new Rows();
    rows.place(["a", "b", "c", "d"]);
    expect(rows.place(["e", "b", "f", "g"])).toEqual([0, 1, 2, 3]);
    expect(rows.place(["b", "h", "f", "i"])).toEqual([1, 0, 2, 3]);
  });

  it("are not given away while the focus is in them", () => {
    const rows = new Rows();
    rows.place(["a", "b"]);
    expect(rows.place(["b", "c"], "a")).toEqual([1, 2]);
  });

  it("never show two things at once", () => {
    const rows = new Rows();
    for (const ids of [["a", "b"], ["c"], [], ["a", "c", "d"], ["d", "e", "f", "a"]]) {
      const placed = rows.place(ids);
      expect(new Set(placed).size).toBe(ids.length);
    }
  });
});
