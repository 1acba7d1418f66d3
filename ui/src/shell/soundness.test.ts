import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it } from "vitest";
import { FakeHost } from "$lib/api/host.fake";
import { useHost } from "$lib/api/host";
import SoundnessNote from "./SoundnessNote.svelte";

afterEach(cleanup);

it("a damaged database is told on every screen, with what to do", async () => {
  useHost(
    new FakeHost({ journal_soundness: () => ({ checked_at: null, problems: ["Page 12 does not open."], places: [] }) }),
  );
  render(SoundnessNote);
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("copy the whole folder");
  expect(note.textContent).toContain("Page 12 does not open.");
});

it("a sound one is not spoken of", async () => {
  const host = new FakeHost({
    journal_soundness: () => ({ checked_at: "2026-11-21T10:00:00.000Z", problems: [], places: [] }),
  });
  useHost(host);
  render(SoundnessNote);
  await new Promise((answered) => setTimeout(answered, 20));
  expect(screen.queryByRole("alert")).toBeNull();
});
