import { beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { Dispatch, Outgoing } from "$lib/api/types";
import { SendBack } from "./send-back.svelte";

const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
  to: "Jo",
  title: "What do you see?",
  by: "C.",
  file_name: "Answers to comments.json",
  notes: [{ kind: "answer", about: "", text: "Thank you." }],
  hits: [],
  refused: [],
  seen: "digest",
  ...more,
});
const hit = { note: 0, kind: "maybe_name", must: false, before: "told ", found: "Quillon", after: "." };
const line = { kind: "reply", count: 1, file_name: "answers.json" } as Dispatch;

describe("what goes back", () => {
  let fake: FakeHost;
  let looked: Outgoing;
  beforeEach(() => {
    looked = outgoing();
    fake = new FakeHost({ reply_look: () => looked, response_look: () => looked, reply_write: () => line });
    useHost(fake);
  });

  it("leaves as it was looked at, to a place that was chosen", async () => {
    const back = new SendBack();
    await back.begin({ what: "reply", pack: "p1" });
    expect(back.may).toBe(true);
    expect(await back.send()).toBe(true);
    expect(fake.requests("reply_write")).toEqual([
      { pack: "p1", place: "place-save", seen: "digest", names_checked: false },
    ]);
    expect(back.open).toBe(false);
  });

  it("waits for the tick where something may tell who is meant", async () => {
    looked = outgoing({ hits: [hit] });
    const back = new SendBack();
    await back.begin({ what: "reply", pack: "p1", response: "r1" });
    expect(await back.send()).toBe(false);
    expect(fake.requests("reply_write")).toEqual([]);
    back.checked = true;
    expect(await back.send()).toBe(true);
    expect(fake.requests("reply_write")).toEqual([
      { pack: "p1", response: "r1", place: "place-save", seen: "digest", names_checked: true },
    ]);
  });

  it("does not leave with somebody who refused, whatever is ticked", async () => {
    looked = outgoing({ hits: [hit], refused: ["Anna Visser"] });
    const back = new SendBack();
    await back.begin({ what: "response", pack: "p1" });
    back.checked = true;
    expect(await back.send()).toBe(false);
    expect(fake.requests("response_write")).toEqual([]);
  });

  it("forgets the tick when it is looked at anew", async () => {
    looked = outgoing({ hits: [hit] });
    const back = new SendBack();
    await back.begin({ what: "reply", pack: "p1" });
    back.checked = true;
    await back.begin({ what: "reply", pack: "p1" });
    expect(back.may).toBe(false);
  });
});
