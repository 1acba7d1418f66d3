/** Before something goes back to a reader or an author, and what went. In English. */
import { count, number } from "../plural";

export const sendBack = {
  title: "Before this leaves",
  lead: "What goes into the file, to the letter.",
  reading: "Putting it together…",
  to: (name: string) => (name === "" ? "To whoever shared it" : `To ${name}`),
  signed: (name: string) => `Signed: ${name}`,
  unsigned: "Not signed.",
  refused: (names: string[]) =>
    `${names.join(", ")} ${names.length === 1 ? "does" : "do"} not agree to be in what leaves. Write without them, by whatever name.`,
  hits: (n: number) => `${count(n, "place", "places")} that may tell who is meant`,
  hitsHint:
    "Who has a pseudonym in front of this reader goes by it. Change what you wrote where one of these says too much.",
  kinds: {
    person: "somebody on your list, without a pseudonym for this reader",
    maybe_name: "perhaps a name",
    email: "an e-mail address",
    url: "a web address",
    handle: "a name in a network",
    phone: "a telephone number",
    postcode: "a postcode",
    number: "a number that is somebody’s",
    date: "a date",
    place: "a place",
    code: "a class, ward or room",
  },
  checked: "I have looked at these, and they may leave",
  leaves: "What leaves",
  save: "Save the file…",
  done: {
    reply: (n: number, file: string) =>
      `${count(n, "answer", "answers")} written to ${file}. Send it to your readers: the review page shows them.`,
    response: (n: number, file: string) =>
      `${count(n, "comment or answer", "comments and answers")} written to ${file}. Send it to the author.`,
  },

  went: (n: number) => (n === 1 ? "What went back (1 file)" : `What went back (${number(n)} files)`),
  count: {
    reply: (n: number) => count(n, "answer", "answers"),
    response: (n: number) => count(n, "comment or answer", "comments and answers"),
  },
  times: (n: number) => `given ${number(n)} times`,
  onlyLine: "only this line is left",
  read: "Read it",
  again: "Give the same file again…",
  againDone: "The same file was written once more.",
  forget: "Forget the file",
  forgotten: "The file is forgotten; its line stays.",
};
