import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { Far } from "./far.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks how far something is while it goes on, and knows nothing before and after", async () => {
  const fake = new FakeHost({ progress_get: () => ({ done: 3, of: 12 }) });
  useHost(fake);
  const far = new Far();
  let finish: (value: string) => void = () => undefined;
  const work = far.during(() => new Promise<string>((resolve) => (finish = resolve)));
  expect(far.step).toBeNull();
  await vi.advanceTimersByTimeAsync(700);
  expect(far.step).toEqual({ done: 3, of: 12 });
  expect(fake.requests("progress_get")).toHaveLength(2);
  finish("done");
  expect(await work).toBe("done");
  expect(far.step).toBeNull();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(fake.requests("progress_get")).toHaveLength(2);
});

it("ends with what it was asked about, also where that fails", async () => {
  useHost(new FakeHost({ progress_get: () => ({ done: 1, of: 2 }) }));
  const far = new Far();
  await expect(far.during(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(far.step).toBeNull();
});
