import { describe, expect, it } from "vitest";
import { plainCode } from "./code";

describe("a recovery code", () => {
  it("is the same in small letters, with spaces, and with O for 0 or l for 1", () => {
    expect(plainCode("abcd-0123 VWXY")).toBe("ABCD0123VWXY");
    expect(plainCode("abcd o1l3\nuwxy")).toBe("ABCD0113VWXY");
  });
  it("keeps a letter that is another", () => {
    expect(plainCode("ABCE")).not.toBe(plainCode("ABCD"));
  });
});
