import { beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import type { Plan, PlanPart } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { keysOf, sharePassage } from "./passage";

const part = (key: string, text: string, given: Partial<PlanPart> = {}): PlanPart => ({
  key,
  kind: "block",
  section: null,
  text,
  alone: false,
  ticked: false,
  ...given,
});
const PARTS = [
  part("title", "I waited", { kind: "title" }),
  part("b1", "I waited, for once."),
  part("b2", "She looked up and said that she had not heard…"),
  part("b3", "The silence was mine."),
];
const passage = (exact: string) => ({ exact, prefix: "", suffix: "" });

describe("a passage that is to go", () => {
  let fake: FakeHost;
  let pieces: Plan["pieces"];
  beforeEach(() => {
    pieces = [];
    fake = new FakeHost({
      plan_list: () => [
        {
          id: "p1",
          community: null,
          audience: "Bea",
          purpose: "session",
          ask: "",
          pieces: 0,
          sent: 0,
          edited_at: "",
          session: null,
        },
      ],
      plan_get: () => ({ pieces }) as unknown as Plan,
      plan_blocks: () => ({ entry: "e1", whole: false, parts: PARTS }),
      plan_pieces: () => ({ pieces }) as unknown as Plan,
      tray_add: () => null,
    });
    useHost(fake);
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("is the paragraphs it stands in, whatever marks stand between", () => {
    expect(keysOf(PARTS, "**waited**, for")).toEqual(["b1"]);
    expect(keysOf(PARTS, "for once.\n\nShe looked up")).toEqual(["b1", "b2"]);
    expect(keysOf(PARTS, "I waited, for once.\n\nShe looked up and said that she had not heard the bell.")).toEqual([
      "b1",
      "b2",
    ]);
    expect(keysOf(PARTS, "  ")).toEqual([]);
  });

  it("joins those ticked before, in what was worked on last", async () => {
    pieces = [{ entry: fakeRow({ id: "e1" }), whole: false, ticks: ["b1"], stays: null, words: 1, gone: 0 }];
    await sharePassage("e1", passage("The silence"));
    expect(fake.requests("plan_pieces")).toEqual([
      { plan: "p1", set: [{ entry: "e1", whole: false, ticks: ["b1", "b3"] }] },
    ]);
    expect(toasts.shown.at(-1)?.text).toContain("Bea");
  });

  it("changes nothing where the whole entry goes already", async () => {
    pieces = [{ entry: fakeRow({ id: "e1" }), whole: true, ticks: [], stays: null, words: 1, gone: 0 }];
    await sharePassage("e1", passage("The silence"));
    expect(fake.requests("plan_pieces")).toEqual([]);
  });

  it("puts the entry in the tray where nothing is being prepared", async () => {
    fake.answers.plan_list = () => [];
    await sharePassage("e1", passage("The silence"));
    expect(fake.requests("tray_add")).toEqual([{ ids: ["e1"] }]);
  });
});
