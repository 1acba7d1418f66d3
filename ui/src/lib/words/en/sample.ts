/** What is said of the sample journal, in English. */
export const sample = {
  look: "Look at a sample first",
  lookHint: "A made-up term of one teacher’s, in a journal of its own. You can write in it, and delete it in one step.",
  opening: "Opening the sample…",

  banner: "The sample",
  text: "This is a sample: a term of one teacher’s, made up.",
  begin: "Begin my own journal",
  back: "Back to my own journal",
  remove: "Delete the sample",

  settings: {
    heading: "The sample",
    none: "A made-up term of one teacher’s, to see what a journal can look like. It opens in a journal of its own; yours stays as it is.",
    kept: "The sample lies beside your journal, in a folder of its own. Your journal stays as it is, whatever you do with it.",
    open: "You are looking at the sample. What you write here goes when it is deleted; your own journal is not touched.",
    openNoOwn: "You are looking at the sample. What you write here goes when it is deleted.",
    look: "Look at the sample",
    removed: "The sample is deleted.",
  },
};
