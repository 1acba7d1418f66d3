/** What the overview of sharing says, in English. */
import { count } from "../plural";

export const sharing = {
  title: "Share",
  lead: "For somebody, with every name looked at before it leaves; or a copy for yourself. Nothing is sent anywhere: you get a file.",
  packs: "What left",
  people: "People I know of",
  begin: "Prepare something for somebody",
  beginHint: (n: number) =>
    n === 0
      ? "The tray is empty: begin all the same, and choose entries later."
      : `With ${n === 1 ? "the entry" : `the ${n.toLocaleString("en")} entries`} in the tray.`,
  for: "For whom",
  someoneElse: "Someone who is no community…",
  reader: "Who will read it",
  beginAction: "Begin",
  noCommunity: "Set up a community to share with the same people again, under the name you go by there.",
  toCommunities: "Communities",
  plans: "What you are preparing",
  plansLoading: "Opening…",
  planOf: (audience: string) => `For ${audience}`,
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
  copy: "A copy for myself",
  copyText:
    "Whole entries as a page, as Markdown or as a Loopbook file. Nothing is looked at or replaced in it: not for others.",
  copyAction: "Make a copy for myself",
};
