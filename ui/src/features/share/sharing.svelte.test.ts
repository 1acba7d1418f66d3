import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import type { EntryRow, ExportPreview, Selection } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { leftOutInWords, Sharing, span } from "./sharing.svelte";

const settled = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) {
    await tick();
    await new Promise((resolve) => setTimeout(resolve));
  }
};

function previewOf(entries: EntryRow[], given: Partial<ExportPreview> = {}): ExportPreview {
  return {
    entries,
    left_out: { drafts: 0, trashed: 0 },
    left_out_rows: [],
    logs: [],
    words: 3,
    files: [],
    page: "<p>what leaves</p>",
    names: [],
    file_name: "two entries.html",
    ...given,
  };
}

describe("sharing", () => {
  let fake: FakeHost;
  let sharing: Sharing;
  let leave: () => void;
  const ready = fakeRow({ id: "a", title: "A lesson", readiness: "ready" });
  const draft = fakeRow({ id: "b", title: "", readiness: "draft" });
  let tray: EntryRow[];

  beforeEach(async () => {
    tray = [ready, draft];
    fake = new FakeHost({
      tray_list: () => tray,
      export_formats: () => [
        {
          id: "html",
          name: "Page",
          hint: "To read.",
          hint_for_others: "To read.",
          extension: "html",
          needs_letter: false,
        },
      ],
      export_preview: ({ include_drafts }) => previewOf(include_drafts ? tray : tray.filter((row) => row === ready)),
      export_write: () => ({
        entries: 1,
        left_out: { drafts: 1, trashed: 0 },
        files_left_out: [],
        bytes: 5,
        file_name: "out.html",
      }),
      print_html: () => ({ html: "<p>paper</p>" }),
      tray_remove: () => null,
      tray_add: () => null,
    });
    useHost(fake);
    leave = $effect.root(() => {
      sharing = new Sharing();
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("shows what would leave, drafts and versions staying out unless they are asked for", async () => {
    expect(fake.requests("export_preview").at(-1)).toEqual({
      tray: true,
      format: "html",
      include_drafts: false,
      include_versions: false,
      histories: [],
      left_columns: [],
    });
    sharing.drafts = true;
    flushSync();
    await settled();
    expect(fake.requests("export_preview").at(-1)).toMatchObject({ include_drafts: true });
    expect(sharing.preview.value?.entries).toEqual([ready, draft]);
  });

  it("asks for earlier versions only in a format that can hold them", async () => {
    sharing.versions = true;
    flushSync();
    await settled();
    expect(fake.requests("export_preview").at(-1)).toMatchObject({ format: "html", include_versions: false });
    sharing.format = "markdown";
    flushSync();
    await settled();
    expect(fake.requests("export_preview").at(-1)).toMatchObject({ format: "markdown", include_versions: true });
  });

  it("looks again when an entry that would leave is changed", async () => {
    const before = fake.requests("export_preview").length;
    fake.announce(["entries"], ["a"]);
    await settled();
    expect(fake.requests("export_preview").length).toBeGreaterThan(before);
  });

  it("asks for no preview of an empty tray", async () => {
    tray = [];
    fake.announce(["tray"]);
    await settled();
    expect(sharing.preview.value).toBeNull();
  });

  it("writes the same selection that was shown, to the place that was picked", async () => {
    sharing.format = "json";
    sharing.versions = true;
    flushSync();
    await settled();
    const shown = fake.requests("export_preview").at(-1) as Selection & { format: string };
    await sharing.save();
    expect(fake.requests("export_write")).toEqual([{ ...shown, place: "place-save" }]);
    expect(sharing.written).toMatchObject({ place: "place-save", entries: 1, left_out: { drafts: 1, trashed: 0 } });
    await sharing.reveal();
    expect(fake.did).toContainEqual(["reveal", "place-save"]);
  });

  it("writes nothing when the dialog is left without a place", async () => {
    fake.pickSave = async () => null;
    await sharing.save();
    expect(fake.requests("export_write")).toEqual([]);
    expect(sharing.written).toBeNull();
  });

  it("says why a file could not be written, and does not claim it was", async () => {
    fake.answers.export_write = () => {
      throw { code: "disk_full", message: "The disk is full. Nothing was written." };
    };
    await sharing.save();
    expect(sharing.error?.message).toBe("The disk is full. Nothing was written.");
    expect(sharing.written).toBeNull();
    expect(sharing.saving).toBe(false);
  });

  it("takes the two ticks of a learning log along to the preview, the file and the paper", async () => {
    sharing.tick("histories", "a", true);
    sharing.tick("leftColumns", "a", true);
    flushSync();
    await settled();
    const ticked = { histories: ["a"], left_columns: ["a"] };
    expect(fake.requests("export_preview").at(-1)).toMatchObject(ticked);
    await sharing.save();
    expect(fake.requests("export_write").at(-1)).toMatchObject(ticked);
    await sharing.print();
    expect(fake.requests("print_html").at(-1)).toEqual({ ids: ["a"], ...ticked });
    sharing.tick("leftColumns", "a", false);
    flushSync();
    await settled();
    expect(fake.requests("export_preview").at(-1)).toMatchObject({ histories: ["a"], left_columns: [] });
  });

  it("forgets the ticks of what was taken out of the tray, also where it is put back", async () => {
    sharing.tick("leftColumns", "a", true);
    flushSync();
    tray = [draft];
    fake.announce(["tray"]);
    await settled();
    tray = [ready, draft];
    fake.announce(["tray"]);
    await settled();
    expect(sharing.leftColumns).toEqual([]);
    expect(fake.requests("export_preview").at(-1)).toMatchObject({ left_columns: [] });
  });

  it("puts everything back that clearing took out", async () => {
    await sharing.clear();
    expect(fake.requests("tray_remove")).toEqual([{ ids: ["a", "b"] }]);
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(fake.requests("tray_add")).toEqual([{ ids: ["a", "b"] }]);
  });

  it("prints only what would leave: the draft stays off the paper", async () => {
    await sharing.print();
    expect(fake.requests("print_html")).toEqual([{ ids: ["a"], histories: [], left_columns: [] }]);
    expect(fake.did).toContainEqual(["print"]);
  });
});

describe("what is left out, in words", () => {
  it("names both kinds, and nothing when there is nothing", () => {
    expect(leftOutInWords({ drafts: 2, trashed: 1 })).toBe("2 drafts and 1 entry that is in the trash");
    expect(leftOutInWords({ drafts: 1, trashed: 0 })).toBe("1 draft");
    expect(leftOutInWords({ drafts: 0, trashed: 0 })).toBe("");
  });
});

describe("the days of some entries", () => {
  it("are the first and the last, in whatever order they stand", () => {
    const rows = ["2026-03-02", "2025-12-30", "2026-01-01"].map((day) => fakeRow({ day }));
    expect(span(rows)).toEqual({ first: "2025-12-30", last: "2026-03-02" });
    expect(span([])).toBeNull();
  });
});
