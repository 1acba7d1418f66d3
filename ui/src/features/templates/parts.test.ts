import { describe, expect, it } from "vitest";
import type { TemplateDefinition } from "$lib/api/types";
import { moved } from "$lib/moved";
import { isSound, newPart, newTemplate, problemsOf, toDefinition, toEdit } from "./parts";
import { fileName } from "./library.svelte";

const definition: TemplateDefinition = {
  name: "After a visit",
  author: "Me",
  year: "2026",
  source: "",
  about: "For school visits",
  minutes: 10,
  fields: [
    {
      key: "saw",
      label: "What I saw",
      prompts: ["Who was there?", "What surprised you?"],
      kind: "text",
      slot: "describe",
      required: true,
      hint: "No names.",
      choices: [],
      many: false,
      limit: 500,
    },
    {
      key: "kind",
      label: "Kind of visit",
      prompts: [],
      kind: "choice",
      slot: null,
      required: false,
      hint: "",
      choices: ["Lesson", "Meeting"],
      many: true,
      limit: null,
    },
  ],
};

describe("a template while it is edited", () => {
  it("comes back as it was if nothing is changed", () => {
    expect(toDefinition(toEdit(definition))).toEqual(definition);
  });

  it("questions and choices are lines, blank ones left out", () => {
    const edited = newTemplate();
    edited.parts = [newPart(1, { label: " Kind ", kind: "choice", choices: "One\n\n  Two \n" })];
    expect(toDefinition(edited).fields[0]).toMatchObject({ label: "Kind", choices: ["One", "Two"], many: false });
  });

  it("choices and limits of a kind that has none are not saved", () => {
    const edited = newTemplate();
    edited.parts = [newPart(1, { label: "Day", kind: "date", choices: "One", limit: "10" })];
    expect(toDefinition(edited).fields[0]).toMatchObject({ kind: "date", choices: [], limit: null });
  });

  it("what is missing is said where it is", () => {
    const edited = {
      ...newTemplate(),
      parts: [newPart(1, { label: "Same" }), newPart(2, { label: "same" }), newPart(3)],
    };
    const problems = problemsOf(edited);
    expect(problems.name).not.toBeNull();
    expect(problems.parts[1]).toBeUndefined();
    expect(problems.parts[2]?.label).toContain("Two parts");
    expect(problems.parts[3]?.label).toContain("heading");
    expect(isSound(problems)).toBe(false);
    expect(isSound(problemsOf(toEdit(definition)))).toBe(true);
  });

  it("a part moves past its neighbour and never out of the list", () => {
    expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  });

  it("its file has a name every system takes", () => {
    expect(fileName('Gibbs: "mine"/2')).toBe("Gibbs mine 2");
    expect(fileName("...")).toBe("template");
  });
});
