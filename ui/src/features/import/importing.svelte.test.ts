import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { toasts } from "$lib/ui/toasts.svelte";
import { Importing, type Preview } from "./importing.svelte";

const preview: Preview = {
  format: "markdown",
  format_name: "Markdown",
  new_entries: 2,
  already_here: 1,
  attachments: 0,
  communities: 0,
  sessions: 0,
  tags: [],
  first_day: null,
  last_day: null,
  sample: [],
  problems: [],
};

describe("importing", () => {
  let fake: FakeHost;
  let importing: Importing;
  let leave: () => void;

  beforeEach(() => {
    fake = new FakeHost({
      import_list: () => [],
      import_preview: () => preview,
      import_run: () => ({ id: "i1", added: 2, skipped: 1, attachments: 0, communities: 0, sessions: 0, problems: [] }),
      import_undo: () => ({ removed: 1, kept_edited: 1 }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      importing = new Importing();
    });
    flushSync();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("adds nothing before the person has seen what would come in and said so", async () => {
    await importing.choose("import-folder");
    expect(importing.step).toEqual({ at: "preview", place: "place-open", preview });
    expect(fake.requests("import_run")).toEqual([]);
    await importing.run();
    expect(fake.requests("import_run")).toEqual([{ place: "place-open" }]);
    expect(importing.step).toMatchObject({ at: "done", done: { added: 2, skipped: 1 } });
  });

  it("stays where it was when nothing was chosen", async () => {
    fake.pickOpen = async () => null;
    await importing.choose("import-file");
    expect(importing.step).toEqual({ at: "choose" });
    expect(fake.requests("import_preview")).toEqual([]);
  });

  it("goes back to choosing when the file cannot be read, and says why", async () => {
    fake.answers.import_preview = () => {
      throw { code: "bad_input", message: "This is not a zip." };
    };
    await importing.choose("import-file");
    expect(importing.step).toEqual({ at: "choose" });
    expect(importing.error?.message).toBe("This is not a zip.");
  });

  it("goes back to the preview when adding fails, so that it can be tried again", async () => {
    fake.answers.import_run = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    await importing.choose("import-file");
    await importing.run();
    expect(importing.step.at).toBe("preview");
    expect(importing.error?.message).toBe("The disk is full.");
  });

  it("says how many stayed because they were edited when an import is undone", async () => {
    await importing.choose("import-file");
    await importing.run();
    expect(await importing.undo("i1")).toBe(true);
    expect(toasts.shown.at(-1)?.text).toBe("1 entry removed; 1 stayed because you had edited it.");
    expect(importing.step.at).toBe("choose");
  });

  it("keeps the result on screen when undoing fails", async () => {
    await importing.choose("import-file");
    await importing.run();
    fake.answers.import_undo = () => {
      throw { code: "busy", message: "The journal is busy." };
    };
    expect(await importing.undo("i1")).toBe(false);
    expect(importing.step.at).toBe("done");
    expect(importing.undoing).toBeNull();
  });
});
