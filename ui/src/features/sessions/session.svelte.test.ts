import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { SaveSession, Session } from "$lib/api/types";
import { OpenSession } from "./session.svelte";

const blank = {
  id: "s1",
  community: "c1",
  community_name: "Y9",
  title: "",
  start: "2026-11-26T15:40",
  at: "2026-11-26T15:40:00.000Z",
  zone: "Europe/London",
  minutes: 60,
  place: "",
  purpose: "",
  norms: "",
  before: null,
  record_style: "full",
  roles: [],
  steps: [],
  agenda: [],
} as unknown as Session;

describe("the page of a session", () => {
  let stored: Session;
  let saved: SaveSession[];
  let fake: FakeHost;
  let open: OpenSession;
  let leave: () => void;
  const settled = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(0);
    await tick();
  };
  beforeEach(async () => {
    vi.useFakeTimers();
    stored = blank;
    saved = [];
    fake = new FakeHost({
      session_get: () => stored,
      community_get: () => ({ members: [] }) as never,
      session_list: () => [],
      commitment_list: () => [],
      session_save: (change) => {
        saved.push(change);
        const agenda = change.agenda?.map((item, at) => ({
          ...stored.agenda[0],
          id: item.id ?? `new${at}`,
          kind: item.kind,
          text: item.text ?? "",
          context: "",
          focus: "",
          entry: null,
          question: null,
          commitment: null,
          minutes: null,
        }));
        stored = {
          ...stored,
          ...(change.place === undefined ? {} : { place: change.place.trim() }),
          ...(agenda ? { agenda } : {}),
        } as Session;
        return stored;
      },
    });
    useHost(fake);
    leave = $effect.root(() => {
      open = new OpenSession("s1");
    });
    flushSync();
    await settled();
    flushSync();
  });
  afterEach(() => {
    leave();
    vi.useRealTimers();
  });

  it("keeps what is typed within a second, in one write, and leaves the box as it is", async () => {
    open.type({ place: "Room" });
    open.type({ place: "Room " });
    await vi.advanceTimersByTimeAsync(1100);
    flushSync();
    expect(saved).toEqual([{ id: "s1", place: "Room " }]);
    expect([open.typed?.place, open.saver.saving.state]).toEqual(["Room ", "saved"]);
  });

  it("keeps what was typed before a point is added, so that neither is lost", async () => {
    open.type({ place: "Room 4" });
    await open.add([{ kind: "text", text: "Microscopes" }]);
    await settled();
    expect(saved.map((one) => Object.keys(one))).toEqual([
      ["id", "place"],
      ["id", "agenda"],
    ]);
    expect(open.points.map(({ text }) => text)).toEqual(["Microscopes"]);
  });

  it("adds two points that are asked for at once, one after the other", async () => {
    await Promise.all([open.add([{ kind: "text", text: "One" }]), open.add([{ kind: "text", text: "Two" }])]);
    expect(open.points.map(({ text }) => text)).toEqual(["One", "Two"]);
  });

  /** From now on a write is carried out at once and answered 400 ms later. */
  const slow = (): void => {
    const save = fake.answers.session_save as (change: SaveSession) => Session;
    fake.answers.session_save = (async (change: SaveSession) => {
      const session = save(change);
      await new Promise((later) => setTimeout(later, 400));
      return session;
    }) as never;
  };
  const agendaKept = (): string[] => stored.agenda.map(({ text }) => text);

  it("loses no point that was added while the place was typed", async () => {
    slow();
    const one = open.add([{ kind: "text", text: "One" }]);
    const two = open.add([{ kind: "text", text: "Two" }]);
    await vi.advanceTimersByTimeAsync(100);
    open.type({ place: "Hall" });
    await vi.advanceTimersByTimeAsync(3000);
    expect(await Promise.all([one, two])).toEqual([true, true]);
    expect(agendaKept()).toEqual(["One", "Two"]);
    expect(open.points.map(({ text }) => text)).toEqual(["One", "Two"]);
    expect([stored.place, open.typed?.place]).toEqual(["Hall", "Hall"]);
  });

  it("takes no point off that is being added while another is typed into, and loses no key", async () => {
    await open.add([{ kind: "text", text: "One" }]);
    slow();
    void open.add([{ kind: "text", text: "Two" }]);
    await vi.advanceTimersByTimeAsync(100);
    for (const text of ["One, ", "One, and", "One, and more"]) {
      open.typePoint(0, { text });
      await vi.advanceTimersByTimeAsync(150);
    }
    open.typePoint(0, { text: "One, and more of it" });
    await vi.advanceTimersByTimeAsync(3000);
    flushSync();
    expect(agendaKept()).toEqual(["One, and more of it", "Two"]);
    expect(open.points.map(({ text }) => text)).toEqual(["One, and more of it", "Two"]);
  });

  it("does not send a day that is half typed, and says when something could not be kept", async () => {
    open.type({ day: "" });
    await vi.advanceTimersByTimeAsync(1100);
    expect(saved).toEqual([]);
    fake.answers.session_save = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    open.type({ place: "Hall" });
    await vi.advanceTimersByTimeAsync(1100);
    expect(open.saver.saving).toEqual({ state: "failed", why: "The disk is full." });
    expect(open.typed?.place).toBe("Hall");
  });
});
