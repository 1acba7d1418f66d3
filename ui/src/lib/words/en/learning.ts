/** The words of learning logs that several screens share. */
function sure(n: number): string {
  if (n >= 95) return "Certain";
  if (n >= 75) return "Quite sure";
  if (n > 50) return "More sure than not";
  if (n === 50) return "Could be either way";
  if (n >= 25) return "Rather not sure";
  return n > 5 ? "Hardly sure" : "Surely not so";
}

export const learning = {
  loop: "Learning log",
  stages: {
    noticed: "Noticed",
    mapped: "Mapped",
    challenged: "Challenged",
    revised: "Revised",
    test_planned: "Test planned",
    tested: "Tested",
    closed: "Closed",
  },
  exits: { none: "", parked: "Parked", single: "Closed, the fix was enough" },
  kinds: { assumption: "Assumption", aim: "Aim" },
  standings: {
    held: "Held",
    doubted: "Doubted",
    revised: "Revised",
    dropped: "Dropped",
    kept: "Kept after a fair test",
  },
  types: { causal: "What leads to what", prescriptive: "What ought to be", paradigmatic: "How things are" },
  ratings: { held: "Held", strained: "Strained", given_up: "Given up" },
  causes: { self: "My own reading", comment: "A comment", test: "A test", session: "A session" },
  lenses: {
    self: "My own past",
    learners: "Those I work for",
    colleagues: "Colleagues",
    theory: "What has been written",
  },
  met: { yes: "As predicted", partly: "Partly as predicted", no: "Not as predicted" },
  /** How sure someone is, 0 to 100: in words and as the number they gave, never as a bar. */
  confidence: (n: number) => `${sure(n)}, ${n}%`,
  unsure: "Not said how sure",
  confident: {
    label: "How sure are you?",
    hint: "0: surely not so. 50: could be either way. 100: certain.",
    number: "How sure, in percent",
    said: (n: number) => `${sure(n)}, ${n}%`,
    unsaid: "not said yet",
  },
  inWords: "In words",
  deletedLoop: "From a deleted learning log",
};
