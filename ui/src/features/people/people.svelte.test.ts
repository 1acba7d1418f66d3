import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import type { Person } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { isCalled, listOf, Pasted, People } from "./people.svelte";

const person = (given: Partial<Person>): Person => ({
  id: 1,
  name: "Amira Khan",
  aliases: [],
  role: "pupil",
  listed: true,
  entries: 0,
  communities: 0,
  ...given,
});
const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("a person", () => {
  it("is found by any of their names, without accents and capitals", () => {
    const zoe = person({ name: "Zoë Peeters", aliases: ["Zozo"] });
    expect(isCalled(zoe, "zoe")).toBe(true);
    expect(isCalled(zoe, " ZOZO ")).toBe(true);
    expect(isCalled(zoe, "khan")).toBe(false);
    expect(isCalled(zoe, "")).toBe(true);
  });

  it("has other names one a line", () => {
    expect(listOf(" Bex \n\n Becky")).toEqual(["Bex", "Becky"]);
  });
});

describe("the list", () => {
  let fake: FakeHost;
  let leave: () => void;
  let people: People;
  let pasted: Pasted;
  beforeEach(async () => {
    fake = new FakeHost({
      person_list: () => [person({}), person({ id: 2, name: "Dev", role: "colleague", aliases: ["D."] })],
      telltale_list: () => ({ codes: [], places: [], not_names: [] }),
      person_remove: () => null,
      person_save: () => person({}),
      person_read: () => [
        { name: "Amira Khan", aliases: [], known: true },
        { name: "Tomasz Nowak", aliases: ["Tomek"], known: false },
      ],
      person_add: () => ({ added: [3], known: 0 }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      people = new People();
      pasted = new Pasted();
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });

  it("is narrowed by role and by name at once", () => {
    people.roles = ["colleague"];
    expect(people.shown.map(({ name }) => name)).toEqual(["Dev"]);
    people.text = "amira";
    expect(people.shown).toEqual([]);
  });

  it("gives back whole whoever was taken off by mistake", async () => {
    const dev = people.shown[1];
    if (!dev) throw new Error("there is nobody");
    await people.remove(dev);
    toasts.shown.at(-1)?.action?.run();
    expect(fake.requests("person_save")).toEqual([{ name: "Dev", aliases: ["D."], role: "colleague" }]);
  });

  it("takes in exactly those names of a pasted class that are shown as new", async () => {
    pasted.text = "Khan, Amira\nNowak, Tomasz (Tomek)";
    pasted.role = "patient";
    flushSync();
    await settled();
    expect(pasted.known).toBe(1);
    expect(await pasted.add()).toBe(true);
    expect(fake.requests("person_add")).toEqual([
      { people: [{ name: "Tomasz Nowak", aliases: ["Tomek"] }], role: "patient" },
    ]);
    expect(pasted.text).toBe("");
  });
});
