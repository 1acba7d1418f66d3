import { flushSync, tick } from "svelte";
import { describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { query, type Query } from "./query.svelte";

/** Runs a query as a component would, and gives the way to unmount it. */
function mounted<T>(make: () => Query<T>): { query: Query<T>; unmount: () => void } {
  let made: Query<T> | undefined;
  const unmount = $effect.root(() => {
    made = make();
  });
  flushSync();
  if (!made) throw new Error("not mounted");
  return { query: made, unmount };
}

/** A question whose answers the test gives, in the order it likes. */
function questions() {
  const open: { resolve: (value: string) => void; reject: (error: unknown) => void }[] = [];
  const ask = (): Promise<string> => new Promise((resolve, reject) => open.push({ resolve, reject }));
  return { open, ask };
}

const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("a query", () => {
  it("asks again when a kind it depends on is announced, and not for others", async () => {
    const fake = new FakeHost();
    useHost(fake);
    let asked = 0;
    const { query: q, unmount } = mounted(() => query(async () => ++asked, ["tray"]));
    await settled();
    expect(q.value).toBe(1);
    fake.announce(["entries"]);
    await settled();
    expect(asked).toBe(1);
    fake.announce(["entries", "tray"]);
    await settled();
    expect(q.value).toBe(2);
    unmount();
    fake.announce(["tray"]);
    await settled();
    expect(asked).toBe(2);
  });

  it("keeps what a write answered when a question from before it is answered late, and asks once more", async () => {
    const fake = new FakeHost();
    useHost(fake);
    const { open, ask } = questions();
    const { query: q, unmount } = mounted(() => query(ask, ["sessions"]));
    open[0]?.resolve("as it was");
    await settled();
    fake.announce(["sessions"]);
    q.took("as it was written");
    expect(q.loading).toBe(false);
    open[1]?.resolve("as it was");
    await settled();
    expect(q.value).toBe("as it was written");
    expect(open.length).toBe(3); // What was under way may have been about a later write: it is asked once more.
    fake.announce(["sessions"]);
    await settled();
    open[2]?.resolve("as it is now");
    await settled();
    expect(q.value).toBe("as it is now");
    unmount();
  });

  it("is not renewed by an answer that says what the last one said", async () => {
    const fake = new FakeHost();
    useHost(fake);
    let asked = 0;
    const { query: q, unmount } = mounted(() =>
      query(async () => ({ tags: [asked++ < 2 ? "y9" : "y10"] }), ["entries"]),
    );
    await settled();
    const first = q.value;
    fake.announce(["entries"]);
    await settled();
    expect(asked).toBe(2);
    expect(q.value).toBe(first);
    fake.announce(["entries"]);
    await settled();
    expect(q.value).toEqual({ tags: ["y10"] });
    // What a write answered is newer than what was asked before, though it says the same as an older answer.
    q.took({ tags: ["y9"] });
    fake.announce(["entries"]);
    await settled();
    expect(q.value).toEqual({ tags: ["y10"] });
    unmount();
  });

  it("never shows the answer of an older question that finishes later", async () => {
    useHost(new FakeHost());
    const { open, ask } = questions();
    const { query: q, unmount } = mounted(() => query(ask, []));
    q.refresh();
    open[1]?.resolve("newer");
    await settled();
    open[0]?.resolve("older");
    await settled();
    expect(q.value).toBe("newer");
    expect(q.loading).toBe(false);
    unmount();
  });

  it("asks a burst of announcements once more, not once each", async () => {
    const fake = new FakeHost();
    useHost(fake);
    const { open, ask } = questions();
    const { unmount } = mounted(() => query(ask, ["entries"]));
    for (let i = 0; i < 20; i++) fake.announce(["entries"]);
    expect(open).toHaveLength(1);
    open[0]?.resolve("first");
    await settled();
    expect(open).toHaveLength(2);
    open[1]?.resolve("second");
    await settled();
    expect(open).toHaveLength(2);
    unmount();
  });

  it("does not lose an announcement that comes while only an older question is under way", async () => {
    const fake = new FakeHost();
    useHost(fake);
    const { open, ask } = questions();
    const { query: q, unmount } = mounted(() => query(ask, ["settings"]));
    q.refresh();
    open[1]?.resolve("newer");
    await settled();
    fake.announce(["settings"]);
    open[0]?.resolve("older");
    await settled();
    expect(open).toHaveLength(3);
    open[2]?.resolve("newest");
    await settled();
    expect(q.value).toBe("newest");
    expect(q.loading).toBe(false);
    unmount();
  });

  it("keeps what it showed when a later question fails, and says why", async () => {
    useHost(new FakeHost());
    const { open, ask } = questions();
    const { query: q, unmount } = mounted(() => query(ask, []));
    open[0]?.resolve("shown");
    await settled();
    q.refresh();
    open[1]?.reject({ code: "busy", message: "The journal is busy." });
    await settled();
    expect(q.value).toBe("shown");
    expect(q.error?.message).toBe("The journal is busy.");
    unmount();
  });
});
