import { describe, expect, it } from "vitest";
import type { Filter } from "$lib/api/types";
import { chipsOf, choices, cleaned, isFiltered, toggled } from "./filter";

describe("filters", () => {
  it("each one in force is a chip that takes away only itself", () => {
    const filter = { tags: ["maths", "team"], readiness: "draft" as const, timings: ["on_action" as const] };
    const chips = chipsOf(filter);
    expect(chips.map((chip) => chip.label)).toEqual(["Draft", "Looking back", "#maths", "#team"]);
    expect(chips.find((chip) => chip.label === "#maths")?.without).toEqual({ ...filter, tags: ["team"] });
    expect(chips.find((chip) => chip.label === "Draft")?.without).toEqual({
      tags: filter.tags,
      timings: filter.timings,
    });
  });
  it("one day is one chip", () => {
    const chips = chipsOf({ after: "2019-05-03", before: "2019-05-03", starred: true });
    expect(chips.map((chip) => chip.label)).toEqual(["On 3 May 2019", "Starred"]);
    expect(chips[0]?.without).toEqual({ starred: true });
  });
  it("a list that becomes empty filters nothing", () => {
    expect(toggled({ tags: ["maths"] }, "tags", "maths")).toEqual({});
    expect(isFiltered(cleaned({ tags: [], after: undefined }))).toBe(false);
  });
  it("a template is called by its name", () => {
    const [chip] = chipsOf({ templates: ["www"] }, (id) => `${id} by name`);
    expect(chip?.label).toBe("www by name");
  });
  it("draft and ready exclude each other", () => {
    const ready = choices({ readiness: "draft" }, { tags: [], people: [], settings: [], templates: [] }).find(
      (choice) => choice.key === "ready",
    );
    expect(ready?.toggle).toEqual({ readiness: "ready" });
  });
  it("learning logs and other entries exclude each other, stages add up", () => {
    const none = { tags: [], people: [], settings: [], templates: [] };
    const find = (filter: Filter, key: string) => choices(filter, none).find((choice) => choice.key === key)?.toggle;
    expect(find({ kinds: ["loop"] }, "entry")).toEqual({ kinds: ["entry"] });
    expect(find({ kinds: ["loop"] }, "loop")).toEqual({});
    expect(find({ stages: ["mapped"] }, "tested")).toEqual({ stages: ["mapped", "tested"] });
    expect(chipsOf({ kinds: ["loop"], stages: ["mapped"] }).map((chip) => chip.label)).toEqual([
      "Learning logs",
      "Mapped",
    ]);
  });
});
