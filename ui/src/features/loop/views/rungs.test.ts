import { expect, it } from "vitest";
import { fakeLoop } from "$lib/api/host.fake";
import { nameOfRung, RUNGS } from "./rungs";

it("the ladder has seven rungs, from what was said and done up to what was done about it", () => {
  expect(RUNGS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect([RUNGS.at(0)?.field, RUNGS.at(-1)?.field]).toEqual(["account", "strategy"]);
});

it("a rung is called as its field is, the fourth after the assumption", () => {
  const loop = fakeLoop();
  const fields = loop.fields.map((field) => (field.key === "account" ? { ...field, label: "What was said" } : field));
  expect(nameOfRung({ ...loop, fields }, 1)).toBe("What was said");
  expect(nameOfRung(loop, 4)).toBe("What I took to be true");
});
