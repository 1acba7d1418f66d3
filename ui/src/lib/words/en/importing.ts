/** What the Import screen says, in English. */
import { count, number } from "../plural";

export const importing = {
  title: "Import",
  lead: "Bring earlier writing into this journal. You see what would come in before anything is added, and you can undo the whole import afterwards.",

  choose: {
    heading: "What can come in",
    file: "Choose a file…",
    folder: "Choose a folder…",
    formats: [
      { name: "A Loopbook export", hint: "The JSON zip that Share writes. Everything comes back as it was." },
      {
        name: "Markdown",
        hint: "A folder, or a zip of one, with .md files. Title, date and tags are read from the front matter where there is one; else from the first heading and the file name. Pictures beside the text come along.",
      },
      { name: "Day One", hint: "Its JSON export as a zip, with the photos in it." },
      {
        name: "Leap2A portfolio or Atom feed",
        hint: "The zip or XML file that Mahara and other portfolio programs write, or a blog’s Atom file. What may not be shared stays private.",
      },
    ],
    note: "What you import is marked ready and private. Importing the same thing twice adds nothing.",
    reading: "Reading it. Nothing is added yet…",
  },

  /** "" where there are none. */
  meetings: (communities: number, sessions: number): string =>
    [
      communities > 0 ? count(communities, "community", "communities") : "",
      sessions > 0 ? count(sessions, "session", "sessions") : "",
    ]
      .filter((one) => one !== "")
      .join(" and "),

  preview: {
    heading: "What would come in",
    format: (name: string) => `This looks like: ${name}`,
    fresh: (n: number) => (n === 1 ? "1 new entry" : `${count(n, "new entry", "new entries")}`),
    here: (n: number) =>
      n === 1 ? "1 is already here and is skipped" : `${number(n)} are already here and are skipped`,
    attachments: (n: number) => count(n, "picture or file", "pictures and files"),
    days: (first: string, last: string) => (first === last ? `From ${first}` : `From ${first} to ${last}`),
    tags: "Tags",
    moreTags: (n: number) => `and ${n} more`,
    sampleHeading: "The first few",
    noDay: "No date",
    nothing: "There is nothing new in it: every entry is already in this journal.",
    empty: "Nothing in it could be read as a journal entry.",
    run: (n: number) => (n === 0 ? "Add them" : n === 1 ? "Add 1 entry" : `Add ${count(n, "entry", "entries")}`),
    back: "Choose something else",
    running: (n: number) => `Adding ${count(n, "entry", "entries")}. Keep Loopbook open…`,
  },

  problems: {
    heading: (n: number) => count(n, "problem", "problems"),
    text: "The rest is not affected, and the files you chose stay as they are.",
    path: "Where",
    why: "Why",
    more: (n: number) => `Show ${number(n)} more`,
  },

  done: {
    heading: "Import finished",
    added: (n: number) => `${count(n, "entry", "entries")} added.`,
    meetings: (what: string) => `${what} added.`,
    none: "Nothing was added.",
    skipped: (n: number) => (n === 1 ? "1 was already here." : `${number(n)} were already here.`),
    attachments: (n: number) => `${count(n, "picture or file", "pictures and files")} came along.`,
    journal: "See them in the journal",
    undo: "Undo this import",
    another: "Import something else",
  },

  earlier: {
    heading: "Earlier imports",
    loading: "Looking up earlier imports…",
    none: "No import yet.",
    row: (added: number, source: string) => `${count(added, "entry", "entries")} from ${source}`,
    undo: "Undo…",
    undoOne: (source: string) => `Undo the import from ${source}…`,
    undone: (when: string) => `Undone ${when}`,
    ask: "Undo this import?",
    askText: (n: number, source: string) =>
      `The ${n === 1 ? "entry" : `${number(n)} entries`} that came from ${source} ${n === 1 ? "goes" : "go"} away again. Entries you have edited since then stay. What you wrote yourself is not touched. The file you imported from is not touched either.`,
    confirm: "Undo the import",
    keep: "Leave it as it is",
    undoing: "Undoing the import…",
    result: (removed: number, kept: number) =>
      kept === 0
        ? `${count(removed, "entry", "entries")} removed.`
        : `${count(removed, "entry", "entries")} removed; ${kept === 1 ? "1 stayed because you had edited it" : `${number(kept)} stayed because you had edited them`}.`,
  },
};
