import { describe, expect, it } from "vitest";
import { fakeAnswer } from "$lib/api/host.fake";
import type { SearchFacets, SearchResult } from "$lib/api/types";
import { partsOf } from "./filters";
import { narrowing } from "./narrowing";

const templates = { of: (id: string) => `The ${id}`, typed: (id: string) => id };
const found = (facets: Partial<SearchFacets>, total = 10): SearchResult => fakeAnswer({ total }, facets);
const count = (value: string, of = 2) => ({ value, count: of });

describe("narrowing down", () => {
  it("offers the six newest years, and how assumptions stand", () => {
    const years = ["2026", "2025", "2024", "2023", "2022", "2021", "2020"].map((year) => count(year, 1));
    const offered = narrowing(found({ years, claims: [count("doubted")] }), "", templates);
    expect(offered.map(({ part }) => part)).toEqual([
      "claim:doubted",
      "year:2026",
      "year:2025",
      "year:2024",
      "year:2023",
      "year:2022",
      "year:2021",
    ]);
    expect(offered[0]?.label).toBe("Assumption: doubted · 2");
    expect(offered[1]?.label).toBe("2026 · 1");
  });

  it("offers nothing that would take nothing away", () => {
    expect(narrowing(found({ years: [count("2026", 10)] }), "", templates)).toEqual([]);
    expect(narrowing(found({ years: [count("2026", 0)] }, 1), "", templates)).toEqual([]);
  });

  it("offers what is not there yet, though something longer is", () => {
    const tags = [count("y"), count("y9"), count("Quiet room")];
    const parts = (typed: string) => narrowing(found({ tags }), typed, templates).map(({ part }) => part);
    expect(parts("tag:y9")).toEqual(["tag:y", 'tag:"Quiet room"']);
    expect(parts("(cold OR TAG:Y) tag:“quiet room” -tag:y9")).toEqual(["tag:y9"]);
  });
});

it("what is typed falls into words, phrases and filters", () => {
  expect(partsOf('Cold  "quiet room" (tag:"Y 9" OR -(is:draft)) near:"a b')).toEqual([
    "cold",
    '"quiet room"',
    'tag:"y 9"',
    "or",
    "-is:draft",
    'near:"a b',
  ]);
});
