/** What the overview of sharing says, in English. */
import { count, number } from "../plural";

export const sharing = {
  title: "Share",
  lead: "For somebody, with every name looked at before it leaves; or a copy for yourself. Nothing is sent anywhere: you get a file.",
  packs: "What left",
  people: "People I know of",
  begin: "Prepare something for somebody",
  beginHint: (n: number) =>
    n === 0
      ? "The tray is empty: begin all the same, and choose entries later."
      : `With ${n === 1 ? "the entry" : `the ${number(n)} entries`} in the tray.`,
  for: "For whom",
  someoneElse: "Someone who is no community…",
  reader: "Who will read it",
  beginAction: "Begin",
  noCommunity: "Set up a community to share with the same people again, under the name you go by there.",
  toCommunities: "Communities",
  plans: "What you are preparing",
  plansLoading: "Opening…",
  planOf: (audience: string) => `For ${audience}`,
  session: (title: string, day: string) => `Session: ${title}, ${day}`,
  facts: (pieces: number, sent: number) =>
    `${count(pieces, "entry", "entries")}${sent > 0 ? `, given ${sent === 1 ? "once" : `${sent} times`}` : ""}`,
  changed: (when: string) => `changed ${when}`,
  discard: (audience: string) => `Throw away what is prepared for ${audience}`,
  discardTitle: "Throw this away?",
  discardText:
    "Your choices and questions for it are forgotten. The entries stay as they are; what left stays in the list of what left; and what you decided about names is remembered for the next time.",
  discardKeep: "Keep it",
  discardDo: "Throw away",
  discarded: "It is thrown away.",
  passage: {
    command: "Add this passage to what I share",
    added: (n: number, audience: string) =>
      `${n === 1 ? "This paragraph goes" : `These ${n} paragraphs go`} to ${audience}.`,
    whole: (audience: string) => `This entry goes to ${audience}.`,
    already: (audience: string) => `All of this entry goes to ${audience} already.`,
    notFound: (audience: string) =>
      `The paragraph was not found by its words. The entry is there for ${audience}: tick its parts there.`,
    noPlan: "Nothing is being prepared yet. The entry is in the tray.",
    begin: "Prepare something",
    look: "Look",
  },
  copy: "A copy for myself",
  copyText:
    "Whole entries as a page, as Markdown or as a Loopbook file. Nothing is looked at or replaced in it: not for others.",
  copyAction: "Make a copy for myself",
};
