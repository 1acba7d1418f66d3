import type { TemplateField, TemplateRow } from "$lib/api/types";
import { folded } from "$lib/fold";

/** The template of a blank page; entries of before templates have none. */
export const BLANK = "free";
/** A learning log is begun, not chosen for a text: it has pages of its own. */
export const LOOP = "dll";

export const isBlank = (template: string): boolean => template === BLANK || template === "";

/** The parts that are headings in the text, in the template's order. */
export function stagesOf(fields: readonly TemplateField[]): TemplateField[] {
  return fields.filter(({ kind }) => kind === "text");
}

/** The text a new page begins with: every heading, with room below it. */
export function headingsOf(fields: readonly TemplateField[]): string {
  return stagesOf(fields)
    .map(({ label }) => `## ${label}\n`)
    .join("\n");
}

/** Templates to choose from, in the groups they are shown in. Those without one are left out. */
export function grouped(
  rows: readonly TemplateRow[],
): { group: "quick" | "ways" | "forms" | "own"; rows: TemplateRow[] }[] {
  const groupOf = ({ own, form, quick }: TemplateRow) => (own ? "own" : form ? "forms" : quick ? "quick" : "ways");
  return (["quick", "ways", "forms", "own"] as const)
    .map((group) => ({ group, rows: rows.filter((row) => groupOf(row) === group) }))
    .filter(({ rows: some }) => some.length > 0);
}

/** Those in which every typed word stands, whatever its case and accents. */
export function found(rows: readonly TemplateRow[], typed: string): TemplateRow[] {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = folded(`${row.name} ${row.author} ${row.year} ${row.about}`);
    return wanted.every((word) => text.includes(word));
  });
}
