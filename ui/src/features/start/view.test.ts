import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { sample } from "$lib/state/sample.svelte";
import View from "./View.svelte";

describe("the first start", () => {
  let fake: FakeHost;
  beforeEach(() => {
    fake = new FakeHost();
    sample.found({ needed: true, folder: "", sample: "none" });
    useHost(fake);
  });
  afterEach(cleanup);

  it("takes the suggested folder with one press, because its button has the focus", async () => {
    const onbegun = vi.fn();
    render(View, { onbegun });
    const button = await screen.findByRole("button", { name: "Start here" });
    expect(document.activeElement).toBe(button);
    await fireEvent.click(button);
    const without = await screen.findByRole("button", { name: "Go on without one" });
    expect(document.activeElement).toBe(screen.getByLabelText("Passphrase"));
    expect(screen.getByText(/whoever finds the journal’s folder or a backup of it can read it/)).toBeTruthy();
    await fireEvent.click(without);
    await vi.waitFor(() => expect(onbegun).toHaveBeenCalledOnce());
    expect(fake.did).toEqual([["begin", "default", null]]);
  });

  it("opens the sample instead, and begins no journal by that", async () => {
    render(View);
    await screen.findByText("/home/someone/Loopbook");
    await fireEvent.click(screen.getByRole("button", { name: "Look at a sample first" }));
    await vi.waitFor(() => expect(fake.did).toEqual([["openSample"], ["restart", "#/journal"]]));
  });

  it("says in words why it could not begin, and stays", async () => {
    fake.begin = async () => {
      throw { code: "read_only", message: "Nothing can be written in that folder." };
    };
    const onbegun = vi.fn();
    render(View, { onbegun });
    await fireEvent.click(await screen.findByRole("button", { name: "Start here" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Go on without one" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Nothing can be written in that folder.");
    expect(onbegun).not.toHaveBeenCalled();
  });

  it("brings back a backup in one file, and tells what is in it before it is the journal", async () => {
    const onbegun = vi.fn();
    const holds = { entries: 204, trashed: 0, words: 9_000, attachments: 3, newest: null };
    const restored = { at: "2026-11-20T08:00:00.000Z", reason: "daily", holds, missing: 0, opened: false } as const;
    fake.rescues.rescue_file = () => {
      throw { code: "bad_input", message: "This passphrase does not open the backup. Nothing was changed." };
    };
    render(View, { onbegun });
    await fireEvent.click(await screen.findByRole("button", { name: "Bring back a backup…" }));
    await fireEvent.click(screen.getByRole("button", { name: "Choose the file…" }));
    await screen.findByText("A file was chosen.");
    await fireEvent.input(screen.getByLabelText("Passphrase of that file"), { target: { value: "three blue herons" } });
    await fireEvent.click(screen.getByRole("button", { name: "Look at what is in it" }));
    expect((await screen.findByRole("alert")).textContent).toContain("does not open the backup");
    fake.rescues.rescue_file = () => restored;
    fake.rescues.rescue_take = () => null;
    await fireEvent.click(screen.getByRole("button", { name: "Look at what is in it" }));
    await screen.findByText(/the journal as it was .*: 204 entries/);
    screen.getByText("It opens with the passphrase that the journal had then.");
    expect(onbegun).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole("button", { name: "Go on with this" }));
    await vi.waitFor(() => expect(onbegun).toHaveBeenCalledOnce());
    const asked = { place: "place-open", passphrase: "three blue herons" };
    expect(fake.did).toEqual([
      ["rescue", "rescue_file", asked, "default"],
      ["rescue", "rescue_file", asked, "default"],
      ["rescue", "rescue_take", {}, "default"],
    ]);
  });

  it("says what stays on this machine", async () => {
    render(View);
    expect(screen.getByText(/Everything you write stays on this machine/)).toBeTruthy();
    await screen.findByText("/home/someone/Loopbook");
  });
});
