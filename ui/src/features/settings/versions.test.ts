import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeSettings } from "$lib/api/host.fake";
import type { Settings } from "$lib/api/types";
import Versions from "./Versions.svelte";

const kept = (keep_versions_days: number | null): Settings => fakeSettings({ keep_versions_days });

describe("how long versions are kept", () => {
  beforeEach(() => useHost(new FakeHost({ version_rule: () => ({ versions: 7 }) })));
  afterEach(cleanup);
  const select = (): HTMLSelectElement => screen.getByLabelText("How long earlier versions are kept");

  it("asks before a rule that deletes something, and sets nothing until that is answered", async () => {
    const onset = vi.fn();
    render(Versions, { settings: kept(null), onset });
    await fireEvent.change(select(), { target: { value: "365" } });
    expect(await screen.findByText("Delete versions older than 1 year?")).toBeTruthy();
    expect(await screen.findByText("7 versions would be deleted now.")).toBeTruthy();
    expect(onset).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole("button", { name: "Set this rule" }));
    expect(onset).toHaveBeenCalledExactlyOnceWith({ keep_versions_days: 365 });
  });

  it("keeps everything when the question is answered so", async () => {
    const onset = vi.fn();
    render(Versions, { settings: kept(null), onset });
    await fireEvent.change(select(), { target: { value: "90" } });
    await fireEvent.click(await screen.findByRole("button", { name: "Keep everything" }));
    expect(onset).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(select().value).toBe("ever"));
  });

  it("does not ask before keeping more", async () => {
    const onset = vi.fn();
    render(Versions, { settings: kept(365), onset });
    await fireEvent.change(select(), { target: { value: "ever" } });
    expect(onset).toHaveBeenCalledExactlyOnceWith({ keep_versions_days: null });
  });

  it("offers a rule that was set elsewhere as the one in force", () => {
    render(Versions, { settings: kept(1000), onset: vi.fn() });
    expect(select().value).toBe("1000");
  });
});
