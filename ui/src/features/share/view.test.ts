import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import type { EntryRow, ExportPreview } from "$lib/api/types";
import Copy from "./Copy.svelte";

const ready = fakeRow({ id: "a", title: "A lesson", readiness: "ready", audience: "private" });
const draft = fakeRow({ id: "b", title: "Half a thought", readiness: "draft" });

describe("the Share screen", () => {
  let fake: FakeHost;
  let tray: EntryRow[];
  let preview: ExportPreview;

  beforeEach(() => {
    tray = [ready, draft];
    preview = {
      entries: [ready],
      left_out: { drafts: 1, trashed: 0 },
      left_out_rows: [draft],
      logs: [],
      words: 12,
      files: [{ name: "board.png", bytes: 2400, note: "Place and camera removed." }],
      page: "<p>Exactly this</p>",
      names: ["Amira"],
      file_name: "A lesson.html",
    };
    fake = new FakeHost({
      tray_list: () => tray,
      export_formats: () => [
        {
          id: "html",
          name: "A page",
          hint: "To read.",
          hint_for_others: "To read.",
          extension: "html",
          needs_letter: false,
        },
        {
          id: "json",
          name: "Loopbook",
          hint: "To bring back.",
          hint_for_others: "",
          extension: "zip",
          needs_letter: false,
        },
      ],
      export_preview: () => preview,
      export_write: () => ({
        entries: 1,
        left_out: { drafts: 1, trashed: 0 },
        files_left_out: [{ name: "yard.heic", bytes: 0, note: "left out: it may tell the place" }],
        bytes: 2400,
        file_name: "A lesson.html",
      }),
    });
    useHost(fake);
  });
  afterEach(cleanup);

  it("shows exactly the page that leaves, in a frame that may do nothing at all", async () => {
    render(Copy);
    const frame = await screen.findByTitle("Preview of exactly what will leave");
    expect(frame.getAttribute("srcdoc")).toBe("<p>Exactly this</p>");
    expect(frame.getAttribute("sandbox")).toBe("");
  });

  it("says what leaves, what stays out, and whose name can be read", async () => {
    render(Copy);
    expect(await screen.findByText("1 entry, 12 words")).toBeTruthy();
    expect(screen.getByText("1 of these is marked private. Putting it in the tray is choosing it.")).toBeTruthy();
    expect(screen.getByText("A name stands in the text")).toBeTruthy();
    expect(screen.getByText("Amira")).toBeTruthy();
    expect(screen.getByText("1 draft")).toBeTruthy();
    expect(screen.getByText(/This is not legal advice/)).toBeTruthy();
  });

  it("says after saving what was written and what was left out", async () => {
    render(Copy);
    await screen.findByText("1 entry, 12 words");
    await fireEvent.click(screen.getByRole("button", { name: "Save the file…" }));
    expect(await screen.findByText("A lesson.html holds 1 entry and is 2 kB.")).toBeTruthy();
    expect(screen.getByText("Left out: 1 draft.")).toBeTruthy();
  });

  it("saves nothing that has not been previewed as it is now", async () => {
    render(Copy);
    await screen.findByText("1 entry, 12 words");
    const save = screen.getByRole<HTMLButtonElement>("button", { name: "Save the file…" });
    expect(save.disabled).toBe(false);
    fake.answers.export_preview = () => new Promise<ExportPreview>(() => undefined);
    await fireEvent.click(screen.getByRole("checkbox", { name: "Drafts too" }));
    expect(save.disabled).toBe(true);
  });

  it("shows the two ticks of a learning log, off, and says what of it stays out", async () => {
    const log = {
      id: "a",
      earlier: 2,
      earlier_leave: false,
      has_left_column: true,
      left_column_leaves: false,
      sealed: 1,
    };
    preview = { ...preview, logs: [log] };
    render(Copy);
    const column = await screen.findByRole<HTMLInputElement>("checkbox", { name: "with the left-hand column" });
    const earlier = screen.getByRole<HTMLInputElement>("checkbox", { name: "with its 2 earlier wordings" });
    expect([column.checked, earlier.checked]).toEqual([false, false]);
    expect(screen.getByText(/Nothing in your journal is more exposing/)).toBeTruthy();
    for (const stays of [
      "The left-hand column of “A lesson”",
      "2 earlier wordings in “A lesson”",
      "A sealed prediction, which stays sealed",
    ]) {
      expect(screen.getByText(stays)).toBeTruthy();
    }
    preview = { ...preview, logs: [{ ...log, left_column_leaves: true }] };
    await fireEvent.click(column);
    expect(await screen.findByText(/The left-hand column of “A lesson” leaves/)).toBeTruthy();
    expect(screen.queryByText("The left-hand column of “A lesson”")).toBeNull();
  });

  it("says of a Loopbook file that what is sealed can be read in it", async () => {
    const log = {
      id: "a",
      earlier: 0,
      earlier_leave: false,
      has_left_column: false,
      left_column_leaves: false,
      sealed: 1,
    };
    preview = { ...preview, logs: [log] };
    render(Copy);
    await screen.findByText("A sealed prediction, which stays sealed");
    expect(screen.queryByRole("checkbox", { name: /left-hand column/ })).toBeNull();
    await fireEvent.click(await screen.findByRole("radio", { name: /Loopbook/ }));
    expect(await screen.findByText(/A prediction that is still sealed goes along in a Loopbook file/)).toBeTruthy();
    expect(screen.queryByText("A sealed prediction, which stays sealed")).toBeNull();
  });

  it("cannot save when everything in the tray stays out", async () => {
    tray = [draft];
    preview = { ...preview, entries: [] };
    render(Copy);
    expect(await screen.findByText("Nothing would leave: every entry in the tray stays out.")).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save the file…" }).disabled).toBe(true);
  });

  it("says what belongs here when the tray is empty", async () => {
    tray = [];
    render(Copy);
    expect(await screen.findByText("The tray is empty")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Go to the journal" }).getAttribute("href")).toBe("#/journal");
  });
});
