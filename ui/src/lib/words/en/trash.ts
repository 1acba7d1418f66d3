/** What the Trash screen says, in English. */
import { count } from "../plural";

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
  chosen: (n: number) => `${n.toLocaleString("en")} chosen`,
  restoreChosen: (n: number) => (n === 0 ? "Restore chosen" : `Restore ${count(n, "entry", "entries")}`),
  restored: (n: number) => `${n === 1 ? "The entry is" : `${n.toLocaleString("en")} entries are`} back in the journal.`,
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
  purgeAttachments: (n: number) => count(n, "attached file", "attached files"),
  purgeClaimsTitle: "What only these learning logs were about",
  purgeClaims:
    "These stay in your ledger, marked “from a deleted learning log”. Tick one to delete it too, with its whole history.",
  purgePacksTitle: "What left holds some of it",
  purgePacks:
    "A copy of each file you gave to somebody is kept, so that the same can be given again. Tick one to forget that copy too; the line about it stays.",
  purgePack: (audience: string) => `What was given to ${audience}`,
  purgeAnswers: (to: string) => `Your answers to comments on it, given to ${to === "" ? "a reader" : to}`,
  purgeBackups: "Backups, exports and copies you made or sent before may still hold all of it.",
  purgeKeep: "Keep",
  purge: "Delete for good",
  purging: "Deleting…",
  purged: (n: number) => `${count(n, "entry is", "entries are")} deleted for good.`,
};
