import type { Count, Filter, Stage, Timing } from "$lib/api/types";
import { words } from "$lib/words";
import { dayInWords } from "$lib/words/when";

const say = words.journal;

type ListKey = "tags" | "people" | "settings" | "timings" | "templates" | "kinds" | "stages";

/** A filter in force, and what is left when it is taken away. */
export type FilterChip = { key: string; label: string; without: Filter };

/** Adds or takes away one value of a list; a list that becomes empty is no filter. */
export function toggled<K extends ListKey>(filter: Filter, list: K, value: string): Filter {
  const have = (filter[list] ?? []) as string[];
  const next = have.includes(value) ? have.filter((one) => one !== value) : [...have, value];
  return cleaned({ ...filter, [list]: next });
}

/** Without the parts that say nothing. */
export function cleaned(filter: Filter): Filter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

export const isFiltered = (filter: Filter): boolean => Object.keys(cleaned(filter)).length > 0;

/** All filters in force, in words. `named`: what a template is called. */
export function chipsOf(filter: Filter, named?: (template: string) => string): FilterChip[] {
  const chips: FilterChip[] = [];
  const { after, before } = filter;
  const withoutDays = cleaned({ ...filter, after: undefined, before: undefined });
  if (after !== undefined && after === before) {
    chips.push({ key: "day", label: say.onDay(dayInWords(after)), without: withoutDays });
  } else {
    if (after !== undefined) {
      chips.push({
        key: "after",
        label: say.fromDay(dayInWords(after)),
        without: cleaned({ ...filter, after: undefined }),
      });
    }
    if (before !== undefined) {
      chips.push({
        key: "before",
        label: say.untilDay(dayInWords(before)),
        without: cleaned({ ...filter, before: undefined }),
      });
    }
  }
  for (const choice of choices(filter, undefined, named)) {
    if (choice.on) chips.push({ key: choice.key, label: choice.label, without: choice.toggle });
  }
  return chips;
}

type Facets = { tags: Count[]; people: Count[]; settings: Count[]; templates: Count[] };
/** One line of the filter box. */
export type Choice = { key: string; group: string; label: string; count: number | null; on: boolean; toggle: Filter };

const KINDS: NonNullable<Filter["kinds"]> = ["loop", "entry"];
const STAGES = Object.keys(words.learning.stages) as Stage[];
const TIMINGS: Timing[] = ["in_action", "on_action", "for_action"];

/** Everything that can be filtered by; without `facets`, only what is in force. */
export function choices(filter: Filter, facets?: Facets, template = (id: string) => id): Choice[] {
  const list = (key: ListKey, group: string, counts: Count[] | undefined, named = (v: string) => v): Choice[] => {
    const on = (filter[key] ?? []) as string[];
    const values = counts ?? on.map((value) => ({ value, count: 0 }));
    return values.map(({ value, count }) => ({
      key: `${key}:${value}`,
      group,
      label: named(value),
      count: counts ? count : null,
      on: on.includes(value),
      toggle: toggled(filter, key, value),
    }));
  };
  const flag = (key: string, group: string, label: string, on: boolean, set: Filter, clear: Filter): Choice => ({
    key,
    group,
    label,
    count: null,
    on,
    toggle: cleaned({ ...filter, ...(on ? clear : set) }),
  });
  const { readiness, audience, starred, has_attachment } = filter;
  const noState = { readiness: undefined };
  const noAudience = { audience: undefined };
  return [
    flag("draft", say.state, words.common.draft, readiness === "draft", { readiness: "draft" }, noState),
    flag("ready", say.state, words.common.ready, readiness === "ready", { readiness: "ready" }, noState),
    flag("private", say.state, words.common.private, audience === "private", { audience: "private" }, noAudience),
    flag(
      "shareable",
      say.state,
      words.common.shareable,
      audience === "shareable",
      { audience: "shareable" },
      noAudience,
    ),
    flag("starred", say.state, say.starred, starred === true, { starred: true }, { starred: undefined }),
    flag(
      "attachment",
      say.state,
      say.hasAttachment,
      has_attachment === true,
      { has_attachment: true },
      { has_attachment: undefined },
    ),
    ...KINDS.map((kind): Choice => {
      const on = filter.kinds?.includes(kind) ?? false;
      // Both would be everything: one takes the other's place.
      const toggle = cleaned({ ...filter, kinds: on ? undefined : [kind] });
      return { key: kind, group: say.kind, label: say.kinds[kind], count: null, on, toggle };
    }),
    ...STAGES.map((stage): Choice => {
      const on = filter.stages?.includes(stage) ?? false;
      const label = words.learning.stages[stage];
      return { key: stage, group: say.stage, label, count: null, on, toggle: toggled(filter, "stages", stage) };
    }),
    ...TIMINGS.map((timing): Choice => {
      const on = filter.timings?.includes(timing) ?? false;
      const label = words.entry.timing[timing];
      return { key: timing, group: say.timing, label, count: null, on, toggle: toggled(filter, "timings", timing) };
    }),
    ...list("tags", say.tag, facets?.tags, (tag) => `#${tag}`),
    ...list("people", say.person, facets?.people),
    ...list("settings", say.setting, facets?.settings),
    // Where all are of one template there is nothing to tell apart.
    ...(facets && facets.templates.length < 2 && !filter.templates
      ? []
      : list("templates", say.template, facets?.templates, template)),
  ];
}
