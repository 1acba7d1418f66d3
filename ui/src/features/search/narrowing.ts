import type { Count, SearchResult, Stage, Standing } from "$lib/api/types";
import { words } from "$lib/words";
import { filterFor, partsOf } from "./filters";

/** What takes away some of what was found: the filter, and what its chip says. */
export type Narrowing = { part: string; label: string };

/** What a template is called, and how it is typed. */
type Templates = { of(id: string): string; typed(id: string): string };

/** Of each kind as many as help; of years a few more, because they are short and one goes back through them. */
const SHOWN = 3;
const YEARS = 6;

/** The filters that would leave some of what was found, and are not there yet. */
export function narrowing({ total, facets }: SearchResult, typed: string, templates: Templates): Narrowing[] {
  if (total < 2) return [];
  const { stages, standings } = words.learning;
  const there = new Set(partsOf(typed));
  const some = (name: string, counts: readonly Count[], said: (value: string) => string, most = SHOWN): Narrowing[] =>
    counts
      // Only what would take something away helps.
      .filter(({ count }) => count < total)
      .slice(0, most)
      .map(({ value, count }) => {
        const written = name === "template" ? templates.typed(value) : value;
        return { part: filterFor(name, written), label: words.search.narrowTo(said(value), count) };
      });
  return [
    ...some("tag", facets.tags, (tag) => `#${tag}`),
    ...some("person", facets.people, (person) => person),
    ...some("template", facets.templates, (id) => templates.of(id)),
    ...some("stage", facets.stages, (stage) => stages[stage as Stage] ?? stage),
    ...some("claim", facets.claims, (standing) => words.search.standing(standings[standing as Standing] ?? standing)),
    ...some("year", facets.years, (year) => year, YEARS),
  ].filter(({ part }) => !partsOf(part).some((one) => there.has(one)));
}
