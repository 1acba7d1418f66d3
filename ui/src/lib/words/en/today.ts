import { count } from "../plural";

export const today = {
  title: "Today",
  write: "Write now",
  prompt: "What happened today? What surprised you?",
  lastOpen: "Where you were",
  onThisDay: "On this day",

  meant: "You meant to",
  meantIn: "From",
  didYou: "Did you?",
  intention: {
    done: "Yes",
    carried: "Not yet, carry it on",
    dropped: "Drop it",
    assumption: "There is an assumption in this",
  },
  intentionSaid: {
    done: "Good. It is not asked again.",
    carried: "It is carried on, and asked again.",
    dropped: "It is dropped, and not asked again.",
    assumption: "A learning log has begun from it.",
  },

  nextSession: "Next session",
  sessionWhen: (day: string, time: string) => `${day}, ${time}`,
  sessionRun: "To the room",
  sessionGoOn: "It is running: to the room",
  promised: "You promised",
  promisedLonger: "taking longer",
  promisedAll: "All that was promised",
  promisedBy: (day: string) => `by ${day}`,
  becameOf: (what: string) => `What became of “${what}”`,
  became: { kept: "Done", under_way: "Under way", let_go: "Let it go" },
  becameSaid: {
    kept: "Good. The next session hears of it.",
    under_way: "It is under way, and stays here.",
    let_go: "It is let go, and not asked again.",
  },
  becameUndo: "Undo",

  due: "Tests due",
  soon: "Tests in the next two weeks",
  review: "Tests to look at",
  dueOn: (day: string) => `due ${day}`,
  wasDue: (day: string) => `was due ${day}`,
  whatHappened: "What happened?",
  lookAt: "See what you had predicted",
  untitledTest: "A test",
  parked: "Parked until now",
  parkedBack: (day: string) => `you wanted to see it again ${day}`,

  calendar: "Put these days into a calendar file…",
  calendarHint: "The file has only the days and neutral names such as “Follow-up 1”, nothing that you wrote.",
  calendarName: "follow-ups.ics",
  calendarWritten: (n: number, file: string) => `${count(n, "day is", "days are")} in ${file}.`,
  calendarShow: "Show the file",
};
