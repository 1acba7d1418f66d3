import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import Elsewhere from "./Elsewhere.svelte";

const GOOD = "lantern omit gravel seventy";
const all = {
  backups: [],
  asides: [],
  state: { running: false, failed: null, second: null, plain: null },
  second_place: null,
  plain_place: null,
  plain_written: null,
};

describe("the passphrase of the second place", () => {
  let fake: FakeHost;
  let box: ReturnType<typeof within>;
  const field = (label: string): HTMLInputElement => box.getByLabelText(label);
  const type = (label: string, value: string) => fireEvent.input(field(label), { target: { value } });
  const take = () => fireEvent.click(box.getByRole("button", { name: "Put backups there" }));
  const FIRST = "Passphrase for the backups there";
  const AGAIN = "Type it again";
  /** What is said beside a field of what is wrong in it, as a screen reader finds it. */
  const wrong = (label: string): string => {
    const ids = field(label).getAttribute("aria-describedby")?.split(" ") ?? [];
    const texts = ids.map((id) => document.getElementById(id));
    return texts.find((text) => text?.getAttribute("role") === "alert")?.textContent ?? "";
  };

  beforeEach(async () => {
    fake = new FakeHost({
      door_strength: ({ passphrase }) => ({ strength: passphrase.length < 8 ? "too_short" : "good" }),
      second_place_set: () => null,
    });
    useHost(fake);
    render(Elsewhere, { all });
    const [choose] = screen.getAllByRole("button", { name: "Choose a folder…" });
    if (choose) await fireEvent.click(choose);
    box = within(await screen.findByRole("dialog"));
  });
  afterEach(cleanup);

  it("is taken only when it was typed the same twice, and what is wrong is said where it is", async () => {
    await type(FIRST, GOOD);
    await take();
    await vi.waitFor(() => expect(wrong(AGAIN)).toContain("once more"));
    await type(AGAIN, `${GOOD}z`);
    await take();
    await vi.waitFor(() => expect(wrong(AGAIN)).toContain("not what you typed above"));
    expect(field(AGAIN).getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field(AGAIN));
    expect(wrong(FIRST)).toBe("");
    expect(fake.requests("second_place_set")).toEqual([]);
    await type(AGAIN, GOOD);
    await take();
    await vi.waitFor(() =>
      expect(fake.requests("second_place_set")).toEqual([{ place: "place-folder", passphrase: GOOD }]),
    );
    await screen.findByText("From now on each backup goes there, too.");
  });

  it("is not taken when it is too short", async () => {
    await type(FIRST, "short");
    await type(AGAIN, "short");
    await take();
    await vi.waitFor(() => expect(wrong(FIRST)).toContain("at least eight characters"));
    expect(document.activeElement).toBe(field(FIRST));
    expect(fake.requests("second_place_set")).toEqual([]);
  });

  it("is judged while it is typed, and both are shown and hidden with one button", async () => {
    await type(FIRST, GOOD);
    await box.findByText("Good: hard to guess.");
    expect([field(FIRST).type, field(AGAIN).type]).toEqual(["password", "password"]);
    await fireEvent.click(box.getByRole("button", { name: "Show the passphrase" }));
    expect([field(FIRST).type, field(AGAIN).type]).toEqual(["text", "text"]);
    await fireEvent.click(box.getByRole("button", { name: "Hide the passphrase" }));
    expect([field(FIRST).type, field(AGAIN).type]).toEqual(["password", "password"]);
  });

  it("is forgotten when the box is closed", async () => {
    await type(FIRST, GOOD);
    await type(AGAIN, GOOD);
    await fireEvent.click(box.getByRole("button", { name: "Cancel" }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const [choose] = screen.getAllByRole("button", { name: "Choose a folder…" });
    if (choose) await fireEvent.click(choose);
    box = within(await screen.findByRole("dialog"));
    expect([field(FIRST).value, field(AGAIN).value]).toEqual(["", ""]);
  });
});
