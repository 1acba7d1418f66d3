import { flushSync } from "svelte";
import { afterEach, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { USUAL } from "$lib/api/settings";
import { WindowSettings } from "./preferences.svelte";

vi.mock("$lib/ui/painted", () => ({
  afterPaint: (fn: () => void) => {
    fn();
    return () => undefined;
  },
}));

/** The cursor is put into something to write in. */
function write(): void {
  const text = document.createElement("textarea");
  document.body.append(text);
  text.focus();
}
afterEach(() => document.body.replaceChildren());

it("a new entry is spelt as the page before until its language is known", async () => {
  const fake = new FakeHost({ settings_get: () => USUAL });
  fake.spellingLanguages = async () => ["de_DE", "en_GB", "nl"];
  useHost(fake);
  let language = $state<string | null>(null);
  const leave = $effect.root(() => void new WindowSettings(() => language));
  const set = () => fake.did.filter(([what]) => what === "setSpelling").map(([, , languages]) => languages);
  write();
  await vi.waitFor(() => expect(set()).toEqual([[]]));
  for (const next of ["de", null, "de", "nl", null]) {
    language = next;
    flushSync();
  }
  expect(set()).toEqual([[], ["de_DE"], ["nl"]]);
  leave();
});

it("the first new entry is spelt as the last one that was written", async () => {
  const fake = new FakeHost({
    settings_get: () => USUAL,
    entry_list: () =>
      ({
        rows: [
          { id: "e2", words: 2 },
          { id: "e1", words: 80 },
        ],
        total: 2,
        next: null,
      }) as never,
    entry_get: ({ id }) => ({ id, language: id === "e1" ? "nl" : "de" }) as never,
  });
  fake.spellingLanguages = async () => ["de_DE", "en_GB", "nl"];
  useHost(fake);
  let language = $state<string | null>(null);
  const leave = $effect.root(() => void new WindowSettings(() => language));
  const set = () => fake.did.filter(([what]) => what === "setSpelling").map(([, , languages]) => languages);
  flushSync();
  await vi.waitFor(() => expect(fake.requests("settings_get").length).toBe(1));
  await new Promise((later) => setTimeout(later, 20));
  expect(set(), "no dictionary before one is wanted").toEqual([]);
  write();
  await vi.waitFor(() => expect(set()).toEqual([["nl"]]));
  language = "de";
  flushSync();
  expect(set()).toEqual([["nl"], ["de_DE"]]);
  leave();
});
