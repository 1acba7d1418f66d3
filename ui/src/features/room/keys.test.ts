import { describe, expect, it } from "vitest";
import { roomKey, SHOWN } from "./keys";

const press = (key: string, at: string | null = null, more: Partial<KeyboardEvent> = {}) => {
  const target = at === null ? document.body : document.createElement(at);
  return { key, target, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more } as KeyboardEvent;
};

describe("the keys of the room", () => {
  it("lead it, whether typed large or small, and a clicker's do", () => {
    expect(roomKey(press("ArrowRight"))).toBe("next");
    expect(roomKey(press("PageDown"))).toBe("next");
    expect(roomKey(press("PageUp"))).toBe("back");
    expect(roomKey(press("F"))).toBe("full");
    expect(roomKey(press("n"))).toBe("notes");
    expect(roomKey(press("x"))).toBeNull();
  });

  it("are letters again while somebody writes", () => {
    for (const tag of ["input", "textarea", "select"]) expect(roomKey(press("n", tag))).toBeNull();
  });

  it("leave Enter to the button that has the focus, and everything with Ctrl to the window", () => {
    expect(roomKey(press("Enter", "button"))).toBeNull();
    expect(roomKey(press("Enter"))).toBe("begin");
    expect(roomKey(press("l", null, { ctrlKey: true }))).toBeNull();
  });

  it("held down do it once", () => expect(roomKey(press("ArrowRight", null, { repeat: true }))).toBeNull());

  it("stand on the buttons", () => expect(Object.values(SHOWN).every((shown) => shown.length > 0)).toBe(true));
});
