import { describe, expect, it } from "vitest";
import { isHeldOpen, stayOpen } from "./awake";

describe("a journal that a room reads", () => {
  it("stays open until the last one has let go, and letting go twice is once", () => {
    expect(isHeldOpen()).toBe(false);
    const [one, other] = [stayOpen(), stayOpen()];
    one();
    one();
    expect(isHeldOpen()).toBe(true);
    other();
    expect(isHeldOpen()).toBe(false);
  });
});
