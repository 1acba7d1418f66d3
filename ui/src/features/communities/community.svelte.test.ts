import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { Community } from "$lib/api/types";
import { OpenCommunity } from "./community.svelte";

const stored: Community = {
  id: "c1",
  name: "Y9 enquiry",
  shown_name: "",
  care: "",
  who: "",
  share: "",
  norms: "",
  stage: null,
  stage_since: null,
  members: [{ person: 7, name: "Bea", role: "" }],
  created_at: "2026-11-20T17:40:00.000Z",
  edited_at: "2026-11-20T17:40:00.000Z",
  archived_at: null,
};
const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("the page of a community", () => {
  let fake: FakeHost;
  let leave: () => void;
  let open: OpenCommunity;
  beforeEach(async () => {
    fake = new FakeHost({
      community_get: () => stored,
      community_stages: () => [],
      community_save: () => ({ ...stored, care: "Who speaks" }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      open = new OpenCommunity("c1");
    });
    flushSync();
    await settled();
  });
  afterEach(() => leave());

  it("keeps what was typed in one write, and only that", async () => {
    open.set({ care: "Who" });
    open.set({ care: "Who speaks" });
    await open.saver.flush();
    expect(fake.requests("community_save")).toEqual([{ id: "c1", care: "Who speaks" }]);
  });

  it("keeps its name while that is being typed anew", async () => {
    open.set({ name: " " });
    expect(open.typed?.name).toBe(" ");
    await open.saver.flush();
    expect(fake.requests("community_save")).toEqual([]);
  });

  it("writes again what could not be written, with what was typed since", async () => {
    const answer = fake.answers.community_save;
    fake.answers.community_save = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    open.set({ care: "Who speaks" });
    await expect(open.saver.flush()).rejects.toMatchObject({ code: "disk_full" });
    fake.answers.community_save = answer;
    open.set({ norms: "It stays here." });
    await open.saver.flush();
    expect(fake.requests("community_save").at(-1)).toEqual({ id: "c1", care: "Who speaks", norms: "It stays here." });
  });

  it("names who is known by their number and who is new by their name", async () => {
    await open.addMember(" Dev ");
    expect(fake.requests("community_save")).toEqual([
      {
        id: "c1",
        members: [
          { person: 7, role: "" },
          { name: "Dev", role: "" },
        ],
      },
    ]);
  });
});
