import { beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { Starting } from "./starting.svelte";

describe("the first start", () => {
  let fake: FakeHost;
  let starting: Starting;

  beforeEach(async () => {
    fake = new FakeHost();
    useHost(fake);
    starting = new Starting();
    await starting.look();
  });

  it("offers the suggested folder and takes it as “default”", async () => {
    expect(starting.shown).toBe("/home/someone/Loopbook");
    expect(await starting.begin()).toBe(true);
    expect(fake.did).toEqual([["begin", "default"]]);
  });

  it("takes another folder by its token, never by the path that is shown", async () => {
    await starting.other();
    expect(starting.shown).toBe("/a/folder");
    await starting.begin();
    expect(fake.did).toEqual([["begin", "place-folder"]]);
  });

  it("goes back to the suggested folder", async () => {
    await starting.other();
    starting.suggested();
    expect(starting.shown).toBe("/home/someone/Loopbook");
    await starting.begin();
    expect(fake.did).toEqual([["begin", "default"]]);
  });

  it("says why a journal could not be begun there, and can be asked again", async () => {
    const usual = fake.begin.bind(fake);
    fake.begin = async () => {
      throw { code: "read_only", message: "Nothing can be written in that folder." };
    };
    expect(await starting.begin()).toBe(false);
    expect(starting.error?.message).toBe("Nothing can be written in that folder.");
    fake.begin = usual;
    expect(await starting.begin()).toBe(true);
    expect(starting.error).toBeNull();
  });
});
