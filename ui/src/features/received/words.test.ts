import { describe, expect, it } from "vitest";
import { plainWords } from "./words";

describe("what is looked for in what others gave", () => {
  it("is the words of the search, without marks of phrases and beginnings", () => {
    expect(plainWords('  "wait time"  silen* ')).toBe("wait time silen");
  });
  it("is nothing where the search is about entries, or leaves words out", () => {
    expect(plainWords("silence tag:y9")).toBe("");
    expect(plainWords("silence -noise")).toBe("");
    expect(plainWords("   ")).toBe("");
  });
});
