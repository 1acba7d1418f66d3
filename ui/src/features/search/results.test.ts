import { cleanup, render, screen } from "@testing-library/svelte";
import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeAnswer, fakeRow, fakeSettings } from "$lib/api/host.fake";
import type { SearchResult, Settings } from "$lib/api/types";
import Results from "./Results.svelte";
import { searchText } from "./searching.svelte";

let answer: Partial<SearchResult> = {};
let kept: Settings | Promise<Settings>;
let host: FakeHost;
beforeEach(() => {
  answer = {};
  kept = fakeSettings();
  host = new FakeHost({
    search_run: ({ query }) => fakeAnswer({ ...answer, query }),
    settings_get: () => kept,
    settings_save: (patch) => fakeSettings(patch),
  });
  useHost(host);
});
afterEach(() => {
  searchText.clear();
  cleanup();
});

async function search(text: string): Promise<void> {
  render(Results, { current: null });
  searchText.type(text);
  for (let at = 0; at < 5; at++) {
    flushSync();
    await tick();
    await new Promise((done) => setTimeout(done));
  }
}

describe("while others can see the screen", () => {
  const secret = "Karim cried in the corridor";
  const happened = { precision: "day" as const, local: "2019-11-20", zone: null, offset_minutes: null };
  const row = fakeRow({ id: "untitled", excerpt: secret, day: "2019-11-20", happened });
  beforeEach(() => {
    const passage = [
      { text: "Karim ", hit: false },
      { text: "cried", hit: true },
    ];
    answer = {
      total: 2,
      results: [
        { entry: row, score: 1, title: [], passage },
        { entry: fakeRow({ id: "titled", title: "Monday", excerpt: secret }), score: 1, title: [], passage },
      ],
      claims: [
        {
          claim: {
            id: "c",
            kind: "assumption",
            type: null,
            text: secret,
            confidence: 85,
            standing: "doubted",
            since: "2026-11-20T17:40:00.000Z",
            merged_into: null,
          },
          passage,
        },
      ],
    };
  });

  it("an entry is called by its title or its day, and an assumption by how it stands", async () => {
    kept = fakeSettings({ hide_passages: true });
    await search("cried");
    expect(document.body.textContent).not.toMatch(/Karim|cried/u);
    screen.getByText(/^Untitled entry, 20 November 2019/u);
    screen.getByText("Monday");
    expect(screen.getByRole("region", { name: "Assumptions and aims" }).textContent).toMatch(/Assumption · \S/u);
    expect(document.body.innerHTML).not.toMatch(/Karim|cried/u);
  });

  it("nothing is shown before it is known whether they can", async () => {
    kept = new Promise(() => undefined);
    await search("cried");
    screen.getByText("Monday");
    expect(document.body.innerHTML).not.toMatch(/Karim|cried/u);
  });

  it("and when nobody does, all of it is", async () => {
    await search("cried");
    expect(screen.getAllByText(/cried/u).length).toBeGreaterThan(0);
  });
});
