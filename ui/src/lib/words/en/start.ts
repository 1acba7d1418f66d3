/** What the first start asks, in English. */
export const start = {
  title: "Welcome to Loopbook",
  lead: "A journal for thinking about your work. Two short questions before you begin.",
  question: "Where should your journal live?",
  where: "It will be kept in this folder:",
  begin: "Start here",
  beginKey: "or press Enter",
  other: "Another folder…",
  back: "Use the suggested folder",
  stays:
    "Everything you write stays on this machine, encrypted, in that one folder. Nothing is sent anywhere. Backing the folder up backs up the journal.",
  sync: "If a cloud service copies this folder, it copies the journal too; a passphrase, asked next, keeps it shut there.",
  restoreHint: "Is your journal on another computer, or in a backup?",
  restore: "Bring back a backup…",
  restoreTitle: "Bring back a backup",
  restoreLead:
    "A backup in one file, such as those in your second place, becomes your journal in this folder. You see what is in it first.",
  beginning: "Making your journal…",
  loading: "One moment…",
};
