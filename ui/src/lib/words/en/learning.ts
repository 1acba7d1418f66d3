/** The words of learning logs that several screens share. */
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
  lenses: { self: "My own eyes", learners: "Learners’ eyes", colleagues: "Colleagues’ eyes", theory: "Theory" },
  met: { yes: "As predicted", partly: "Partly as predicted", no: "Not as predicted" },
  deletedLoop: "From a deleted learning log",
};
