/**
 * The stages of a template in a text: what is written at a stage stands under a heading of the second level that says the
 * stage's label, up to the next such heading. Both editors find them the same way, from the blocks at the top of the text.
 */

/** One block at the top of the text. Places are the editor's own. */
export type Part = {
  /** What a heading of the second level says; null for every other block. */
  heading: string | null;
  /** Nothing anybody would miss. */
  blank: boolean;
  from: number;
  to: number;
};

/** The words of one stage. */
export type Section = {
  label: string;
  /** Where its heading begins… */
  from: number;
  /** …where it ends… */
  start: number;
  /** …and where the next stage begins, or the text ends. */
  to: number;
  written: boolean;
};

/** Where the cursor is, and what there is, in the words of the template. */
export type Standing = {
  /** The stage the cursor is in; null above the first. */
  at: string | null;
  /** Stages whose heading stands in the text. */
  present: readonly string[];
  /** Stages with words under their heading. */
  written: readonly string[];
};

export const nowhere: Standing = { at: null, present: [], written: [] };

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * The sections of these labels, in the order of the text. The first heading that says a label counts; a later one, and a
 * heading that says none, belongs to the section it stands in.
 */
export function sectionsOf(parts: readonly Part[], labels: readonly string[]): Section[] {
  const known = new Map(labels.map((label) => [plain(label), label]));
  const sections: Section[] = [];
  for (const { heading, blank, from, to } of parts) {
    const label = heading === null ? undefined : known.get(plain(heading));
    const last = sections.at(-1);
    if (label !== undefined && !sections.some((one) => one.label === label)) {
      if (last) last.to = from;
      sections.push({ label, from, start: to, to, written: false });
    } else if (last) {
      last.to = to;
      last.written ||= !blank;
    }
  }
  return sections;
}

/** What the cursor at this place stands in. */
export function standingAt(sections: readonly Section[], cursor: number): Standing {
  return {
    at: sections.findLast(({ from }) => from <= cursor)?.label ?? null,
    present: sections.map(({ label }) => label),
    written: sections.filter(({ written }) => written).map(({ label }) => label),
  };
}

/** Where the heading of a stage that has none belongs: behind the stages before it, else before those after it; null: at the end. */
export function placeFor(label: string, sections: readonly Section[], labels: readonly string[]): number | null {
  const order = labels.indexOf(label);
  const before = sections.findLast((section) => labels.indexOf(section.label) < order);
  if (before) return before.to;
  return sections.find((section) => labels.indexOf(section.label) > order)?.from ?? null;
}

export function sameStanding(one: Standing, other: Standing): boolean {
  const key = ({ at, present, written }: Standing): string => JSON.stringify([at, present, written]);
  return key(one) === key(other);
}
