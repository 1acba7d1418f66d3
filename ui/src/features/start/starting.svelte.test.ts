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
    expect(await starting.here()).toBe(false);
    expect(starting.step).toBe("passphrase");
    expect(await starting.without()).toBe(true);
    expect(fake.did).toEqual([["begin", "default", null]]);
  });

  it("takes another folder by its token, never by the path that is shown", async () => {
    await starting.other();
    expect(starting.shown).toBe("/a/folder");
    await starting.without();
    expect(fake.did).toEqual([["begin", "place-folder", null]]);
  });

  it("opens a journal that is in the picked folder without asking for another passphrase", async () => {
    fake.pickFolder = async () => ({ place: "place-old", shown: "/old", begun: true });
    await starting.other();
    expect(await starting.here()).toBe(true);
    expect(fake.did).toEqual([["begin", "place-old", null]]);
  });

  it("goes back to the suggested folder", async () => {
    await starting.other();
    starting.suggested();
    expect(starting.shown).toBe("/home/someone/Loopbook");
    await starting.without();
    expect(fake.did).toEqual([["begin", "default", null]]);
  });

  it("says why a journal could not be begun there, and can be asked again", async () => {
    const usual = fake.begin.bind(fake);
    fake.begin = async () => {
      throw { code: "read_only", message: "Nothing can be written in that folder." };
    };
    expect(await starting.without()).toBe(false);
    expect(starting.error?.message).toBe("Nothing can be written in that folder.");
    fake.begin = usual;
    expect(await starting.without()).toBe(true);
    expect(starting.error).toBeNull();
  });

  describe("with a passphrase", () => {
    const CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789";
    beforeEach(async () => {
      fake.answers.door_strength = ({ passphrase }) => ({ strength: passphrase.length < 8 ? "too_short" : "good" });
      fake.answers.door_code = () => ({ code: CODE });
      await starting.here();
    });

    it("asks for one, or for the button that goes on without", async () => {
      await starting.protect();
      expect(starting.step).toBe("passphrase");
      expect(starting.wrong).toContain("go on without one");
      starting.passphrase = "short";
      await starting.protect();
      expect(starting.wrong).toContain("eight characters");
    });

    it("makes no journal before the code was typed back as it was shown", async () => {
      starting.passphrase = "lantern omit gravel";
      await starting.protect();
      expect(starting.step).toBe("code");
      starting.typed = CODE.replace("A", "B");
      expect(await starting.finish()).toBe(false);
      expect(starting.wrong).toContain("not the code");
      expect(fake.did).toEqual([]);
      const typed = CODE.toLowerCase().replaceAll("-", " ");
      starting.typed = typed;
      expect(await starting.finish()).toBe(true);
      expect(fake.did).toEqual([
        ["begin", "default", { passphrase: "lantern omit gravel", code: { code: CODE, typed } }],
      ]);
      expect([starting.passphrase, starting.code, starting.typed]).toEqual(["", "", ""]);
    });

    it("keeps the code that may be on paper already when one goes back", async () => {
      starting.passphrase = "lantern omit gravel";
      await starting.protect();
      starting.back();
      await starting.protect();
      expect(fake.requests("door_code")).toHaveLength(1);
    });

    it("can leave the code for later", async () => {
      starting.passphrase = "lantern omit gravel";
      await starting.protect();
      expect(await starting.later()).toBe(true);
      expect(fake.did).toEqual([["begin", "default", { passphrase: "lantern omit gravel", code: null }]]);
    });
  });
});
