import { expect, it } from "vitest";
import type { FoundPassage } from "$lib/api/types";
import { nthOf } from "./lines";

/** "a [zebra] b": what stands in brackets was looked for. */
function place(text: string, line: string | null): FoundPassage {
  const passage = text.split(/\[|\]/u).map((part, at) => ({ text: part, hit: at % 2 === 1 }));
  return { passage: passage.filter((piece) => piece.text !== ""), line };
}

it("places with the same line are told from each other by how many stand before them", () => {
  const places = [
    place("… [Zebra] crossing. The [zebra] ran", "Zebra crossing. The zebra ran"),
    place("… another [zebra]", "zebra"),
    place("in a comment: [zebra]", null),
    place("… a last [zebra]", "zebra"),
    place("… and a [zebra] alone", "zebra alone"),
  ];
  expect(places.map((_, at) => nthOf(places, at))).toEqual([0, 2, 0, 3, 0]);
});
