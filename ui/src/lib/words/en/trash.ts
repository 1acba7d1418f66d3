/** What the Trash screen says, in English. */
import { count } from "../plural";

export const trash = {
  title: "Trash",
  lead: "Entries you deleted. They stay here, out of the journal, search and exports, until you restore them.",
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
};
