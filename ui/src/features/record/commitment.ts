import type { Commitment, CommitmentState } from "$lib/api/types";
import { words } from "$lib/words";

/** What can be said of it next: never what it is already. */
export const BECAME = ["kept", "under_way", "let_go", "planned"] as const satisfies readonly CommitmentState[];

/** How it stands, in words that blame nobody. */
export function standing({ state, late }: Pick<Commitment, "state" | "late">): string {
  const say = words.commitments.states;
  if (state === "kept") return late ? say.keptLater : say.kept;
  if (state === "let_go") return say.let_go;
  return late ? say.longer : say[state];
}

export const isOpen = ({ state }: Pick<Commitment, "state">): boolean => state === "planned" || state === "under_way";

/** Those that are open, what is due first, first and what has no day last; then the others, what was settled last first. */
export function inOrder(all: readonly Commitment[]): { open: Commitment[]; settled: Commitment[] } {
  const day = ({ due }: Commitment): string => due ?? "9999";
  const settledAt = ({ steps }: Commitment): string => steps.at(-1)?.at ?? "";
  return {
    open: all.filter(isOpen).sort((a, b) => day(a).localeCompare(day(b))),
    settled: all.filter((one) => !isOpen(one)).sort((a, b) => settledAt(b).localeCompare(settledAt(a))),
  };
}
