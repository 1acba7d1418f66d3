import { afterEach, expect, it, vi } from "vitest";
import { RichView } from "../rich-view";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.resetModules();
});

/** What was read of the sheets that were written on, and how many were put away. */
function watched() {
  const read: string[] = [];
  const plain = RichView.prototype.read;
  vi.spyOn(RichView.prototype, "read").mockImplementation(function (this: RichView) {
    const text = plain.call(this);
    read.push(text);
    return text;
  });
  return { read, destroyed: vi.spyOn(RichView.prototype, "destroy") };
}

it("a letter is written where nobody sees it, once, and put away", async () => {
  const { warmUp } = await import("../warm");
  const { read, destroyed } = watched();
  const before = document.body.innerHTML;
  warmUp();
  warmUp();
  await vi.waitFor(() => expect(destroyed).toHaveBeenCalled());
  expect(read).toEqual(["a"]);
  expect(document.body.innerHTML).toBe(before);
  warmUp();
  await new Promise((done) => setTimeout(done, 400));
  expect(destroyed).toHaveBeenCalledTimes(1);
});

it("nothing is written where the editor is gone before its moment", async () => {
  const { warmUp } = await import("../warm");
  const { destroyed } = watched();
  vi.useFakeTimers();
  warmUp()();
  vi.advanceTimersByTime(10_000);
  expect(destroyed).not.toHaveBeenCalled();
});
