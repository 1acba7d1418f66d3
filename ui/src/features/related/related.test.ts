import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeEntry, fakeLoop, fakeRow, fakeSettings } from "$lib/api/host.fake";
import Related from "./Related.svelte";

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost({
    related: () => [{ entry: fakeRow({ id: "other", title: "Silence again" }), because: ["silence", "wait"] }],
    loop_get: () => fakeLoop({ entry: fakeEntry({ id: "log", kind: "loop" }) }),
    settings_get: () => fakeSettings(),
    link_add: () => null,
    link_remove: () => null,
    loop_set: () => fakeLoop({}),
  });
  useHost(host);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("says what else speaks of the same things, and in which words", async () => {
  render(Related, { entry: fakeEntry({ id: "one" }) });
  await screen.findByText("Silence again");
  screen.getByText("Both speak of: silence, wait");
  expect(screen.queryByText("It bears on this")).toBeNull();
});

it("ties another entry to a learning log, and lets go of it again", async () => {
  render(Related, { entry: fakeEntry({ id: "log", kind: "loop" }) });
  await fireEvent.click(await screen.findByText("It bears on this"));
  await waitFor(() => expect(host.requests("link_add")).toEqual([{ entry: "log", rel: "bears_on", other: "other" }]));
});

it("a learning log can be a group's", async () => {
  render(Related, { entry: fakeEntry({ id: "log", kind: "loop" }) });
  await fireEvent.click(await screen.findByLabelText("Our group’s"));
  await waitFor(() => expect(host.requests("loop_set")).toEqual([{ id: "log", owner: "group" }]));
});

it("a page that is not stored yet asks for nothing", async () => {
  render(Related, { entry: fakeEntry({ id: "" }) });
  await new Promise((answered) => setTimeout(answered, 20));
  expect(host.requests("related")).toEqual([]);
});

it("while others can see the screen, or that is not known yet, says nothing of what entries say", async () => {
  host = new FakeHost({
    related: () => [{ entry: fakeRow({ id: "other", excerpt: "Karim cried" }), because: ["karim"] }],
    settings_get: () => new Promise(() => undefined),
  });
  useHost(host);
  render(Related, { entry: fakeEntry({ id: "one" }) });
  await screen.findByText(/^Untitled entry, /u);
  expect(document.body.innerHTML).not.toMatch(/karim/iu);
});

it("is asked again when what is written was saved and nothing was typed for three seconds", async () => {
  vi.useFakeTimers();
  render(Related, { entry: fakeEntry({ id: "one" }) });
  await vi.advanceTimersByTimeAsync(10);
  expect(host.requests("related")).toHaveLength(1);
  host.announce(["entries"], ["another"]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(host.requests("related")).toHaveLength(1);
  host.announce(["entries"], ["one"]);
  for (let at = 0; at < 5; at++) {
    await vi.advanceTimersByTimeAsync(2000);
    document.body.dispatchEvent(new Event("input", { bubbles: true }));
  }
  expect(host.requests("related")).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2900);
  expect(host.requests("related")).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(host.requests("related")).toHaveLength(2);
  // Typing without anything saved asks for nothing.
  document.body.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(4000);
  expect(host.requests("related")).toHaveLength(2);
});

it("does not change while the pointer or the focus is in it", async () => {
  vi.useFakeTimers();
  render(Related, { entry: fakeEntry({ id: "one" }) });
  await vi.advanceTimersByTimeAsync(10);
  const link = screen.getByRole("link", { name: /Silence again/u });
  const list = link.closest("ul");
  if (!list) throw new Error("There is no list.");
  host.answers.related = () => [{ entry: fakeRow({ id: "new", title: "Something else" }), because: [] }];
  list.dispatchEvent(new Event("pointerenter"));
  link.focus();
  host.announce(["entries"], ["one"]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(host.requests("related")).toHaveLength(2);
  screen.getByText("Silence again");
  list.dispatchEvent(new Event("pointerleave"));
  await vi.advanceTimersByTimeAsync(10);
  screen.getByText("Silence again");
  link.blur();
  await vi.advanceTimersByTimeAsync(10);
  screen.getByText("Something else");
  expect(screen.queryByText("Silence again")).toBeNull();
});
