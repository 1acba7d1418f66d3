import { describe, expect, it } from "vitest";
import { isSame, saved, type Typed } from "./record.svelte";

const typed = (given: Partial<Typed> = {}): Typed => ({
  attendance: new Map(),
  restated: "",
  heard: "",
  tries: [],
  takeaways: [],
  decisions: [],
  products: [],
  open_questions: [],
  ...given,
});
const line = (key: number, text: string) => ({ key, text });

describe("what is kept of a record", () => {
  it("is only what was changed, without the lines that are still empty", () => {
    const now = typed({ decisions: [line(1, "We wait"), line(2, "  ")], heard: "Silence" });
    expect(saved(now, ["decisions"])).toEqual({ decisions: ["We wait"] });
    expect(saved(now, [])).toEqual({});
  });

  it("of the writer is said by naming nobody", () => {
    const now = typed({
      attendance: new Map([
        [null, true],
        [7, false],
      ]),
      takeaways: [
        { ...line(1, "I count, too"), person: 7 },
        { ...line(2, "Wait"), person: null },
      ],
    });
    expect(saved(now, ["attendance", "takeaways"])).toEqual({
      attendance: [{ present: true }, { person: 7, present: false }],
      takeaways: [{ person: 7, text: "I count, too" }, { text: "Wait" }],
    });
  });

  it("names what will be tried by what it was, so that it is not made twice", () => {
    const tries = [
      { ...line(1, "Wait"), id: 3, due: "2027-03-21" },
      { ...line(2, "Ask"), id: null, due: "" },
    ];
    expect(saved(typed({ tries }), ["tries"])).toEqual({
      tries: [{ id: 3, text: "Wait", due: "2027-03-21" }, { text: "Ask" }],
    });
  });
});

describe("what was read after a save", () => {
  it("is the same where only white space and empty lines differ: the boxes stay under the hands", () => {
    const read = typed({ decisions: [line(9, "We wait")], heard: "a b" });
    expect(isSame(read, typed({ decisions: [line(1, "We  wait "), line(2, "")], heard: "a b " }))).toBe(true);
  });

  it("is another where somebody else wrote in it, or said who", () => {
    const one = typed({ takeaways: [{ ...line(1, "x"), person: 7 }] });
    expect(isSame(one, typed({ takeaways: [{ ...line(1, "x"), person: null }] }))).toBe(false);
    expect(isSame(one, typed())).toBe(false);
  });
});
