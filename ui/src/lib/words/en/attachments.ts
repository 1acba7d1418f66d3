/** What the attachments panel says, in English. */
import { count } from "../plural";

export const attachments = {
  title: "Attachments",
  emptyTitle: "No files yet",
  emptyText:
    "Pictures, scans and any other file can be kept with this entry, inside the journal. Choose them, or drop them here.",
  add: "Add files…",
  adding: (done: number, total: number) => `Adding file ${done + 1} of ${total}…`,
  choosing: "Adding files…",
  added: (n: number) => `${count(n, "file", "files")} added.`,
  failed: (name: string) => `“${name}” was not added.`,
  dropHere: "Drop to keep with this entry",
  total: (n: number, size: string) => `${count(n, "file", "files")}, ${size}`,
  kind: (type: string) => type,
  thumbnail: (name: string) => `Picture: ${name}`,
  menu: (name: string) => `What to do with ${name}`,
  open: "Open",
  openOne: (name: string) => `Open ${name}`,
  openAsk: (name: string) => `Open “${name}” outside Loopbook?`,
  openText:
    "A copy is made, without the journal’s encryption, and handed to the program your computer uses for such files. The copy is read-only and is erased when Loopbook closes: changes you make outside do not come back. Open it only if you know where it is from.",
  openConfirm: "Open outside",
  cancel: "Cancel",
  save: "Save a copy…",
  saveOne: (name: string) => `Save a copy of ${name}`,
  saved: (name: string) => `A copy of “${name}” is written.`,
  remove: "Remove",
  removeOne: (name: string) => `Remove ${name}`,
  removed: (name: string) => `“${name}” removed.`,
  undo: "Undo",
  restored: (name: string) => `“${name}” is back.`,
};
