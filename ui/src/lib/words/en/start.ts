/** What the first start asks, in English. */
export const start = {
  title: "Welcome to Loopbook",
  lead: "A journal for thinking about your work. One question before you begin.",
  question: "Where should your journal live?",
  where: "It will be kept in this folder:",
  begin: "Start here",
  beginKey: "or press Enter",
  other: "Another folder…",
  back: "Use the suggested folder",
  stays:
    "Everything you write stays on this machine, encrypted, in that one folder. Nothing is sent anywhere. Backing the folder up backs up the journal.",
  key: "There is no password yet: whoever can use your account on this machine can open the journal.",
  sync: "A folder that a cloud service copies will be copied there too, encrypted but together with its key.",
  beginning: "Making your journal…",
  loading: "One moment…",
};
