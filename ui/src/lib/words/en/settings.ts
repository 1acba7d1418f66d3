/** What the Settings screen says, in English. */
import { count, number } from "../plural";

export const settings = {
  title: "Settings",
  loading: "Reading your settings…",
  saved: "Saved",
  auto: "Changes are kept as you make them.",

  look: {
    heading: "Look",
    theme: "Light or dark",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    zoom: "Size of everything",
    zoomValue: (n: number) => `${n} %`,
    smaller: "Smaller",
    larger: "Larger",
    zoomReset: "100 %",
    zoomHint: "Also with Ctrl and +, −, 0.",
  },

  writing: {
    heading: "Writing",
    spelling: "Check spelling as I type",
    spellingHint: "With the dictionaries on this machine. Nothing is looked up elsewhere.",
    languages: "Dictionaries to use",
    languagesHint: "None ticked: the system’s own language.",
    noDictionaries:
      "No dictionary was found on this machine. Install one (on Debian or Ubuntu: a package named hunspell- and the language) and start Loopbook again.",
    defaultLanguage: "Language of new entries",
    detect: "Recognise it from the text",
    defaultLanguageHint: "Search uses it to find other forms of a word. Each entry can have its own.",
  },

  versions: {
    heading: "Earlier versions",
    keep: "How long earlier versions are kept",
    choice: {
      ever: "For ever",
      days: (n: number) => (n % 365 === 0 ? count(n / 365, "year", "years") : count(n, "day", "days")),
    },
    ever: "No version is ever deleted.",
    rule: (span: string) =>
      `Versions older than ${span} are deleted by themselves, but not those you kept with Ctrl+S. The text of each entry as it is now always stays.`,
    ask: (span: string) => `Delete versions older than ${span}?`,
    askText: (span: string) =>
      `From now on, earlier versions older than ${span} are deleted for good, in all entries, beginning with those that are already here. This cannot be undone. Versions you kept with Ctrl+S stay, and so does the text of each entry as it is now. You can go back to “for ever” at any time, but that does not bring deleted versions back.`,
    effect: (n: number) =>
      n === 0 ? "Nothing would be deleted today." : `${count(n, "version", "versions")} would be deleted now.`,
    confirm: "Set this rule",
    cancel: "Keep everything",
  },

  print: {
    heading: "Printing",
    paper: "Paper size",
    papers: { a4: "A4 (210 × 297 mm)", letter: "Letter (8.5 × 11 in)" },
  },

  journal: {
    heading: "This journal",
    folder: "Where it lives",
    folderHint: "One folder, encrypted. Its backups are in it, too.",
    since: "Begun",
    healed: "At the last start",
    figures: "What is in it",
    entries: (n: number) => count(n, "entry", "entries"),
    attachments: (n: number) => count(n, "attachment", "attachments"),
    words: (n: number) => count(n, "word", "words"),
    check: "Check my journal",
    checkHint: "Reads everything once and compares. Nothing is changed.",
    checking: "Checking. You can go on writing…",
    sound: (entries: number, attachments: number) =>
      `Your journal is sound. ${count(entries, "entry", "entries")} and ${count(attachments, "attachment", "attachments")} were read, and search knows every entry.`,
    soundBehind: (entries: number, indexed: number) =>
      `Your journal is sound. ${count(entries, "entry", "entries")} were read; search knows ${number(indexed)} of them and is catching up.`,
    unsound: (n: number) => (n === 1 ? "Something is not as it should be:" : `${n} things are not as they should be:`),
    unsoundText: "Nothing was changed. Copy the journal’s folder somewhere safe before you do anything else.",
    reindex: "Rebuild search",
    reindexHint: "If search seems to miss something. Your entries are not touched.",
    reindexing: "Rebuilding search. You can go on writing…",
    reindexed: (n: number, seconds: string) => `Search was rebuilt over ${count(n, "entry", "entries")} in ${seconds}.`,
    rebuilding: (done: number, total: number) => `Search is being rebuilt: ${number(done)} of ${number(total)}.`,
  },

  about: {
    heading: "About Loopbook",
    version: (v: string) => `Loopbook ${v}`,
    text: "A journal for people who want to learn from their work. It has no account, no server and no telemetry.",
    technical: "For a report of a fault",
    journalId: "Journal",
    sqlite: "SQLite",
    cipher: "SQLCipher",
    licences: "Licences",
    licencesText: "Loopbook is free software under the MIT licence. It stands on the work of others.",
    parts: "The main parts and their licences",
  },
};
