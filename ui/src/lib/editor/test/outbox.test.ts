import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Outbox } from "../outbox";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("telling what was written", () => {
  it("waits for a pause and puts the text together once", () => {
    const read = vi.fn(() => "text");
    const send = vi.fn();
    const outbox = new Outbox(read, 150, 1000);
    for (let i = 0; i < 5; i += 1) {
      outbox.touch(send);
      vi.advanceTimersByTime(100);
    }
    expect(read).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60);
    expect(send).toHaveBeenCalledExactlyOnceWith("text");
    expect(read).toHaveBeenCalledOnce();
  });

  it("does not wait longer than the limit while typing goes on", () => {
    let text = "";
    const send = vi.fn();
    const outbox = new Outbox(() => text, 150, 1000);
    for (let i = 0; i < 12; i += 1) {
      text += "x";
      outbox.touch(send);
      vi.advanceTimersByTime(100);
    }
    expect(send).toHaveBeenCalled();
  });

  it("tells nothing if the text is what was told before", () => {
    const send = vi.fn();
    const outbox = new Outbox(() => "same", 150, 1000);
    outbox.remember("same");
    outbox.touch(send);
    outbox.flush();
    expect(send).not.toHaveBeenCalled();
  });

  it("tells whoever was there when the typing began", () => {
    const first = vi.fn();
    const second = vi.fn();
    const outbox = new Outbox(() => "text", 150, 1000);
    outbox.touch(first);
    outbox.touch(second);
    outbox.flush();
    expect(first).toHaveBeenCalledOnce();
    expect(second).not.toHaveBeenCalled();
  });

  it("knows the texts it told and was given, so that autosave's echo is no news", () => {
    let text = "a";
    const outbox = new Outbox(() => text, 150, 1000);
    outbox.remember("start");
    for (const next of ["a", "ab", "abc"]) {
      text = next;
      outbox.touch(() => undefined);
      outbox.flush();
    }
    expect(["start", "a", "ab", "abc"].every((one) => outbox.knows(one))).toBe(true);
    expect(outbox.knows("other")).toBe(false);
  });
});
