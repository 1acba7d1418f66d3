import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeEntry, fakeLoop, fakeRow } from "$lib/api/host.fake";
import Related from "./Related.svelte";

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost({
    related: () => [{ entry: fakeRow({ id: "other", title: "Silence again" }), because: ["silence", "wait"] }],
    loop_get: () => fakeLoop({ entry: fakeEntry({ id: "log", kind: "loop" }) }),
    link_add: () => null,
    link_remove: () => null,
    loop_set: () => fakeLoop({}),
  });
  useHost(host);
});
afterEach(cleanup);

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
