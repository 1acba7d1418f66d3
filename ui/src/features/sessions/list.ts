import type { SessionRow } from "$lib/api/types";

/** The sessions of one community: those to come, the next first; those that were, the last first. */
export type Group = { community: string; name: string; coming: SessionRow[]; past: SessionRow[] };

/** A session is to come until it was held; one that was never held is past the day after. */
export function isComing(row: SessionRow, today: string): boolean {
  return row.state === "running" || (row.state === "planned" && row.start.slice(0, 10) >= today);
}

/** By community: who meets next stands first, then whoever met last. */
export function grouped(rows: readonly SessionRow[], today: string): Group[] {
  const groups: Group[] = [];
  for (const row of [...rows].sort((one, other) => one.at.localeCompare(other.at))) {
    let group = groups.find(({ community }) => community === row.community);
    if (!group) groups.push((group = { community: row.community, name: row.community_name, coming: [], past: [] }));
    if (isComing(row, today)) group.coming.push(row);
    else group.past.unshift(row);
  }
  const next = (group: Group): string => group.coming[0]?.at ?? "9";
  const last = (group: Group): string => group.past[0]?.at ?? "";
  return groups.sort((one, other) => next(one).localeCompare(next(other)) || last(other).localeCompare(last(one)));
}
