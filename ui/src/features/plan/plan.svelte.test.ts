import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import type { NameGroup, Plan, PlanNames, Prepared } from "$lib/api/types";
import { OpenPlan } from "./plan.svelte";

const plan: Plan = {
  id: "p1",
  community: "c1",
  audience: "Y9 enquiry",
  author: "C.",
  purpose: "peer_review",
  ask: "",
  questions: [],
  licence: "",
  wishes: { return_to_me: false, do_not_pass_on: false, destroy_by: null },
  answers_first: false,
  dates: "exact",
  pieces: [
    {
      entry: fakeRow({ id: "e1", readiness: "draft", audience: "private" }),
      whole: true,
      ticks: [],
      stays: "draft",
      words: 3,
      gone: 0,
    },
  ],
  checks: [],
  made_at: "2026-11-20T17:40:00.000Z",
  edited_at: "2026-11-20T17:40:00.000Z",
};
const group = (key: string, open: number): NameGroup => ({
  group: key,
  kind: "person",
  name: key,
  person: 7,
  role: "pupil",
  must: true,
  proposal: { action: "replace", text: "Pupil A" },
  decision: null,
  open,
  hits: [],
});
const names: PlanNames = { groups: [group("a", 1), group("b", 0)], open: 1, others: [], blocked: [] };
const prepared = {
  pack: { id: "k1", file_name: "enquiry.html" },
  stays: [],
  already_sent: null,
  already_wrapped: null,
} as unknown as Prepared;
const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("a plan through its steps", () => {
  let fake: FakeHost;
  let leave: () => void;
  let open: OpenPlan;
  const opened = async (id: string): Promise<void> => {
    leave = $effect.root(() => {
      open = new OpenPlan(id);
    });
    flushSync();
    await settled();
  };
  beforeEach(async () => {
    fake = new FakeHost({
      plan_get: () => plan,
      plan_save: () => plan,
      plan_pieces: () => plan,
      plan_names: () => names,
      plan_decide: () => ({ ...names, open: 0 }),
      pack_prepare: () => prepared,
      pack_send: () => ({ pack: "k1", file_name: "enquiry.html", bytes: 10, sha256: "", encrypted: false }),
    });
    useHost(fake);
    await opened("p1");
  });
  afterEach(() => leave());

  it("is there again where it was left", async () => {
    open.go("goes");
    leave();
    await opened("p1");
    expect(open.step).toBe("goes");
    leave();
    await opened("p2");
    expect(open.step).toBe("whom");
  });

  it("tells the reader all that was typed in one write", async () => {
    open.tell({ ask: "Wh" });
    open.tell({ ask: "Why?", licence: "Keep it." });
    await open.saver.flush();
    expect(fake.requests("plan_save")).toEqual([{ id: "p1", ask: "Why?", licence: "Keep it." }]);
  });

  it("lets a draft that is private go by two ticks of its own, and by one press", async () => {
    await open.letGo("e1");
    expect(fake.requests("plan_pieces")).toEqual([
      { plan: "p1", set: [{ entry: "e1", whole: true, ticks: ["draft", "private"] }] },
    ]);
  });

  it("takes the proposals only for what is still open, and knows what was decided before", async () => {
    await open.readNames();
    expect([...open.before]).toEqual(["b"]);
    await open.accept(names.groups);
    expect(fake.requests("plan_decide")).toEqual([
      { plan: "p1", decisions: [{ group: "a", decision: { action: "replace", text: "Pupil A" } }] },
    ]);
    expect(open.names?.open).toBe(0);
  });

  it("hands over the very file that was read, and none that was changed since", async () => {
    open.format = "packet";
    await open.make();
    expect(await open.send(null)).toBe(true);
    expect(fake.requests("pack_send")).toEqual([{ id: "k1", place: "place-save" }]);
    expect(open.given?.file_name).toBe("enquiry.html");
    open.tell({ ask: "Another" });
    expect(open.prepared).toBeNull();
    expect(await open.send(null)).toBe(false);
    expect(fake.requests("pack_send")).toHaveLength(1);
    await open.saver.flush();
  });

  it("forgets a file that was being made while something was changed", async () => {
    open.format = "packet";
    let finish: (made: Prepared) => void = () => undefined;
    fake.answers.pack_prepare = () => new Promise((resolve) => (finish = resolve));
    const made = open.make();
    await settled();
    await open.pieces({ remove: ["e1"] });
    finish(prepared);
    await made;
    expect(open.prepared).toBeNull();
  });

  it("keeps what was said of pictures, and what was made before is made anew", async () => {
    fake.answers.alt_set = () => null;
    open.format = "packet";
    await open.make();
    expect(await open.describe([{ attachment: "a1", text: "a tower" }])).toBe(true);
    expect(fake.requests("alt_set")).toEqual([{ attachment: "a1", text: "a tower" }]);
    expect(open.prepared).toBeNull();
  });

  it("gives what left before in the same way again, and in the other way for the first time", async () => {
    const again = { pack: "k1", file_name: "enquiry.html", bytes: 10, sha256: "", encrypted: false };
    fake.answers.pack_again = () => again;
    fake.answers.pack_prepare = () => ({ ...prepared, already_sent: "2026-11-22T09:00:00Z" });
    open.format = "packet";
    await open.make();
    await open.send(null);
    expect(fake.requests("pack_again")).toEqual([{ id: "k1", place: "place-save", encrypted: false }]);
    expect(fake.requests("pack_send")).toEqual([]);
    await open.send("four words of mine");
    expect(fake.requests("pack_send")).toEqual([{ id: "k1", place: "place-save", passphrase: "four words of mine" }]);
  });

  it("puts a passphrase on it only where one was asked for", async () => {
    open.format = "packet";
    await open.make();
    await open.send("four words of mine");
    expect(fake.requests("pack_send")[0]).toMatchObject({ passphrase: "four words of mine" });
  });
});
