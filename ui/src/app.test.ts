import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import App from "./App.svelte";

describe("a journal that cannot be opened", () => {
  let fake: FakeHost;
  beforeEach(() => {
    fake = new FakeHost();
    fake.firstStart = async () => {
      throw { code: "unavailable", message: "Your journal is not there just now. Nothing was changed" };
    };
    useHost(fake);
  });
  afterEach(cleanup);

  const other = () => screen.findByRole("button", { name: "Choose another folder…" });

  it("is explained in a sentence that ends", async () => {
    render(App);
    expect((await screen.findByRole("alert")).textContent).toContain("Nothing was changed.");
  });

  it("can be left for another folder, by its token", async () => {
    fake.begin = async (place) => {
      fake.did.push(["begin", place]);
      throw { code: "busy", message: "That journal is open elsewhere." };
    };
    render(App);
    await fireEvent.click(await other());
    await vi.waitFor(() => expect(fake.did).toEqual([["begin", "place-folder"]]));
    await vi.waitFor(() => expect(screen.getByRole("alert").textContent).toContain("open elsewhere."));
    expect(screen.getByRole("alert").textContent).not.toContain("elsewhere..");
    await vi.waitFor(async () => expect(document.activeElement).toBe(await other()));
  });

  it("stays as it is when no folder is chosen", async () => {
    fake.pickFolder = async () => null;
    render(App);
    await fireEvent.click(await other());
    expect(fake.did).toEqual([]);
    expect(screen.getByRole("alert").textContent).toContain("not there just now");
  });
});
