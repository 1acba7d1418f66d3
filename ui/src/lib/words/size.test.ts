import { describe, expect, it } from "vitest";
import { size } from "./size";

describe("the size of a file", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [34_400, "34 kB"],
    [999_499, "999 kB"],
    [999_600, "1 MB"],
    [2_440_000, "2.4 MB"],
    [24_400_000, "24 MB"],
    [1_500_000_000, "1.5 GB"],
    [7_000_000_000_000, "7,000 GB"],
  ])("of %d bytes is said as %s", (bytes, said) => {
    expect(size(bytes)).toBe(said);
  });
});
