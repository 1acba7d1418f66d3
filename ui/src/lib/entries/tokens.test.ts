import { describe, expect, it } from "vitest";
import { suggest, withToken } from "./tokens";

const known = [
  { value: "maths", count: 3 },
  { value: "Mentoring", count: 9 },
  { value: "team", count: 20 },
  { value: "école", count: 1 },
];

describe("suggestions", () => {
  it("those that begin so come before those that contain it, the most used first", () => {
    expect(suggest("m", [], known)).toEqual(["Mentoring", "maths", "team"]);
  });
  it("accents and case do not matter", () => {
    expect(suggest("ECO", [], known)).toEqual(["école"]);
  });
  it("what is there already is not offered", () => {
    expect(suggest("", ["MATHS"], known)).toEqual(["team", "Mentoring", "école"]);
  });
});

describe("adding", () => {
  it("takes it without the hash sign and once only", () => {
    expect(withToken(["maths"], " #Team  work ")).toEqual(["maths", "Team work"]);
    expect(withToken(["maths"], "Maths")).toEqual(["maths"]);
    expect(withToken(["maths"], "  ")).toEqual(["maths"]);
  });
});
