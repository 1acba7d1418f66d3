import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { afterPaint } from "./painted";

type Told = (seen: { getEntriesByName: (name: string) => unknown[] }) => void;

/** The engine's observers, to be told that something was painted. */
let observers: Told[] = [];
let painted = false;
const entries = (name: string): unknown[] => (painted && name === "first-contentful-paint" ? [{}] : []);

class Observer {
  static supportedEntryTypes = ["paint"];
  readonly #told: Told;
  constructor(told: Told) {
    this.#told = told;
  }
  observe(): void {
    observers.push(this.#told);
  }
  disconnect(): void {
    observers = observers.filter((one) => one !== this.#told);
  }
}
function paint(): void {
  painted = true;
  for (const told of observers) told({ getEntriesByName: entries });
}

beforeEach(() => {
  vi.useFakeTimers();
  [observers, painted] = [[], false];
  vi.stubGlobal("PerformanceObserver", Observer);
  vi.stubGlobal("requestAnimationFrame", (fn: () => void) => setTimeout(fn, 16));
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => clearTimeout(frame));
  vi.spyOn(performance, "getEntriesByName").mockImplementation((name) => entries(name) as PerformanceEntryList);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("what waits for the paint", () => {
  it("comes after the very first of the page, however many empty frames there were before", () => {
    const fn = vi.fn();
    afterPaint(fn);
    vi.advanceTimersByTime(500);
    expect(fn).not.toHaveBeenCalled();
    paint();
    expect(fn).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(5_000);
    expect(fn).toHaveBeenCalledTimes(1);
    expect(observers).toEqual([]);
  });

  it("comes after the next frame once anything was painted", () => {
    paint();
    const fn = vi.fn();
    afterPaint(fn);
    expect(fn).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20);
    expect(fn).toHaveBeenCalledTimes(1);
  });

  it("comes all the same in a window that is never painted, and where the engine does not tell", () => {
    const fn = vi.fn();
    afterPaint(fn);
    vi.advanceTimersByTime(1_100);
    expect(fn).toHaveBeenCalledTimes(1);
    vi.stubGlobal("PerformanceObserver", undefined);
    afterPaint(fn);
    vi.advanceTimersByTime(20);
    expect(fn).toHaveBeenCalledTimes(2);
  });

  it("does not come when it was called off, at whatever moment", () => {
    for (const moment of [0, 16, 17, 300]) {
      const fn = vi.fn();
      const callOff = afterPaint(fn);
      vi.advanceTimersByTime(moment);
      callOff();
      paint();
      vi.advanceTimersByTime(5_000);
      expect(fn, `after ${moment} ms`).not.toHaveBeenCalled();
      painted = false;
    }
  });
});
