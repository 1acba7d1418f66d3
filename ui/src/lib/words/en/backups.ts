/** What the screens about backups say, in English. */
import { count, number } from "../plural";

const entries = (n: number) => count(n, "entry", "entries");

export const backups = {
  heading: "Backups",
  lead: "Whole copies of your journal, encrypted like it, beside it on this computer. One is made soon after you open it and then each day, and before anything that changes much at once.",
  sameDisk: "If this disk is lost, they are lost with it.",
  loading: "Looking at your backups…",
  none: "There is no backup yet. One is made by itself a few moments after you have begun to write.",
  last: (when: string, n: number) => `The last backup is from ${when}. It holds ${entries(n)} and was read back.`,
  failed: (why: string) => `The last backup could not be made: ${why}`,
  now: "Back up now",
  running: "Making a backup. You can go on writing…",
  made: (n: number) => `A backup with ${entries(n)} was made and read back.`,
  shrunkTitle: "Much less in it than before",
  shrunk: (now: number, before: number) =>
    `The backup of ${entries(now)} holds far less than the one before it, which has ${entries(before)}. Until you say that this is all right, no older backup is deleted.`,
  accept: "That is all right",

  rehearse: "Try my backup",
  rehearseHint: "Opens the last one in a temporary place, reads everything in it, and leaves nothing behind.",
  rehearsing: "Reading everything in the backup. You can go on writing…",
  works: (when: string, n: number, versions: number, files: number) =>
    `It works: the backup from ${when} was opened, and ${entries(n)}, ${count(versions, "earlier version", "earlier versions")} and ${count(files, "attached file", "attached files")} were read from it.`,
  worksNot: (n: number) =>
    n === 1 ? "Something in this backup could not be read:" : `${n} things in this backup could not be read:`,

  all: "All backups",
  list: (n: number) => count(n, "backup", "backups"),
  reasons: {
    opened: "by itself",
    daily: "by itself",
    asked: "asked for",
    before_import: "before an import",
    before_undo: "before an import was undone",
    before_thinning: "before older versions were deleted",
    before_many: "before many entries were changed at once",
    before_upgrade: "before an upgrade of Loopbook",
    before_restore: "before a restore",
    cleared: "made anew, without what was deleted for good",
  },
  holds: (n: number, files: number, size: string) => `${entries(n)}, ${count(files, "file", "files")}, ${size}`,
  newest: (when: string) => `last written ${when}`,
  missing: (n: number) => `${count(n, "file", "files")} had been lost before it was made`,
  keep: "Keep until I say otherwise",
  keepOne: (when: string) => `Keep the backup from ${when} until I say otherwise`,
  restore: "Restore…",
  restoreOne: (when: string) => `Restore the backup from ${when}…`,
  remove: "Delete",
  removeOne: (when: string) => `Delete the backup from ${when}`,

  rule: "How many are kept",
  ruleHint: "The last one of each day, week and month in which there was one. The last good one always stays.",
  days: "Days",
  weeks: "Weeks",
  months: "Months",

  restoreTitle: (when: string) => `Go back to ${when}?`,
  preparing: "Bringing the backup back beside your journal and reading it…",
  restoreHolds: (n: number, words: string) => `It holds ${entries(n)} with ${words} words.`,
  restoreNewest: (when: string) => `The last of them was written ${when}.`,
  restoreMissing: (n: number) =>
    `${count(n, "attached file", "attached files")} had been lost already when it was made.`,
  newer: (n: number) =>
    n === 0
      ? "Nothing was written since: everything you have now is in it."
      : n === 1
        ? "1 entry written or changed since would not be in it as it is now:"
        : `${number(n)} entries written or changed since would not be in it as they are now:`,
  more: (n: number) => `and ${number(n)} more`,
  untitled: "Without a title",
  stays: "Your journal as it is now is not deleted. It is put aside for 30 days, and you can put it back.",
  confirm: "Go back to it",
  cancel: "Keep my journal as it is",

  fromFile: {
    heading: "A backup in one file",
    hint: "From the second place, or from another computer: its name ends in “.age”.",
    open: "Restore from a file…",
    title: "Restore from a file",
    choose: "Choose the file…",
    chosen: "A file was chosen.",
    passphrase: "Passphrase of that file",
    passphraseHint: "The one you set for the second place; not always that of the journal.",
    look: "Look at what is in it",
    looking: "Opening and reading it. This can take a minute…",
    holds: (when: string, n: number) => `This is the journal as it was ${when}: ${entries(n)}.`,
    locked: "It opens with the passphrase that the journal had then.",
    take: "Go on with this",
    another: "Another file",
  },

  otherKeys: {
    title: "Backups from before your new key",
    text: (what: string) =>
      `${what} can still be opened with the passphrase of before. If somebody else knows it, delete them; a new backup is made first.`,
    backups: (n: number, from: string, to: string) =>
      n === 1 ? `One backup, from ${to},` : `${number(n)} backups, from ${from === to ? to : `${from} to ${to}`},`,
    asides: (n: number) => (n === 1 ? "one journal that was put aside" : `${n} journals that were put aside`),
    and: " and ",
    remove: "Delete them…",
    ask: "Delete what opens with the passphrase of before?",
    askText:
      "What is only in them is gone then. This cannot be undone. Copies elsewhere, such as files in the second place, are out of reach: delete those yourself.",
    confirm: "Delete for good",
    keep: "Keep them",
    done: "They are deleted. What is left opens with the new passphrase alone.",
  },

  second: "A second place for backups",
  secondHint:
    "A folder on a stick or another disk. Each backup goes there, too, as one file under a passphrase of its own. When the stick is not there, nothing happens until it is.",
  secondChoose: "Choose a folder…",
  secondForget: "Stop putting them there",
  secondPassphrase: "Passphrase for the backups there",
  secondPassphraseHint:
    "At least 8 characters; four or five words that do not belong together are good. Keep it somewhere else than on the stick: without it these backups cannot be opened.",
  secondConfirm: "Put backups there",
  secondSet: "From now on each backup goes there, too.",

  plain: "Everything as plain text",
  plainHint:
    "Each week, all your entries as Markdown files with their attachments, in a folder that any program can read. Anybody who finds it can read it, too. Off unless you choose a folder.",
  plainChoose: "Choose a folder…",
  plainForget: "Stop writing it",
  plainAsk: "Write everything as plain text?",
  plainAskText:
    "What is written there is not encrypted: whoever can open that folder can read every entry, drafts and private ones too. It is written now and then each week; the two newest are kept.",
  plainWriting: "Writing…",
  plainConfirm: "Write it, and each week",
  plainLast: (when: string) => `Last written ${when}.`,
  plainWritten: (n: number, path: string) => `${entries(n)} were written to ${path}.`,
  elsewhereCancel: "Cancel",

  asides: "Put aside",
  asideWhy: {
    restore: "Your journal as it was before you restored a backup",
    salvage: "The damaged journal",
    put_back: "What was your journal before you put another back",
  },
  asideUntil: (when: string) => `Put aside ${when}.`,
  asideDue: "It has been here for 30 days. If you miss nothing, you can delete it.",
  asideBack: "Put it back",
  asideRemove: "Delete for good",
  asideAsk: "Delete it for good?",
  asideAskText: "Whatever is only in it, and in no backup, is gone then. This cannot be undone.",
  asideKeep: "Keep it",
};
