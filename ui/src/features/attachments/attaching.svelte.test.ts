import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { Attachment } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { Attaching } from "./attaching.svelte";

const attachment = (name: string): Attachment => ({
  id: `id-${name}`,
  entry: "e1",
  name,
  media_type: "text/plain",
  bytes: 3,
  added_at: "2026-11-20T17:40:00.000Z",
  is_image: false,
});

describe("attaching files", () => {
  let fake: FakeHost;
  let attaching: Attaching;

  beforeEach(() => {
    fake = new FakeHost({
      attachment_add: ({ name }) => attachment(name),
      attachment_remove: () => null,
      attachment_restore: () => attachment("plan.txt"),
    });
    useHost(fake);
    attaching = new Attaching();
  });
  afterEach(() => {
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("stages the bytes of each dropped file and adds it under its own name", async () => {
    await attaching.add(async () => "e1", [new File(["abc"], "a.txt"), new File(["abcd"], "b.txt")]);
    expect(fake.requests("attachment_add")).toEqual([
      { entry: "e1", staged: "staged-3", name: "a.txt" },
      { entry: "e1", staged: "staged-4", name: "b.txt" },
    ]);
    expect(attaching.progress).toBeNull();
    expect(toasts.shown.at(-1)?.text).toBe("2 files added.");
  });

  it("names a file that could not be added and goes on with the rest", async () => {
    fake.answers.attachment_add = ({ name }) => {
      if (name === "a.txt") throw { code: "too_big", message: "It is larger than 200 MB." };
      return attachment(name);
    };
    await attaching.add(async () => "e1", [new File([""], "a.txt"), new File([""], "b.txt")]);
    expect(attaching.problems).toEqual(["“a.txt” was not added. It is larger than 200 MB."]);
    expect(toasts.shown.map((toast) => toast.text)).toEqual(["1 file added."]);
  });

  it("brings a removed file back", async () => {
    await attaching.remove(attachment("plan.txt"));
    expect(fake.requests("attachment_remove")).toEqual([{ id: "id-plan.txt" }]);
    toasts.shown.at(-1)?.action?.run();
    await new Promise((resolve) => setTimeout(resolve));
    expect(fake.requests("attachment_restore")).toEqual([{ id: "id-plan.txt" }]);
    expect(toasts.shown.at(-1)?.text).toBe("“plan.txt” is back.");
  });

  it("does not say a copy was written when the dialog was left", async () => {
    fake.saveAttachment = async () => false;
    await attaching.save(attachment("plan.txt"));
    expect(toasts.shown).toEqual([]);
  });
});
