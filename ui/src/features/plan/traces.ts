import type { Decision, NameGroup } from "$lib/api/types";
import { words } from "$lib/words";

const say = words.plan.traces;

/** What belongs together on the screen, in the order in which it is looked through. */
const SECTIONS = {
  people: ["person"],
  numbers: ["number", "email", "phone", "handle", "postcode", "url"],
  places: ["place", "code"],
  dates: ["date"],
  maybe: ["maybe_name"],
} as const;
export type SectionKey = keyof typeof SECTIONS;
export type Section = { key: SectionKey; groups: NameGroup[]; decided: number };

const sectionOf = (kind: string): SectionKey =>
  (Object.keys(SECTIONS) as SectionKey[]).find((key) => (SECTIONS[key] as readonly string[]).includes(kind)) ??
  "numbers";

/** The groups by section; an empty section is none. */
export function sections(groups: readonly NameGroup[]): Section[] {
  return (Object.keys(SECTIONS) as SectionKey[])
    .map((key) => {
      const mine = groups.filter((group) => sectionOf(group.kind) === key);
      return { key, groups: mine, decided: mine.filter((group) => group.open === 0).length };
    })
    .filter(({ groups }) => groups.length > 0);
}

/** What is done, as it is said: what stands there instead, or what becomes of it. */
export function inWords(decision: Decision): string {
  switch (decision.action) {
    case "replace":
    case "generalise":
      return `“${decision.text}”`;
    case "cut":
      return say.action.cut;
    case "keep":
      return say.action.keep(decision.text);
    case "not_a_name":
      return say.action.not_a_name;
  }
}

/** What became of a group that is decided: of all of it, or place by place. */
export function outcome(group: NameGroup): string {
  const all = new Set(group.hits.map((hit) => (hit.decision ? inWords(hit.decision) : "")));
  const [only] = all;
  return all.size === 1 && only ? only : say.mixed;
}

/** The next group after this one that is not decided, round the end; undefined where all are. */
export function nextOpen(groups: readonly NameGroup[], after: string): NameGroup | undefined {
  const at = groups.findIndex(({ group }) => group === after);
  const round = [...groups.slice(at + 1), ...groups.slice(0, Math.max(at, 0))];
  return round.find((group) => group.open > 0);
}

/** Something coarser is asked for of what is no name; a name gets another. */
export function changedBy(kind: string): "replace" | "generalise" {
  return kind === "person" || kind === "maybe_name" ? "replace" : "generalise";
}
