import { describe, expect, it } from "vitest";
import { Steps } from "./steps.svelte";

class Store extends Steps {
  done(): Promise<unknown> {
    return this.inLine();
  }
  line(step: () => Promise<void>): Promise<boolean> {
    return this.takeInLine(step);
  }
}

describe("what the buttons of a store do", () => {
  it("a second press while a step is under way does nothing", async () => {
    const store = new Store();
    let taken = 0;
    let open = (): void => undefined;
    const door = new Promise<void>((done) => (open = done));
    const first = store.take(async () => {
      taken++;
      await door;
    });
    expect(store.busy).toBe(true);
    expect(await store.take(async () => void taken++)).toBe(false);
    open();
    expect(await first).toBe(true);
    expect([taken, store.busy]).toEqual([1, false]);
  });

  it("steps in line are all taken, in order, and one that fails does not stop those behind it", async () => {
    const store = new Store();
    const taken: number[] = [];
    const steps = [1, 2, 3].map((step) =>
      store.line(async () => {
        taken.push(step);
        if (step === 2) throw { code: "invalid", message: "not so" };
      }),
    );
    expect(store.busy).toBe(true);
    await store.done();
    expect(taken).toEqual([1, 2, 3]);
    expect(await Promise.all(steps)).toEqual([true, false, true]);
    expect([taken, store.busy]).toEqual([[1, 2, 3], false]);
  });

  it("why a step could not be taken stands until the next one", async () => {
    const store = new Store();
    expect(await store.take(() => Promise.reject({ code: "invalid", message: "not so" }))).toBe(false);
    expect(store.error?.message).toBe("not so");
    expect(await store.take(async () => undefined)).toBe(true);
    expect(store.error).toBeNull();
  });
});
