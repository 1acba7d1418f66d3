import { describe, expect, it } from "vitest";
import type { ProtocolDefinition } from "$lib/api/types";
import { blank, blankStep, definitionOf, draftOf, isSound, problemsOf, total } from "./draft";

const tuning: ProtocolDefinition = {
  name: "Tuning",
  author: "McDonald & Allen",
  year: "",
  about: "",
  from: 6,
  to: 10,
  exposure: 40,
  exposes: "",
  record: "full",
  framed: true,
  steps: [
    {
      key: "intro",
      name: "Intro",
      minutes: 5,
      shortest: 2,
      speaks: "facilitator",
      says: "",
      notes: true,
      stems: [],
      each: false,
    },
    {
      key: "warm",
      name: "Warm and cool",
      minutes: 15,
      shortest: 8,
      speaks: "group",
      says: "Warm first.",
      notes: true,
      stems: ["warm", "cool"],
      each: true,
    },
  ],
};

describe("a protocol in the form", () => {
  it("comes back as it was, with its own place in the list", () => {
    expect(definitionOf(draftOf(tuning), tuning.exposure)).toEqual(tuning);
    expect(total(draftOf(tuning))).toBe(20);
  });
  it("takes another place in the list when that is chosen", () => {
    expect(definitionOf({ ...draftOf(tuning), exposure: "90" }, tuning.exposure).exposure).toBe(90);
  });
  it("says what is missing where it is missing", () => {
    const problems = problemsOf({ ...blank, from: "8", to: "3", steps: [{ ...blankStep(1), shortest: "20" }] });
    expect(isSound(problems)).toBe(false);
    expect([problems.name, problems.people]).not.toContain(null);
    expect(Object.keys(problems.steps[1] ?? {})).toEqual(["name", "minutes"]);
    expect(isSound(problemsOf(draftOf(tuning)))).toBe(true);
  });
});
