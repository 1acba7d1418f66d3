import { describe, expect, it } from "vitest";
import { checkedInWords, seconds } from "./care.svelte";

const found = { sound: true, problems: [], entries: 1200, indexed: 1200, attachments: 1 };

describe("the result of a check, in words", () => {
  it("says that a sound journal is sound and what was read", () => {
    expect(checkedInWords(found)).toBe(
      "Your journal is sound. 1,200 entries and 1 attachment were read, and search knows every entry.",
    );
  });

  it("does not say that search knows every entry while it is catching up", () => {
    expect(checkedInWords({ ...found, indexed: 1100 })).toContain("search knows 1,100 of them and is catching up");
  });

  it("counts what is wrong", () => {
    expect(checkedInWords({ ...found, sound: false, problems: ["one", "two"] })).toBe(
      "2 things are not as they should be:",
    );
  });
});

describe("how long something took", () => {
  it("has tenths only while they matter", () => {
    expect(seconds(430)).toBe("0.4 seconds");
    expect(seconds(12_340)).toBe("12 seconds");
  });
});
