/** What the running of a session says, in English. It is read by a whole room: short, quiet, and nobody is told off. */
import { count } from "../plural";

const minutes = (n: number): string => count(n, "minute", "minutes");

export const room = {
  title: "Run the session",
  loading: "Opening the session…",
  back: "Back to the session",
  untitled: "Session",

  lead: "Put this screen where everybody can see it. Where you are is kept, so that you can close the lid and go on.",
  begin: "Begin",
  goOn: "Go on",
  sheet: "What comes, if you begin now",
  takes: (n: number) => minutes(n),
  ends: (time: string) => `Ends at ${time}`,
  roles: "Who takes what",
  role: { facilitator: "Facilitator", time: "Time", notes: "Notes", norms: "Norms" },
  noSteps: "There are no steps yet",
  noStepsText:
    "Choose a protocol for this session, or write its steps. Then the room can be led through them from here.",
  isRecorded: "This session is recorded and over.",

  step: (at: number, of: number) => `Step ${at} of ${of}`,
  speaks: {
    presenter: "The presenter speaks, all others listen",
    group: "The group speaks, the presenter listens",
    facilitator: "The facilitator speaks",
    everyone: "Everyone may speak",
    nobody: "Silence for everyone",
  },
  shortSpeaks: {
    presenter: "the presenter speaks",
    group: "the group speaks",
    facilitator: "the facilitator speaks",
    everyone: "everyone may speak",
    nobody: "silence",
  },
  says: "The facilitator says",
  about: "What we are asked",
  keptBack: "There is a name in it that not everybody here may read. The facilitator reads it from the sheet.",
  helps: "Ways to begin",

  left: "left",
  over: "past the end",
  added: (n: number) => `${minutes(n)} added`,
  note: {
    calm: "",
    soon: "Coming to an end soon",
    last: "Time to finish the thought",
    over: "Time is up: a minute more, or go on",
  },
  /** Read aloud once, when it begins. */
  told: {
    calm: (step: string, n: number) => `${step}. ${minutes(n)}.`,
    soon: (n: number) => `${minutes(n)} left.`,
    last: "Time to finish the thought.",
    over: "The time of this step is up.",
  },
  wasAway: (n: number) =>
    n < 120
      ? `This step came to its end ${minutes(n)} ago.`
      : `This step came to its end ${Math.floor(n / 60)} hours ago.`,
  again: "Take it up again from now",

  clock: (time: string) => `It is ${time}`,
  endsAsPlanned: (time: string) => `ends ${time}, as planned`,
  endsLater: (time: string, n: number) => `ends ${time}, ${minutes(n)} later than planned`,
  endsEarlier: (time: string, n: number) => `ends ${time}, ${minutes(n)} earlier than planned`,
  endsAt: (time: string) => `ends ${time}`,

  next: "Next",
  nextIs: (name: string, n: number) => (name === "" ? minutes(n) : `${name}, ${minutes(n)}`),
  nextIsEnd: "After this the session is over",
  previous: "Back",
  add: "A minute more",
  skip: "Next step",
  finish: "Finish",
  end: "End",
  endTitle: "End the session now?",
  endText: (n: number) => `${count(n, "step is", "steps are")} still to come. This cannot be taken back.`,
  endNow: "End it",
  scene: "What the room reads",
  controls: "Lead the session",
  full: "Full screen",
  small: "Leave full screen",
  leave: "Leave",
  leaveHint: "It goes on while you are away.",
  keys: "Keys",

  notes: "Notes",
  notesClose: "Put the notes away",
  notesLabel: "Notes while it runs",
  notesHint: "They are yours alone, wait beside the record, and leave with nothing.",
  notesPresenter: "With this protocol only the presenter's own words are kept. Write nothing of what others say.",
  noNotesNone: "Nothing is written down here, by anyone: what is said stays with the people in the room.",
  noNotesStep: "In this step nobody writes, so that everybody can listen.",
  notesSaving: "Saving…",
  notesSaved: "Saved",

  overTitle: "That was the session",
  overText: "Thank you, all of you.",
  overNone: "Nothing of it is written down. What you make of it yourself can be an entry of your own.",
  toRecord: "Write the record",
  lastAgain: "Back to the last step",
  notYet: "It was not held after all",
};
