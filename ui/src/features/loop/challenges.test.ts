import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeLoop } from "$lib/api/host.fake";
import type { Calls, Loop } from "$lib/api/types";
import Challenges from "./challenges.test.svelte";
import { OpenLoop } from "./page.svelte";

type Saved = Calls["challenge_save"]["request"];

describe("what speaks against an assumption", () => {
  let loop: Loop;
  let fake: FakeHost;
  let page: OpenLoop;
  beforeEach(async () => {
    loop = fakeLoop({ stage: "challenged" });
    fake = new FakeHost({
      loop_get: () => loop,
      draft_get: () => ({ value: null }),
      draft_keep: () => null,
      challenge_save: () => loop,
    });
    useHost(fake);
    page = await OpenLoop.read("l1");
  });
  afterEach(async () => {
    cleanup();
    await page.save(); // what is typed and not kept yet outlives the page
  });

  const add = (what: string): HTMLElement => screen.getByRole("button", { name: what });
  const write = async (label: string, text: string): Promise<void> => {
    await fireEvent.input(await screen.findByLabelText(label), { target: { value: text } });
  };

  it("is sent with who said it and how they were asked", async () => {
    render(Challenges, { page });
    await fireEvent.click(add("Add another person’s view"));
    await write("What did they say?", " They were still thinking. ");
    await write("Who was it?", "M");
    await write("How did you ask?", "After the lesson");
    await fireEvent.click(add("Add another person’s view"));
    const expected: Saved = {
      loop: "l1",
      kind: "view",
      text: "They were still thinking.",
      who: "M",
      how: "After the lesson",
    };
    await vi.waitFor(() => expect(fake.requests("challenge_save")).toEqual([expected]));
  });

  it("a form opened while another is being saved stays open", async () => {
    let stored: (loop: Loop) => void = () => undefined;
    fake.answers.challenge_save = () => new Promise<Loop>((resolve) => (stored = resolve));
    render(Challenges, { page });
    await fireEvent.click(add("Add evidence against"));
    await write("What does not fit?", "A tally");
    await fireEvent.click(add("Add evidence against"));
    await vi.waitFor(() => expect(fake.requests("challenge_save")).toHaveLength(1));
    await fireEvent.click(add("Add another reading"));
    expect(screen.getByLabelText("How else could it be read?")).toBeTruthy();
    const before = fake.requests("loop_get").length;
    stored(loop);
    await vi.waitFor(() => expect(fake.requests("loop_get").length).toBeGreaterThan(before));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(screen.getByLabelText("How else could it be read?")).toBeTruthy();
  });

  it("what is written into a form while it is being saved is not swept away", async () => {
    let stored: (loop: Loop) => void = () => undefined;
    fake.answers.challenge_save = () => new Promise<Loop>((resolve) => (stored = resolve));
    render(Challenges, { page });
    await fireEvent.click(add("Add evidence against"));
    await write("What does not fit?", "A tally");
    await fireEvent.click(add("Add evidence against"));
    await vi.waitFor(() => expect(fake.requests("challenge_save")).toHaveLength(1));
    await write("What does not fit?", "A tally, and two voices");
    stored(loop);
    await vi.waitFor(() => expect(screen.queryByLabelText("What does not fit?")).toBeNull());
    await fireEvent.click(add("Add evidence against"));
    expect(screen.getByLabelText<HTMLTextAreaElement>("What does not fit?").value).toBe("A tally, and two voices");
  });

  it("a form that was left half filled in is open again", async () => {
    fake.answers.draft_get = ({ name }) => ({
      value: name === "loop:l1:challenge:reading" ? { text: "Silence is work" } : null,
    });
    page = await OpenLoop.read("l1");
    render(Challenges, { page });
    const box = await screen.findByLabelText<HTMLTextAreaElement>("How else could it be read?");
    expect(box.value).toBe("Silence is work");
    await fireEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByLabelText("How else could it be read?")).toBeNull();
  });

  it("what could not be saved says why and is still there", async () => {
    fake.answers.challenge_save = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    render(Challenges, { page });
    await fireEvent.click(add("Add evidence against"));
    await write("What does not fit?", "A tally");
    await fireEvent.click(add("Add evidence against"));
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
    expect(screen.getByLabelText<HTMLTextAreaElement>("What does not fit?").value).toBe("A tally");
  });
});
