/** The list of learning logs. */
import { count } from "../plural";

export const loops = {
  title: "Learning logs",
  lead: "Each takes one thing that surprised you, and asks what you had taken for granted.",
  begin: "Begin a learning log",
  emptyTitle: "A learning log turns a surprise into something learned",
  emptyText:
    "You put down what happened, find the assumption behind what you did, look for what speaks against it, and try it out in a small test. It takes weeks, a few minutes at a time.",
  loading: "Looking up learning logs…",
  open: "Open",
  parked: "Parked",
  closed: "Closed",
  show: "Show",
  all: "All",
  find: "Find in learning logs",
  stage: "Stage",
  anyStage: "Any stage",
  noneTitle: "No learning log fits",
  noneText: "Change what you look for, or show all.",
  showAll: "Show all",
  count: (n: number) => count(n, "learning log", "learning logs"),
  next: (sentence: string) => `Next: ${sentence}`,
  readyFor: (stage: string) => `Ready to go on to “${stage}”`,
  testDue: (when: string) => `Test due ${when}`,
  back: (when: string) => `Comes back ${when}`,
  changed: (when: string) => `changed ${when}`,
  closedOn: (when: string) => `closed ${when}`,
  verdicts: { keep: "kept after a test", revise: "revised", drop: "dropped" },
  single: "the fix was enough",
};
