import { describe, expect, it } from "vitest";
import { between, byKey, fitted } from "./cover";

describe("a rectangle on a picture", () => {
  it("is the same whichever way it was drawn", () => {
    const drawn = { left: 0.1, top: 0.2, width: 0.3, height: 0.4 };
    expect(between({ x: 0.1, y: 0.2 }, { x: 0.4, y: 0.6 })).toEqual(drawn);
    expect(between({ x: 0.4, y: 0.6 }, { x: 0.1, y: 0.2 })).toEqual(drawn);
  });

  it("never leaves the picture and never becomes too small to see", () => {
    expect(fitted({ left: 0.95, top: -1, width: 0.2, height: 0 })).toEqual({
      left: 0.8,
      top: 0,
      width: 0.2,
      height: 0.02,
    });
  });

  it("is moved by the arrow keys, and with Shift made larger and smaller", () => {
    const patch = { left: 0.5, top: 0.5, width: 0.1, height: 0.1 };
    expect(byKey(patch, "ArrowLeft", false)).toMatchObject({ left: 0.48, top: 0.5 });
    expect(byKey(patch, "ArrowDown", true)).toMatchObject({ top: 0.5, height: 0.12 });
    expect(byKey({ ...patch, left: 0.9 }, "ArrowRight", true)).toMatchObject({ left: 0.9, width: 0.1 });
    expect(byKey(patch, "a", false)).toBeNull();
  });
});
