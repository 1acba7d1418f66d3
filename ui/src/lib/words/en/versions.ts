/** What the list of versions and the comparison say, in English. */
import { count } from "../plural";

export const versions = {
  title: "Versions",
  lead: "Earlier states of this entry, kept by themselves while you write.",
  loading: "Looking up versions…",
  emptyTitle: "No earlier version yet",
  emptyText: "Loopbook keeps the state of an entry every few minutes while you write, and whenever you press Ctrl+S.",
  reason: {
    now: "As it is now",
    first: "Start of a sitting",
    interval: "While writing",
    last: "End of a sitting",
    kept: "Kept with Ctrl+S",
    before_shrink: "Before much was deleted",
    before_restore: "Before an earlier version was restored",
  },
  words: (n: number) => count(n, "word", "words"),
  change: (n: number) =>
    n === 0
      ? "no change in length"
      : n > 0
        ? `${count(n, "word", "words")} more`
        : `${count(-n, "word", "words")} fewer`,
  changeHint: "compared with the version before",
  noTitleThen: "Without a title then",
  titleThen: (title: string) => `Title then: “${title}”`,
  compare: "Compare with now",
  compareOne: (when: string) => `Compare the version of ${when} with the text as it is now`,

  beside: {
    title: "Beside the text",
    lead: "What stood beside it before it was changed or taken out. What stands there now is on the page.",
    until: "Until",
    challenge: { evidence: "Evidence against", reading: "Another reading", view: "Another person’s view" },
    who: "Who",
    how: "How you found out",
    lens: "Seen through",
    columns: "Two columns",
    someone: "Somebody said",
    unsaid: "Thought, not said",
    redesign: "Another time",
  },

  comparing: {
    title: "What changed",
    loading: "Comparing…",
    now: "As it is now",
    name: (reason: string, when: string) => `${reason}, ${when}`,
    caption: (left: string, right: string) => `${left}, beside ${right}`,
    same: "The two texts are the same.",
    titleChanged: (before: string, after: string) => `The title changed from “${before}” to “${after}”.`,
    gap: (n: number) => `${count(n, "line", "lines")} the same`,
    legend: "Underlined: added. Struck through: taken out.",
    noneHere: "Nothing here",
    removedLine: "Taken out",
    addedLine: "Added",
    changedLine: "Changed",
    pickLeft: "Earlier text",
    pickRight: "Later text",
    next: "Next change",
    previous: "Previous change",
    changes: (n: number) => (n === 0 ? "No change" : count(n, "change", "changes")),
    place: (i: number, n: number) => `Change ${i} of ${n}`,
    restore: "Restore this version",
    restoreHint: "The text as it is now is kept as a version, so nothing is lost.",
    restored: (when: string) => `The text of ${when} is back.`,
    undo: "Undo",
    undone: "The text is as it was before.",
  },
};
