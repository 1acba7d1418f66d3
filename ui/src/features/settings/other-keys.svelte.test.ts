import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { Backup } from "$lib/api/types";
import { Keeping } from "./backups.svelte";
import OtherKeys from "./OtherKeys.svelte";

const holds = { entries: 3, trashed: 0, words: 9, attachments: 0, newest: null };
const backup = (id: string, at: string): Backup => ({
  id,
  at,
  reason: "daily",
  pinned: false,
  holds,
  bytes: 1,
  missing: 0,
  shrunk: false,
  fault: null,
});
const OLD = [backup("a", "2026-03-03T08:00:00.000Z"), backup("b", "2026-03-09T08:00:00.000Z")];

describe("backups from before a new key", () => {
  let fake: FakeHost;
  let leave: () => void;
  let keeping: Keeping;
  beforeEach(() => {
    fake = new FakeHost({
      backup_list: () => ({
        backups: [],
        asides: [],
        state: { running: false, failed: null, second: null, plain: null },
        second_place: null,
        plain_place: null,
        plain_written: null,
      }),
      backup_other_keys: () => ({ backups: OLD, asides: [] }),
      backup_forget_other_keys: () => ({ backups: OLD, asides: [] }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      keeping = new Keeping();
    });
    flushSync();
  });
  afterEach(() => {
    cleanup();
    leave();
  });

  it("are named by their number and days, and deleted only when that was asked", async () => {
    render(OtherKeys, { keeping });
    const said = await screen.findByText(
      /2 backups, from .*3 March.* to .*9 March.* can still be opened with the passphrase/,
    );
    expect(said.textContent).toContain("a new backup is made first");
    await fireEvent.click(screen.getByRole("button", { name: "Delete them…" }));
    await screen.findByText(/This cannot be undone/);
    expect(fake.requests("backup_forget_other_keys")).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Delete for good" }));
    await vi.waitFor(() => expect(fake.requests("backup_forget_other_keys")).toEqual([{}]));
  });
});
