import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toasts } from "$lib/ui/toasts.svelte";
import { tellTheUnheard } from "./unheard";

/** As the browser does it; jsdom has no class for it. */
function reject(reason: unknown): boolean {
  return !dispatchEvent(Object.assign(new Event("unhandledrejection", { cancelable: true }), { reason }));
}
const said = (): string[] => toasts.shown.map(({ text }) => text);

describe("a refusal that nobody waits for", () => {
  let stop: () => void;
  beforeEach(() => (stop = tellTheUnheard()));
  afterEach(() => {
    stop();
    for (const { id } of toasts.shown) toasts.dismiss(id);
  });

  it("is said in the core's own sentence", () => {
    expect(reject({ code: "disk_full", message: "The disk is full. Nothing was changed." })).toBe(true);
    expect(said()).toEqual(["The disk is full. Nothing was changed."]);
  });

  it("is not said where it was wanted, where the door says it, or where it is none of the core", () => {
    for (const thrown of [
      { code: "cancelled", message: "It was stopped." },
      { code: "locked", message: "The journal is locked." },
      new DOMException("The play() request was interrupted", "AbortError"),
      new Error("a bug"),
      "words",
      null,
    ])
      expect(reject(thrown)).toBe(false);
    expect(said()).toEqual([]);
  });

  it("is no longer heard once the window is done", () => {
    stop();
    expect(reject({ code: "busy", message: "Try again." })).toBe(false);
  });
});
