import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { whenKeysRest } from "./rest";

function text(): HTMLElement {
  const element = document.createElement("div");
  element.contentEditable = "true";
  Object.defineProperty(element, "isContentEditable", { value: true });
  document.body.append(element);
  return element;
}
const typed = (into: HTMLElement): boolean => into.dispatchEvent(new Event("input", { bubbles: true }));

describe("what waits until the keys rest", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.now(), toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => {
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    document.body.replaceChildren();
  });

  it("does not wait while nobody writes, nor while somebody fills in a field", () => {
    const done = vi.fn();
    whenKeysRest(done);
    expect(done).toHaveBeenCalledTimes(1);
    const field = document.createElement("input");
    document.body.append(field);
    typed(field);
    whenKeysRest(done);
    expect(done).toHaveBeenCalledTimes(2);
  });

  it("waits while somebody writes in a text, and comes once soon after the last letter", () => {
    const done = vi.fn();
    const into = text();
    typed(into);
    whenKeysRest(done);
    vi.advanceTimersByTime(200);
    typed(into);
    vi.advanceTimersByTime(200);
    expect(done).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(done).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(5_000);
    expect(done).toHaveBeenCalledTimes(1);
  });

  it("waits two seconds at most, however somebody types", () => {
    const done = vi.fn();
    const into = text();
    typed(into);
    whenKeysRest(done);
    for (let at = 0; at < 19; at++) {
      vi.advanceTimersByTime(100);
      typed(into);
    }
    expect(done).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(done).toHaveBeenCalledTimes(1);
  });

  it("is called off by whoever has left", () => {
    const done = vi.fn();
    typed(text());
    whenKeysRest(done)();
    vi.advanceTimersByTime(5_000);
    expect(done).not.toHaveBeenCalled();
  });
});
