import { flushSync } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { router, type Route } from "$lib/routes.svelte";
import { words } from "$lib/words";
import { Here } from "./here.svelte";
import { fetchAhead, Later } from "./later.svelte";

type Answer = { default: string };

/** A part whose loading the test decides. */
function waiting() {
  const answers: { resolve: (part: Answer) => void; reject: (thrown: unknown) => void }[] = [];
  const load = vi.fn(() => new Promise<Answer>((resolve, reject) => answers.push({ resolve, reject })));
  return { part: new Later(load), load, answers };
}

describe("a part of the program that is fetched later", () => {
  it("is fetched once, however often it is wanted", async () => {
    const { part, load, answers } = waiting();
    const both = Promise.all([part.fetch(), part.fetch()]);
    expect(part.settled).toBe(false);
    answers[0]?.resolve({ default: "page" });
    await both;
    await part.fetch();
    expect(load).toHaveBeenCalledTimes(1);
    expect(part.now).toBe("page");
  });

  it("says in a sentence that it could not be loaded, and is tried again when it is wanted again", async () => {
    const { part, answers } = waiting();
    const first = part.fetch();
    answers[0]?.reject(new TypeError("Importing a module script failed."));
    await first;
    expect(part.error?.message).toBe(words.shell.partMissing);
    expect(part.settled).toBe(true);
    const second = part.fetch();
    answers[1]?.resolve({ default: "page" });
    await second;
    expect(part.now).toBe("page");
    expect(part.error).toBeNull();
  });

  it("that came with the first page is never fetched", async () => {
    const load = vi.fn();
    const part = new Later<string>(load, "here");
    await part.fetch();
    expect(load).not.toHaveBeenCalled();
  });

  it("is fetched ahead one after the other, until somebody leaves", async () => {
    const [one, two, three] = [waiting(), waiting(), waiting()];
    const leave = fetchAhead([one.part, two.part, three.part]);
    await vi.waitFor(() => expect(one.load).toHaveBeenCalled());
    expect(two.load).not.toHaveBeenCalled();
    one.answers[0]?.reject(new Error("gone"));
    await vi.waitFor(() => expect(two.load).toHaveBeenCalled());
    leave();
    two.answers[0]?.resolve({ default: "two" });
    await new Promise((done) => setTimeout(done, 60));
    expect(three.load).not.toHaveBeenCalled();
  });
});

describe("the place that is shown", () => {
  beforeEach(() => router.go({ screen: "today" }, { replace: true }));

  it("stays what it was until the part of where someone goes is there", async () => {
    const { part, answers } = waiting();
    let here: Here | undefined;
    const stop = $effect.root(() => {
      here = new Here((route: Route) => (route.screen === "loops" ? part : null));
    });
    flushSync();
    router.go({ screen: "loops" });
    flushSync();
    expect(here?.now.screen).toBe("today");
    answers[0]?.resolve({ default: "loops" });
    await part.fetch();
    flushSync();
    expect(here?.now.screen).toBe("loops");
    router.go({ screen: "trash" });
    expect(here?.now.screen).toBe("trash");
    router.go({ screen: "loops" });
    expect(here?.now.screen).toBe("loops");
    stop();
  });

  it("is where someone went too, when its part could not be loaded: the page says so", async () => {
    const { part, answers } = waiting();
    let here: Here | undefined;
    const stop = $effect.root(() => {
      here = new Here((route: Route) => (route.screen === "loops" ? part : null));
    });
    router.go({ screen: "loops" });
    flushSync();
    answers[0]?.reject(new Error("gone"));
    await part.fetch();
    flushSync();
    expect(here?.now.screen).toBe("loops");
    stop();
  });
});
