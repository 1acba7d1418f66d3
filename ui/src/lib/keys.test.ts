import { describe, expect, it } from "vitest";
import { commandFor, matches, shortcuts, shown } from "./keys";

const press = (given: Partial<KeyboardEvent>) => ({
  key: "",
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...given,
});

describe("shortcuts", () => {
  it("no two commands of the window share a key", () => {
    const seen = new Map<string, string>();
    for (const { command, keys, by } of shortcuts) {
      if (by === "editor") continue;
      for (const key of keys) {
        expect(seen.get(key), `${key} is ${command} and ${seen.get(key) ?? ""}`).toBeUndefined();
        seen.set(key, command);
      }
    }
  });

  it("Mod is Ctrl, and Cmd on macOS", () => {
    expect(matches(press({ key: "n", ctrlKey: true }), "Mod+N", "linux")).toBe(true);
    expect(matches(press({ key: "n", metaKey: true }), "Mod+N", "macos")).toBe(true);
    expect(matches(press({ key: "n", ctrlKey: true }), "Mod+N", "macos")).toBe(false);
    expect(shown("Mod+Shift+F", "linux")).toBe("Ctrl+Shift+F");
    expect(shown("Mod+Shift+F", "macos")).toBe("⇧⌘F");
  });

  it("Shift tells two commands apart", () => {
    expect(commandFor(press({ key: "f", ctrlKey: true }), "linux", false)).toBe("entry.find");
    expect(commandFor(press({ key: "F", ctrlKey: true, shiftKey: true }), "linux", false)).toBe("search.open");
  });

  it("a Cyrillic layout reaches letters by their place", () => {
    expect(commandFor(press({ key: "т", code: "KeyN", ctrlKey: true }), "linux", false)).toBe("entry.new");
  });

  it("AltGr never is a shortcut", () => {
    expect(commandFor(press({ key: "e", ctrlKey: true, altKey: true }), "linux", false)).toBeNull();
  });

  it("Ctrl+K is a link in the editor and the palette elsewhere", () => {
    const k = press({ key: "k", ctrlKey: true });
    expect(commandFor(k, "linux", true)).toBeNull();
    expect(commandFor(k, "linux", false)).toBe("palette.open");
  });

  it("larger is the plus key with and without Shift", () => {
    expect(commandFor(press({ key: "+", ctrlKey: true, shiftKey: true }), "linux", false)).toBe("see.larger");
    expect(commandFor(press({ key: "=", ctrlKey: true }), "linux", false)).toBe("see.larger");
  });
});

describe("the table of shortcuts", () => {
  it("gives no key to two commands", () => {
    const outsideTheEditor = shortcuts.filter(({ by }) => by !== "editor");
    const taken = outsideTheEditor.flatMap(({ keys }) => keys);
    expect(taken.filter((key, at) => taken.indexOf(key) !== at)).toEqual([]);
  });
});
