import { count, number } from "../plural";

/** The termly look back: from the record, with links, never a score. */
export const insights = {
  title: "Insights",
  lead: "Look back over a term: what set you thinking, whose eyes helped, and where your mind changed. From your own record, and for you alone.",
  which: "Which time?",
  periods: {
    term: "This term",
    before: "The term before",
    school_year: "This school year",
    year: "The last twelve months",
    own: "Other days",
  },
  from: "From",
  to: "To",
  span: (from: string, to: string) => `${from} to ${to}`,
  wrongWay: "The first day comes after the last one.",
  loading: "Looking back…",
  record: (entries: number, opened: number, closed: number) =>
    `You wrote ${count(entries, "entry", "entries")}, began ${count(opened, "learning log", "learning logs")} and closed ${number(closed)}.`,
  nothingTitle: "Nothing was written in this time",
  nothingText: "Choose another time, or write the first page of it now.",
  write: "Write a look back",
  writeHint: "A page of its own, with questions about how you learned in this time.",
  lookBackOf: (span: string) => `Look back: ${span}`,
  calendar: "The year in the calendar",

  revised: "Where your mind changed",
  revisedNone: "No assumption was revised in this time. Some hold; some have not been asked yet.",
  wasSaid: "Before",
  isSaid: "Since then",
  changedOn: (when: string, cause: string) => `${when}, by ${cause}`,
  kept: "Kept after a fair test",
  dropped: "Dropped",

  lens: "Whose eyes led to it",
  lensLead: "Through whom or what you looked, in the learning logs where an assumption was revised.",
  noLens: "Not said",
  person: "Who helped you see it",
  loopsIn: (n: number) => `in ${count(n, "learning log", "learning logs")}`,
  triggers: "What set you thinking",
  stopped: "Where you stopped",
  stoppedLead: "Open, and not touched for thirty days. Is it done with, is it waiting, or is something in the way?",
  lastTouched: (when: string) => `last touched ${when}`,
  opened: "Begun",
  closed: "Closed",
};
