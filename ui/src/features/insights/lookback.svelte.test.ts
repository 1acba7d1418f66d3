import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeEntry } from "$lib/api/host.fake";
import { router } from "$lib/routes.svelte";
import { chosen, LookingBack } from "./lookback.svelte";

const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("looking back", () => {
  let fake: FakeHost;
  let looking: LookingBack;
  let leave: () => void;
  beforeEach(async () => {
    router.go({ screen: "insights" });
    chosen.choose("term");
    fake = new FakeHost({
      look_back: () => ({
        entries: 3,
        loops_opened: [],
        loops_closed: [],
        revised: [],
        kept: [],
        dropped: [],
        by_lens: [],
        by_person: [],
        triggers: [],
        stopped: [],
      }),
      entry_add: ({ title }) => fakeEntry({ id: "e5", revision: "r5", title: title ?? "" }),
      template_choose: () => fakeEntry({ id: "e5" }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      looking = new LookingBack();
    });
    flushSync();
    await settled();
  });
  afterEach(() => leave());

  it("other days begin with those that were shown, and are asked for as soon as they make sense", async () => {
    const shown = chosen.span;
    chosen.choose("own");
    expect(chosen.span).toEqual(shown);
    chosen.own = { from: "2026-05-01", to: "2026-04-01" };
    flushSync();
    await settled();
    expect(looking.wrongWay).toBe(true);
    expect(looking.read.value).toBeNull();
    chosen.own = { from: "2026-04-01", to: "2026-05-01" };
    flushSync();
    await settled();
    expect(fake.requests("look_back").at(-1)).toEqual({ from: "2026-04-01", to: "2026-05-01" });
  });

  it("a page about it is written with the questions of its template, and opened", async () => {
    await looking.write("1 September to 31 December");
    expect(fake.requests("entry_add")[0]?.title).toBe("Look back: 1 September to 31 December");
    expect(fake.requests("template_choose")).toEqual([{ id: "e5", base: "r5", template: "deutero" }]);
    expect(router.now).toEqual({ screen: "entry", id: "e5" });
  });
});
