import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import type { Commitment, Test } from "$lib/api/types";
import { router } from "$lib/routes.svelte";
import { toasts } from "$lib/ui/toasts.svelte";
import { DueToday } from "./due.svelte";

const test = (id: string, state: Test["state"]): Test => ({
  id,
  loop: "l1",
  loop_title: "Wait time",
  claim: null,
  claim_text: null,
  action: "Wait five seconds",
  place: "",
  people: "",
  consent: "",
  due: "2026-11-21",
  sealed: true,
  prediction: null,
  disconfirm: null,
  planned_at: "2026-11-01T10:00:00.000Z",
  amendments: [],
  happened: "",
  happened_on: null,
  happened_at: null,
  met: null,
  confidence: null,
  reviewed_at: null,
  dropped_at: null,
  drop_reason: "",
  state,
});
const intention = { entry: fakeRow({ id: "e9" }), field: "now_what", label: "Now what?", text: "Wait five seconds." };
const promised: Commitment = {
  id: "p1",
  community: "g1",
  community_name: "Y9 enquiry",
  session: "s1",
  what: "Share the rubric",
  mine: true,
  person: null,
  who: "C.",
  due: "2026-11-21",
  evidence: "",
  state: "planned",
  late: false,
  steps: [],
};
const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("what has come round today", () => {
  let fake: FakeHost;
  let today: DueToday;
  let leave: () => void;
  beforeEach(async () => {
    router.go({ screen: "today" });
    fake = new FakeHost({
      due_list: () => ({
        tests: [test("a", "due"), test("b", "happened"), test("c", "planned")],
        parked: [],
        intention,
        commitments: [],
        session: null,
      }),
      commitment_set: ({ id, state }) => ({ ...promised, id, state }),
      intention_answer: ({ answer }) => ({ loop: answer === "assumption" ? "l7" : null }),
      calendar_write: ({ tests }) => ({ file_name: "follow-ups.ics", bytes: 300, count: tests?.length ?? 0 }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      today = new DueToday("2026-11-21");
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("tells what waits for a look from what is due and what comes soon", () => {
    expect([today.review, today.due, today.soon].map((tests) => tests.map(({ id }) => id))).toEqual([
      ["b"],
      ["a"],
      ["c"],
    ]);
  });

  it("an answer to what was meant stays on Today, unless there is an assumption in it: then its learning log opens", async () => {
    await today.answer(intention, "carried");
    expect(fake.requests("intention_answer")).toEqual([{ entry: "e9", field: "now_what", answer: "carried" }]);
    expect(router.now).toEqual({ screen: "today" });
    await today.answer(intention, "assumption");
    expect(router.now).toEqual({ screen: "loop", id: "l7" });
  });

  it("what became of a promise is noted, and can be said otherwise", async () => {
    await today.became(promised, "kept");
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(fake.requests("commitment_set")).toEqual([
      { id: "p1", state: "kept" },
      { id: "p1", state: "planned" },
    ]);
  });

  it("a calendar file is written only where the person says, with the tests that are shown", async () => {
    fake.pickSave = async () => null;
    await today.toCalendar(today.due);
    expect(fake.requests("calendar_write")).toEqual([]);
    fake.pickSave = async () => "place-save";
    await today.toCalendar([...today.due, ...today.soon]);
    expect(fake.requests("calendar_write")).toEqual([{ place: "place-save", tests: ["a", "c"] }]);
    toasts.shown.at(-1)?.action?.run();
    expect(fake.did).toEqual([["reveal", "place-save"]]);
  });
});
