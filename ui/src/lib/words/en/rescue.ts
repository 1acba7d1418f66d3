/** What the screen for a journal that cannot be opened says, in English. */
import { count, number } from "../plural";

const entries = (n: number) => count(n, "entry", "entries");

export const rescue = {
  title: "Your journal cannot be opened as it is",
  what: "What happened",
  safe: "What is safe",
  safeText:
    "Nothing was changed or deleted, and nothing will be: whatever you choose here, the journal as it is now is kept beside it.",
  where: "It is in this folder:",
  looking: "Looking at what there is to fall back on…",
  ways: "What you can do",

  keysTitle: "Bring back the key file",
  keysText: (when: string) =>
    `The small file with the journal’s key is missing or damaged. A copy of it is in the backup from ${when}. Your entries stay as they are.`,
  keys: "Bring back the key file",
  keysNone:
    "The small file with the journal’s key is missing or damaged, and there is no backup beside it that has a copy. If you have a copy of the folder or a backup elsewhere, keep both and put keys.json back from there.",

  restoreTitle: "Open the last good backup",
  restoreText: (when: string, n: number) => `It is from ${when} and holds ${entries(n)}.`,
  newest: (when: string) => `The last of them was written ${when}.`,
  restore: "Bring it back and look",
  restoreNone:
    "There is no backup in the journal’s folder. If you copied one elsewhere, it can be restored from there.",
  other: "Another backup",
  otherOne: (when: string, n: number) => `${when}: ${entries(n)}`,

  salvageTitle: "Read what can still be read",
  salvageText:
    "Page by page, into a new journal. Then you see in figures what came back before anything takes the old one’s place.",
  passphrase: "Passphrase or recovery code",
  passphraseHint: "The journal is locked; it is needed to read anything.",
  salvage: "Read what can be read",
  working: "Reading. This can take a minute…",

  salvaged: (known: number) => `Of ${entries(known)}:`,
  whole: (n: number) => `${number(n)} came back whole`,
  older: (n: number) => `${number(n)} with an older text of theirs`,
  mended: (n: number) => `${number(n)} with their text, without some of what stood beside it`,
  cut: (n: number) => `${number(n)} with the beginning of their text`,
  lost: (n: number) => (n === 1 ? "1 is lost" : `${number(n)} are lost`),
  lostDays: (days: string) => `begun ${days}`,
  files: (n: number, missing: number) =>
    missing === 0
      ? `${count(n, "attached file", "attached files")} came back.`
      : `${count(n, "attached file", "attached files")} came back, ${number(missing)} are missing.`,
  onlyInBackup: (n: number) =>
    `The last good backup holds ${entries(n)} that are not among these: lost, or deleted since.`,
  ready: (when: string, n: number) => `The backup from ${when} was brought back and read: ${entries(n)}.`,
  take: "Go on with this",
  back: "Look at the other ways",
  kept: "The journal as it is now is put aside for 30 days at least. It is listed under Settings, Backups.",
};
