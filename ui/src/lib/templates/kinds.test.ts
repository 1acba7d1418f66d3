import { describe, expect, it } from "vitest";
import type { TemplateRow } from "$lib/api/types";
import { found, grouped, headingsOf } from "./kinds";

const row = (id: string, given: Partial<TemplateRow> = {}): TemplateRow => ({
  id,
  name: id,
  author: "",
  year: "",
  about: "",
  minutes: null,
  fields: 1,
  own: false,
  form: false,
  quick: false,
  used: 0,
  removed_at: null,
  ...given,
});

describe("templates to choose from", () => {
  it("are found by every typed word, whatever its case and accents", () => {
    const rows = [
      row("schon", { name: "Reflection", author: "Schön" }),
      row("gibbs", { about: "After strong feelings" }),
    ];
    expect(found(rows, "schon REFL").map(({ id }) => id)).toEqual(["schon"]);
    expect(found(rows, "feelings after").map(({ id }) => id)).toEqual(["gibbs"]);
    expect(found(rows, "nothing")).toEqual([]);
    expect(found(rows, " ")).toHaveLength(2);
  });

  it("stand in groups, the quick ones first and one's own last", () => {
    const rows = [row("mine", { own: true }), row("nmc", { form: true }), row("gibbs"), row("free", { quick: true })];
    expect(grouped(rows).map(({ group }) => group)).toEqual(["quick", "ways", "forms", "own"]);
    expect(grouped([row("gibbs")]).map(({ group }) => group)).toEqual(["ways"]);
  });

  it("a field that is not words is no heading", () => {
    const field = {
      key: "a",
      prompts: [],
      slot: null,
      required: false,
      hint: "",
      choices: [],
      many: false,
      limit: null,
    };
    const fields = [
      { ...field, label: "What?", kind: "text" as const },
      { ...field, label: "When", kind: "date" as const },
      { ...field, label: "So?", kind: "text" as const },
    ];
    expect(headingsOf(fields)).toBe("## What?\n\n## So?\n");
  });
});
