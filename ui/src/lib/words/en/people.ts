/** What the screen of people says, in English. */
import { count, number } from "../plural";

export const people = {
  title: "People I know of",
  lead: "Their names are looked for in what you share, and replaced. This list is private: it never leaves the journal in any file.",
  loading: "Opening the list…",
  emptyTitle: "Nobody is on the list yet",
  emptyText:
    "Paste a class list, or the names of your patients or clients, and every one of them is found before anything leaves. Whoever you name on an entry is known too.",
  community: "Community",
  add: "Add people…",
  find: "Find a name",
  roleLabel: "Show only",
  roles: {
    pupil: "Pupil",
    patient: "Patient",
    client: "Client",
    colleague: "Colleague",
    carer: "Parent or carer",
    other: "Someone else",
  },
  rolesMany: {
    pupil: "Pupils",
    patient: "Patients",
    client: "Clients",
    colleague: "Colleagues",
    carer: "Parents and carers",
    other: "Others",
  },
  shown: (n: number) => count(n, "person", "people"),
  noneTitle: "Nobody here is called that",
  all: "Show all",
  also: (names: string) => `also ${names}`,
  entries: (n: number) => `on ${count(n, "entry", "entries")}`,
  communities: (n: number) => `in ${count(n, "community", "communities")}`,
  fromEntries: "known from entries",
  change: (name: string) => `Change what is known of ${name}`,

  addTitle: "Add people",
  addHint:
    "One name a line, as it comes from a register, a spreadsheet or an e-mail: “Khan, Amira (Mira)” is read as Amira Khan, called Mira.",
  pasted: "Names",
  role: "Who they are to you",
  reading: "Reading the names…",
  readTitle: (n: number, known: number) =>
    `${count(n, "name is", "names are")} new${known > 0 ? `, ${number(known)} on the list already` : ""}`,
  onList: "on the list already",
  addAction: (n: number) => (n === 0 ? "Add" : `Add ${count(n, "person", "people")}`),
  added: (n: number) => `${count(n, "person is", "people are")} on the list.`,

  name: "Name",
  aliases: "Also called",
  aliasesHint: "Nicknames, initials, an earlier name; one a line. They are looked for too.",
  save: "Save",
  cancel: "Cancel",
  saved: (name: string) => `${name} is on the list.`,
  sameAs: "The same person as",
  sameAsHint:
    "Two spellings of one person become one: every entry that names this one then names the other, and this name is one more that they are called. It cannot be taken apart again.",
  sameAsNone: "Nobody else",
  merge: "Make them one",
  merged: (name: string) => `They are one now: ${name}.`,
  remove: "Take off the list",
  removeHint: (n: number) =>
    n === 0 ? "All that is known of them is forgotten." : "Their name stays on the entries that are about them.",
  removed: (name: string) => `${name} is off the list.`,

  telltalesTitle: "Words that give someone away",
  telltalesLead: "Nobody’s name, and yet they say who it is. They are looked for as well.",
  codes: "Classes, wards, rooms",
  codesHint: "One a line: 9B, Maple ward, Room 12.",
  places: "Places",
  placesHint: "One a line: the school, streets, towns, clubs.",
  notNames: "Nobody’s name",
  notNamesHint: "Words that look like a name and are none; they are passed over.",
  telltalesSave: "Save these words",
  telltalesSaved: "Saved.",
};
