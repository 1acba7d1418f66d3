/** Packs of others: the list, and one of them open to be read and commented on. In English. */
import { count } from "../plural";

export const received = {
  title: "From others",
  lead: "Review pages and Loopbook files that others gave you, kept read-only with what they ask for. Choose one here, or drop a review page on the window.",
  loading: "Opening what others gave you…",
  emptyTitle: "Nothing from others yet",
  emptyText:
    "A review page that a colleague sends you opens in any browser. Opened here, you comment on it with all your tools, and it can be searched.",
  open: "Open what someone gave you…",
  find: "Find in what others gave you",
  found: (n: number) => `${count(n, "text", "texts")} from others`,
  hidden: (author: string) => (author === "" ? "A text from someone" : `A text from ${author}`),
  noneFound: "Nothing from others holds these words.",
  from: (author: string, audience: string) =>
    author === ""
      ? audience === ""
        ? "From someone"
        : `For ${audience}`
      : audience === ""
        ? `From ${author}`
        : `From ${author} to ${audience}`,
  made: (day: string) => `made ${day}`,
  remarks: (n: number) => (n === 0 ? "not commented on yet" : count(n, "comment or answer", "comments and answers")),
  back: "All from others",
  asked: "What for",
  wishes: "Please",
  licence: "Use of it",
  origin: "Came in as",
  readOnly: "You can read this and comment on it; its words are not yours to change.",
  later:
    "The author asks for your answers first. What they made of this themselves opens once the questions are answered.",
  openNow: "Open it now",
  questions: "Questions to you",
  answerSaved: "Your answer is kept.",
  paragraph: (start: string) => `Comment on: ${start}`,
  selected: "Comment on the selected words",
  whole: "Comment on the whole",
  yours: "Your comments",
  none: "None yet. Select words in the text, or use the button beside a paragraph.",
  about: "About",
  kind: "What kind of comment is it?",
  hints: {
    warm: "what works, and why",
    cool: "a gap, or something I did not find",
    question: "something I want to know",
    challenge: "another way to see it",
    suggestion: "something to offer or to try",
  },
  stems: {
    warm: ["This fits your goal because ", "Keep "],
    cool: ["I see a gap between your goal and ", "I looked for … and did not find it"],
    question: ["How many ", "Who decided ", "What did you assume about ", "What would change if "],
    challenge: ["Another reading of the same data is ", "I would doubt this if "],
    suggestion: ["I have something like this; may I send it?", "We met this too; here is what happened: "],
  },
  begin: "Ways to begin",
  words: "Your words",
  keep: "Keep this comment",
  passphrase: "Passphrase of the file",
  passphraseHint: "This file is under a passphrase. Whoever gave it to you can tell you which.",
  passphraseOpen: "Open it",
  cancel: "Cancel",
  dropped: "Your words were put away.",
  change: "Change",
  changeOne: (start: string) => `Change: ${start}`,
  remove: "Remove",
  removeOne: (start: string) => `Remove: ${start}`,
  kept: "The comment is kept.",
  removed: "The comment is removed.",
  reply: "The author answered",
  name: "Sign with a name, or one you choose",
  nameHint: "May stay empty. Please name no pupil, patient or client in what you write.",
  send: "Save my response…",
  delete: "Remove this from my journal…",
  deleteTitle: "Remove this?",
  deleteText: "It goes with everything you wrote about it. A response that you saved as a file stays where it is.",
  deleteDo: "Remove it",
  deleted: "It is removed.",
};
