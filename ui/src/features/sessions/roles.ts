import type { RoleName, SaveRole, SessionRole } from "$lib/api/types";

export const ROLES = ["facilitator", "time", "notes", "norms"] as const satisfies readonly RoleName[];

type Who = number | null;
const roleOf = (role: RoleName, person: Who): SaveRole => (person === null ? { role } : { role, person });

/** The roles with this one given to somebody (null: oneself), or to nobody (undefined). */
export function given(roles: readonly SessionRole[], role: RoleName, who: Who | undefined): SaveRole[] {
  const others = roles.filter((one) => one.role !== role).map((one) => roleOf(one.role, one.person));
  const all = who === undefined ? others : [...others, roleOf(role, who)];
  return all.sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role));
}

/**
 * Each role one turn on from who had it last: the writer first, then the members in their order. Who left is passed on to
 * the first who has none; a role nobody had stays free.
 */
export function inTurn(last: readonly SessionRole[], members: readonly number[], notes: boolean): SaveRole[] {
  const ring: Who[] = [null, ...members];
  const next: SaveRole[] = [];
  const left: RoleName[] = [];
  for (const { role, person } of last) {
    if (role === "notes" && !notes) continue;
    const at = ring.indexOf(person);
    const who = ring[(at + 1) % ring.length];
    if (at >= 0 && who !== undefined) next.push(roleOf(role, who));
    else left.push(role);
  }
  for (const role of left) {
    const free = ring.find((who) => !next.some((one) => (one.person ?? null) === who));
    next.push(roleOf(role, free ?? null));
  }
  return next.sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role));
}
