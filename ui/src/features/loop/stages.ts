import type { Stage } from "$lib/api/types";

/** In their order. */
export const STAGES: readonly Stage[] = [
  "noticed",
  "mapped",
  "challenged",
  "revised",
  "test_planned",
  "tested",
  "closed",
];

/** Is `one` before `other`? */
export const isBefore = (one: Stage, other: Stage): boolean => STAGES.indexOf(one) < STAGES.indexOf(other);
