import { cleanup, render } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import type { Comparison } from "$lib/api/types";
import Rows from "./Rows.svelte";

const piece = (text: string, hit = false) => ({ text, hit });
const rows: Comparison["rows"] = [
  { kind: "gap", left: null, right: null, hidden: 3 },
  {
    kind: "changed",
    left: [piece("I asked "), piece("three", true), piece(" of  them.")],
    right: [piece("I asked "), piece("four", true), piece(" of  them.")],
    hidden: 0,
  },
  { kind: "removed", left: [piece("Gone.")], right: null, hidden: 0 },
  { kind: "added", left: null, right: [piece("New.")], hidden: 0 },
];

describe("a comparison", () => {
  afterEach(cleanup);
  const shown = (): HTMLElement => render(Rows, { rows, left: "Then", right: "Now", busy: false }).container;

  it("marks what was taken out and what was added by more than colour", () => {
    const container = shown();
    expect([...container.querySelectorAll("del")].map((node) => node.textContent)).toEqual(["three", "Gone."]);
    expect([...container.querySelectorAll("ins")].map((node) => node.textContent)).toEqual(["four", "New."]);
  });

  it("shows the text as it is: no space comes between the pieces, none is lost", () => {
    const cells = [...shown().querySelectorAll(".words")].map((node) => node.textContent);
    expect(cells).toEqual(["I asked three of  them.", "I asked four of  them.", "Gone.", "New."]);
  });

  it("says how many equal lines are left out", () => {
    expect(shown().textContent).toContain("3 lines the same");
  });
});
