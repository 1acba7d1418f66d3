import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Idle } from "./idle.svelte";

describe("locking when nobody types", () => {
  let minutes = 1;
  const lock = vi.fn();
  let idle: Idle;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    lock.mockReset();
    minutes = 1;
    idle = new Idle(() => minutes, lock);
    stop = idle.start();
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it("warns for twenty seconds, then locks once", () => {
    vi.advanceTimersByTime(39_000);
    expect(idle.left).toBeNull();
    vi.advanceTimersByTime(2_000);
    expect(idle.left).toBe(19);
    expect(lock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(19_000);
    expect(lock).toHaveBeenCalledOnce();
    expect(idle.left).toBeNull();
  });

  it("goes on after any key", () => {
    vi.advanceTimersByTime(50_000);
    expect(idle.left).toBe(10);
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
    expect(idle.left).toBeNull();
    vi.advanceTimersByTime(39_000);
    expect(lock).not.toHaveBeenCalled();
  });

  it("never locks where it is set so", () => {
    minutes = 0;
    vi.advanceTimersByTime(7_200_000);
    expect(lock).not.toHaveBeenCalled();
    expect(idle.left).toBeNull();
  });

  it("locks at once when the computer slept meanwhile, even if the mouse moves first", () => {
    vi.setSystemTime(Date.now() + 3_600_000);
    window.dispatchEvent(new Event("pointermove"));
    expect(lock).toHaveBeenCalledOnce();
  });

  it("tries again later where it could not lock", () => {
    vi.advanceTimersByTime(61_000);
    expect(lock).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(61_000);
    expect(lock).toHaveBeenCalledTimes(2);
  });
});
