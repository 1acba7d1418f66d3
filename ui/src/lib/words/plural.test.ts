import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { count, listed, number } from "./plural";

describe("numbers", () => {
  it("are grouped as the system groups them", () => {
    const system = new Intl.NumberFormat("en");
    fc.assert(fc.property(fc.maxSafeInteger(), (n) => number(n) === system.format(n)));
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => number(n) === system.format(n)));
  });

  it("come with the word for one or for many", () => {
    expect(count(1, "entry", "entries")).toBe("1 entry");
    expect(count(0, "entry", "entries")).toBe("0 entries");
    expect(count(2345, "entry", "entries")).toBe("2,345 entries");
  });

  it("are listed in words, of many the first five", () => {
    expect(listed(["today"])).toBe("today");
    expect(listed(["today", "yesterday", "3 May"])).toBe("today, yesterday and 3 May");
    expect(listed([..."abcdef"])).toBe("a, b, c, d, e and f");
    expect(listed([..."abcdefg"])).toBe("a, b, c, d, e and 2 more");
  });
});
