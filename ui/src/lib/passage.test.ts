import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passageOf } from "./passage";

const text = "I asked why.\nTwo seconds.\n  I asked again.  \n\nThen I answered.";

describe("a passage", () => {
  it("is what is selected, without the blanks around it", () => {
    expect(passageOf(text, 12, 26)?.exact).toBe("Two seconds.");
  });
  it("is the line of the cursor when nothing is selected", () => {
    expect(passageOf(text, 30, 30)?.exact).toBe("I asked again.");
  });
  it("is none where there are no words", () => {
    const empty = text.indexOf("\n\n") + 1;
    expect(passageOf(text, empty, empty)).toBeNull();
    expect(passageOf("   ", 0, 3)).toBeNull();
    expect(passageOf("", 0, 0)).toBeNull();
  });
  it("tells what stands before and after it", () => {
    expect(passageOf("one two three", 4, 7)).toEqual({ exact: "two", prefix: "one ", suffix: " three" });
  });
  it("stands in the text where it says, and never cuts a character in two", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 90 }), { minLength: 3, maxLength: 3 }), (parts) => {
        const [before = "", selected = ""] = parts;
        const found = passageOf(parts.join(""), before.length, before.length + selected.length);
        if (!found) return;
        expect(parts.join("")).toContain(found.prefix + found.exact + found.suffix);
        // Half a character has no code.
        expect(() => encodeURIComponent(found.prefix + found.suffix)).not.toThrow();
      }),
    );
  });
});
