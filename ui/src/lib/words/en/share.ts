/** What the Share screen and the tray strip say, in English. */
import { count, number } from "../plural";

export const share = {
  title: "Share",
  lead: "Choose what kind of file, read exactly what will leave, then save it where you like. Nothing is sent anywhere.",

  tray: {
    heading: "In the tray",
    strip: (n: number) => `${count(n, "entry", "entries")} in the tray`,
    open: "Share",
    loading: "Opening the tray…",
    emptyTitle: "The tray is empty",
    emptyText:
      "Tick entries in the journal or in search results and they gather here. You can then read what would leave and save it as a file.",
    emptyAction: "Go to the journal",
    remove: (title: string) => `Take “${title}” out of the tray`,
    removed: (title: string) => `“${title}” is out of the tray.`,
    clear: "Empty the tray",
    cleared: (n: number) => `${count(n, "entry", "entries")} taken out of the tray.`,
    undo: "Put back",
    attachments: (n: number) => count(n, "file", "files"),
    print: "Print the tray",
  },

  log: {
    earlier: (n: number) => `with its ${count(n, "earlier wording", "earlier wordings")}`,
    earlierHint: "What its assumptions and aims said before.",
    earlierWithVersions: "They go along with the earlier versions.",
    column: "with the left-hand column",
    columnHint:
      "What was thought and not said. Nothing in your journal is more exposing; tick it only for someone you trust.",
  },

  form: {
    heading: "As what",
    legend: "Form of the file",
    extension: (ext: string) => `.${ext.replace(/^\./, "")} file`,
  },

  also: {
    heading: "What goes along",
    drafts: "Drafts too",
    draftsHint: (n: number) =>
      n === 0
        ? "There is no draft in the tray."
        : n === 1
          ? "1 entry in the tray is a draft. It stays out unless you tick this."
          : `${n} entries in the tray are drafts. They stay out unless you tick this.`,
    versions: "Earlier versions too",
    noVersionsHint: "A web page shows each entry as it is now. The other formats can hold earlier versions.",
    versionsHint: "Every kept state of each entry, also sentences you have since taken out.",
  },

  leaves: {
    heading: "What leaves",
    entries: (n: number) => count(n, "entry", "entries"),
    words: (n: number) => count(n, "word", "words"),
    days: (first: string, last: string) => (first === last ? `From ${first}` : `From ${first} to ${last}`),
    files: (n: number) => (n === 1 ? "What is in it: 1 part" : `What is in it: ${number(n)} parts`),
    pictures:
      "Place, camera and time are taken out of every picture. What a picture shows stays: look for faces, names and badges.",
    datesStay: "The dates of the entries stay as you wrote them.",
    column: (title: string) => `The left-hand column of “${title}” leaves: what you thought and did not say.`,
    sealed: (n: number) =>
      n === 1
        ? "A prediction that is still sealed goes along in a Loopbook file. Whoever opens the file can read it, you too."
        : `${n} predictions that are still sealed go along in a Loopbook file. Whoever opens the file can read them, you too.`,
    nothing: "Nothing would leave: every entry in the tray stays out.",
    private: (n: number) =>
      n === 1
        ? "1 of these is marked private. Putting it in the tray is choosing it."
        : `${n} of these are marked private. Putting them in the tray is choosing them.`,
  },

  people: {
    heading: (n: number) => (n === 1 ? "A name stands in the text" : `${n} names stand in the text`),
    text: "These people are in your journal, and their names can be read in what leaves. Change the text first if they should not be known.",
    none: "No name of a person known to your journal stands in the text. Names you never noted as people, nicknames and places are not looked for.",
  },

  stays: {
    heading: "What stays out",
    nothing: "Nothing in the tray stays out.",
    drafts: (n: number) => count(n, "draft", "drafts"),
    trashed: (n: number) => (n === 1 ? "1 entry that is in the trash" : `${n} entries that are in the trash`),
    column: (title: string) => `The left-hand column of “${title}”`,
    earlier: (n: number, title: string) => `${count(n, "earlier wording", "earlier wordings")} in “${title}”`,
    sealed: (n: number) =>
      n === 1 ? "A sealed prediction, which stays sealed" : `${n} sealed predictions, which stay sealed`,
    always: "Never included: the rest of your journal, entries in the trash, and your settings.",
    why: { draft: "draft", trashed: "in the trash" },
  },

  legal:
    "Saving this as a file makes a private note something others can read. In some places that changes what the note is in law: people it is about, or a court, may be able to ask for it. This is not legal advice; your employer’s rules come first.",

  preview: {
    heading: "Exactly what will leave",
    frame: "Preview of exactly what will leave",
    loading: "Putting the page together…",
    hint: "Read it through to the end, as the person who receives it would.",
  },

  save: {
    heading: "Save or print",
    action: "Save the file…",
    saving: "Writing the file…",
    cancelled: "Nothing was written.",
    doneHeading: "The file is written",
    done: (name: string, n: number, size: string) => `${name} holds ${count(n, "entry", "entries")} and is ${size}.`,
    doneLeftOut: (what: string) => `Left out: ${what}.`,
    doneFilesLeftOut: "Files that stayed out:",
    doneAll: "Nothing was left out.",
    and: " and ",
    reveal: "Show it in its folder",
    copyHint: "The file is not protected. Whoever has it can read it.",
  },
};
