import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { filterFor, Results, searchText } from "./searching.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  searchText.clear();
  vi.useRealTimers();
});

const facets = { tags: [], people: [], templates: [], stages: [], claims: [], years: [] };
const empty = { facets, notes: [], results: [], claims: [], took_us: 1 };

describe("searching as you type", () => {
  it("asks for what was typed last, not for every letter, and asks nothing for nothing", async () => {
    const fake = new FakeHost({ search_run: ({ query }) => ({ ...empty, query, total: query.length }) });
    useHost(fake);
    let results: Results | undefined;
    const stop = $effect.root(() => {
      results = new Results();
    });
    flushSync();
    for (const text of ["c", "cl", "cla", "class"]) searchText.type(text);
    await vi.advanceTimersByTimeAsync(100);
    flushSync();
    await vi.advanceTimersByTimeAsync(1);
    expect(fake.requests("search_run").map((one) => one.query)).toEqual(["class"]);
    expect(results?.query.value?.total).toBe(5);
    searchText.clear();
    flushSync();
    await vi.advanceTimersByTimeAsync(1);
    expect(results?.query.value).toBeNull();
    stop();
  });
});

describe("a filter put into the box", () => {
  it("is quoted when it has a space", () => {
    expect(filterFor("tag", "maths")).toBe("tag:maths");
    expect(filterFor("person", "Ms K")).toBe('person:"Ms K"');
  });
});
