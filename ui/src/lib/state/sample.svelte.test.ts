import { beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { beforeLeaving } from "$lib/leaving";
import { Sample } from "./sample.svelte";

describe("the sample", () => {
  let fake: FakeHost;
  let sample: Sample;
  beforeEach(() => {
    fake = new FakeHost();
    useHost(fake);
    sample = new Sample();
    sample.found({ needed: false, folder: "/home/someone/Loopbook", sample: "none" });
  });

  it("is opened only after everything was saved, and the page begins anew", async () => {
    const stop = beforeLeaving(async () => void fake.did.push(["saved"]));
    await sample.open();
    stop();
    expect(fake.did).toEqual([["saved"], ["openSample"], ["restart", "#/journal"]]);
    expect(sample.leaving, "nothing can be written until the page is another").toBe(true);
  });

  it("stays closed where something cannot be saved, and says why", async () => {
    const stop = beforeLeaving(async () => {
      throw { code: "disk_full", message: "The disk is full." };
    });
    await sample.open();
    stop();
    expect(fake.did).toEqual([]);
    expect([sample.leaving, sample.error?.message]).toEqual([false, "The disk is full."]);
  });

  it("is left for one’s own journal and is kept", async () => {
    sample.found({ needed: true, folder: "/home/someone/Loopbook", sample: "open" });
    expect([sample.where, sample.own]).toEqual(["open", false]);
    await sample.close();
    expect(fake.did).toEqual([["closeSample"], ["restart", "#/today"]]);
  });

  it("is deleted in one step: from within with a new beginning, from outside without one", async () => {
    sample.found({ needed: false, folder: "", sample: "open" });
    await sample.remove();
    expect(fake.did).toEqual([["deleteSample"], ["restart", "#/today"]]);
    fake.did = [];
    sample.found({ needed: false, folder: "", sample: "kept" });
    await sample.remove();
    expect(fake.did).toEqual([["deleteSample"]]);
    expect(sample.where).toBe("none");
  });

  it("that cannot be deleted is still there, and it is said why", async () => {
    fake.deleteSample = async () => {
      throw { code: "busy", message: "The sample is open in another program." };
    };
    sample.found({ needed: false, folder: "", sample: "kept" });
    await sample.remove();
    expect([sample.where, sample.error?.message]).toEqual(["kept", "The sample is open in another program."]);
  });
});
