/** What the Trash screen says, in English. */
import { count, listed, number } from "../plural";

export const trash = {
  title: "Trash",
  lead: "Entries you deleted. They stay here, out of the journal, search and exports, until you restore them or delete them for good.",
  loading: "Opening the trash…",
  emptyTitle: "The trash is empty",
  emptyText: "When you delete an entry it comes here first, whole, and can be restored.",
  emptyAction: "Go to the journal",
  deleted: (when: string) => `Deleted ${when}`,
  happened: (when: string) => `Entry of ${when}`,
  restore: "Restore",
  restoreOne: (title: string) => `Restore “${title}”`,
  choose: (title: string) => `Choose “${title}”`,
  all: "Choose all",
  chosen: (n: number) => `${number(n)} chosen`,
  restoreChosen: (n: number) => (n === 0 ? "Restore chosen" : `Restore ${count(n, "entry", "entries")}`),
  restored: (n: number) => `${n === 1 ? "The entry is" : `${number(n)} entries are`} back in the journal.`,
  total: (n: number) => `${count(n, "entry", "entries")} in the trash`,

  purgeChosen: (n: number) => (n === 0 ? "Delete for good…" : `Delete ${count(n, "entry", "entries")} for good…`),
  purgeTitle: (n: number) => `Delete ${count(n, "entry", "entries")} for good?`,
  purgeLead: "This cannot be undone. It deletes:",
  purgeCounting: "Looking what would go…",
  purgeEntries: (n: number) => count(n, "entry", "entries"),
  purgeLoops: (n: number) =>
    count(
      n,
      "learning log, with its quotes, challenges and tests",
      "learning logs, with their quotes, challenges and tests",
    ),
  purgeVersions: (n: number) => count(n, "version of the text", "versions of the text"),
  purgeComments: (n: number) => count(n, "comment that a reader wrote", "comments that readers wrote"),
  purgeAttachments: (n: number) => count(n, "attached file", "attached files"),
  purgeClaimsTitle: "What only these learning logs were about",
  purgeClaims:
    "These stay in your ledger, marked “from a deleted learning log”. Tick one to delete it too, with its whole history.",
  purgePacksTitle: "What left holds some of it",
  purgePacks:
    "A copy of each file you gave to somebody is kept, so that the same can be given again. Tick one to forget that copy too; the line about it stays.",
  purgePack: (audience: string) => `What was given to ${audience}`,
  purgeAnswers: (to: string) => `Your answers to comments on it, given to ${to === "" ? "a reader" : to}`,
  purgeFromBackups: (n: number) =>
    `Take it out of the ${count(n, "backup", "backups")} that still ${n === 1 ? "holds" : "hold"} it, too`,
  purgeFromBackupsHint: (days: string[]) =>
    days.length === 1
      ? `Made ${listed(days)}. The backup is made anew without it, which can take a minute. Else it is in there until the backup is let go.`
      : `Made ${listed(days)}. Each is made anew without it, which can take a minute. Else it is in them until they are let go.`,
  purgeUnknown: (days: string[]) =>
    `${count(days.length, "backup", "backups")} (${listed(days)}) could not be looked into and may hold it. You can delete ${days.length === 1 ? "it" : "them"} in Settings.`,
  purgeAsides: (n: number) =>
    `${count(n, "journal that was put aside holds", "journals that were put aside hold")} it, too. You can delete ${n === 1 ? "it" : "them"} in Settings.`,
  purgeBackups: "Copies, exports and backups in other places that you made or sent before may still hold all of it.",
  purgeKeep: "Keep",
  purge: "Delete for good",
  purging: "Deleting…",
  cleared: (n: number) => `${count(n, "backup was", "backups were")} made anew without it.`,
  clearedLeft: (n: number) =>
    `${count(n, "backup", "backups")} could not be made anew and ${n === 1 ? "holds" : "hold"} it still. You can delete ${n === 1 ? "it" : "them"} in Settings.`,
  clearedNot: (why: string) => `It is still in some backups: ${why}`,
  purged: (n: number) => `${count(n, "entry is", "entries are")} deleted for good.`,
};
