import { describe, expect, it } from "vitest";
import { compose } from "./compose";

describe("an assumption made of three parts", () => {
  it("is one sentence that could turn out to be wrong", () => {
    expect(compose({ when: "I leave a silence", then: "I lose the class", because: "they drift off" })).toBe(
      "I assume that if I leave a silence, then I lose the class, because they drift off.",
    );
  });
  it("is made of whatever parts there are", () => {
    expect(compose({ when: "", then: "I must fill silences", because: "" })).toBe(
      "I assume that I must fill silences.",
    );
    expect(compose({ when: "I wait", then: "", because: "" })).toBe("I assume that if I wait.");
  });
  it("is nothing where nothing was written", () => {
    expect(compose({ when: " ", then: "", because: "\n" })).toBe("");
  });
  it("has one full stop, however its parts end", () => {
    expect(compose({ when: "I wait,", then: "they think.", because: " it is\n work . " })).toBe(
      "I assume that if I wait, then they think, because it is work.",
    );
  });
});
