import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeAnswer, fakeRow } from "$lib/api/host.fake";
import { USUAL } from "$lib/api/settings";
import type { SavedSearch } from "$lib/api/types";
import { router } from "$lib/routes.svelte";
import { filterFor, isFilter } from "./filters";
import { Kept, Results, searchText, Suggestions } from "./searching.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  searchText.clear();
  vi.useRealTimers();
});

describe("searching as you type", () => {
  it("asks at once, then for what was typed last and not for every letter, and asks nothing for nothing", async () => {
    const fake = new FakeHost({ search_run: ({ query }) => fakeAnswer({ query, total: query.length }) });
    useHost(fake);
    let results: Results | undefined;
    const stop = $effect.root(() => {
      results = new Results();
    });
    flushSync();
    for (const text of ["c", "cl", "cla", "class"]) {
      searchText.type(text);
      flushSync();
    }
    await vi.advanceTimersByTimeAsync(1);
    flushSync();
    await vi.advanceTimersByTimeAsync(1);
    expect(fake.requests("search_run").map((one) => one.query)).toEqual(["c", "class"]);
    expect(results?.query.value?.total).toBe(5);
    searchText.clear();
    flushSync();
    await vi.advanceTimersByTimeAsync(1);
    expect(results?.query.value).toBeNull();
    stop();
  });
});

describe("what is painted", () => {
  it("is never an answer older than the last key", async () => {
    const fake = new FakeHost({
      search_run: async ({ query }) => {
        await new Promise((done) => setTimeout(done, 10));
        return fakeAnswer({ query, total: query.length });
      },
    });
    useHost(fake);
    let results: Results | undefined;
    const stop = $effect.root(() => {
      results = new Results();
    });
    const settled = async (ms: number): Promise<void> => {
      await vi.advanceTimersByTimeAsync(ms);
      flushSync();
      await vi.advanceTimersByTimeAsync(1);
      flushSync();
    };
    flushSync();
    searchText.type("c");
    await settled(100);
    expect(results?.reply?.query).toBe("c");
    searchText.type("cl");
    flushSync(); // It has been asked for, and not answered, when the next key comes.
    searchText.type("cla");
    await settled(10);
    expect(fake.requests("search_run").map((one) => one.query)).toEqual(["c", "cl", "cla"]);
    expect(results?.reply?.query).toBe("c"); // That of "cl" has come, and is not painted.
    await settled(100);
    expect(results?.reply?.query).toBe("cla");
    searchText.type("");
    await settled(1);
    expect(results?.reply).toBeNull();
    stop();
  });
});

describe("Enter", () => {
  /** Each answer takes 10 ms and finds one entry, of the name of what was typed. */
  function slow(): () => void {
    useHost(
      new FakeHost({
        search_run: async ({ query }) => {
          await new Promise((done) => setTimeout(done, 10));
          const found = { entry: fakeRow({ id: query }), score: 1, title: [], passage: [] };
          return fakeAnswer({ query, total: 1, results: query === "none" ? [] : [found] });
        },
      }),
    );
    router.go({ screen: "search" });
    const stop = $effect.root(() => void new Results());
    flushSync();
    return stop;
  }
  const settled = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at++) {
      await vi.advanceTimersByTimeAsync(1);
      flushSync();
    }
  };
  const type = (text: string): void => {
    searchText.type(text);
    flushSync();
  };

  it("opens what answers the words as they stand, though an answer to fewer letters is painted", async () => {
    const stop = slow();
    type("c");
    await settled(20);
    type("cl");
    type("class");
    searchText.openBest();
    flushSync();
    expect(router.now).toEqual({ screen: "search" });
    await settled(40);
    expect(router.now).toEqual({ screen: "entry", id: "class" });
    stop();
  });

  it("is not lost before anything was found, and opens once", async () => {
    const stop = slow();
    type("class");
    searchText.openBest();
    await settled(20);
    expect(router.now).toEqual({ screen: "entry", id: "class" });
    router.go({ screen: "today" });
    await settled(20);
    expect(router.now).toEqual({ screen: "today" });
    stop();
  });

  it("opens nothing once something else is typed, nor where nothing is found", async () => {
    const stop = slow();
    type("class");
    searchText.openBest();
    type("classes");
    await settled(40);
    expect(router.now).toEqual({ screen: "search" });
    type("none");
    searchText.openBest();
    await settled(40);
    expect(router.now).toEqual({ screen: "search" });
    expect(searchText.opening).toBeNull();
    stop();
  });
});

describe("what is typed last", () => {
  it("is asked about only where it may be a filter", () => {
    for (const typed of ["ta", "tag:", "cold tag:y", 'person:"anna b', "-is:", "(in:last"])
      expect(isFilter(typed)).toBe(true);
    for (const typed of ["", "t", "cold ", "tag:y9 ", 'person:"anna b" ', "http://", "12:30"])
      expect(isFilter(typed)).toBe(typed === "http://");
  });
});

describe("ways to go on with what is typed", () => {
  it("are asked for once in a word that no filter begins like, and at each key of one that may be", async () => {
    const names = ["tag:", "template:"];
    const fake = new FakeHost({
      search_suggest: ({ query }) =>
        names.filter((name) => name.startsWith(query)).map((part) => ({ query: part, part, count: null })),
    });
    useHost(fake);
    let suggestions: Suggestions | undefined;
    const stop = $effect.root(() => {
      suggestions = new Suggestions();
    });
    const type = async (...texts: string[]): Promise<void> => {
      for (const text of texts) {
        searchText.type(text);
        flushSync();
        await vi.advanceTimersByTimeAsync(1);
        flushSync();
      }
    };
    const asked = (): string[] => fake.requests("search_suggest").map((one) => one.query);
    await type("w", "wa", "wai", "wait", "wait ", "wait w", "wait wa", "-(wa");
    expect(asked()).toEqual(["wa"]);
    await type("ta");
    expect(suggestions?.list.map(({ part }) => part)).toEqual(["tag:"]);
    await type("tag");
    expect(asked()).toEqual(["wa", "ta", "tag"]);
    // Inside quotation marks, and behind signs the core reads otherwise, nothing is learned.
    await type('"x ka', "((ki", "ka", "ki");
    expect(asked().slice(3)).toEqual(['"x ka', "((ki", "ka", "ki"]);
    stop();
  });
});

describe("a filter put into the box", () => {
  it("is quoted when it has a space", () => {
    expect(filterFor("tag", "maths")).toBe("tag:maths");
    expect(filterFor("person", "Ms K")).toBe('person:"Ms K"');
  });
});

describe("kept searches", () => {
  it("are kept and forgotten in turn, however quickly they are asked for", async () => {
    let stored: SavedSearch[] = ["one", "two", "three"].map((query) => ({ name: query, query }));
    const fake = new FakeHost({
      settings_get: () => ({ ...USUAL, saved_searches: stored }),
      settings_save: async ({ saved_searches }) => {
        await new Promise((slow) => setTimeout(slow, 5));
        stored = saved_searches ?? stored;
        return { ...USUAL, saved_searches: stored };
      },
    });
    useHost(fake);
    let kept!: Kept;
    const leave = $effect.root(() => void (kept = new Kept()));
    flushSync();
    await vi.advanceTimersByTimeAsync(1);
    expect(kept.searches.length).toBe(3);
    const all = [kept.forget("one"), kept.forget("two"), kept.keep("four")];
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(all);
    expect(stored.map(({ query }) => query)).toEqual(["three", "four"]);
    expect(kept.searches).toEqual(stored);
    leave();
  });
});
