import type { Loop, Test } from "../../ui/src/lib/api/types";
import type { Given } from "./given";

/** The worked example of domain.md 1.8: silence in Year 9, as far as a test whose result waits to be looked at. */
export type Silence = { loop: Loop; assumption: string; aim: string; test: Test };

export const FIRST = "If I leave a silence, then I lose the class, because they only listen while I talk.";
export const SECOND = "Silence under eight seconds is thinking time.";

/** A day in the page's own time, `by` days from today. */
export function day(by: number): string {
  const at = new Date();
  at.setDate(at.getDate() + by);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
}

/** Lives through it, straight in the journal. The test is due `by` days from today. */
export async function silence(given: Given, by = 0): Promise<Silence> {
  const source = await given.entry({ title: "Silence in Y9", body: "I asked, and nobody answered me." });
  const begun = await given.call("loop_begin", { title: "Nobody answers in Y9", from: source.id });
  const id = begun.entry.id;
  await given.call("loop_write", {
    id,
    base: begun.entry.revision,
    fields: {
      trigger: "Nobody answers my questions in Y9.",
      account: "I asked six questions. I re-asked after two seconds, then answered myself.",
      intended: "That pupils think.",
      actual: "I talked.",
    },
  });
  const withAssumption = await given.call("claim_add", {
    loop: id,
    kind: "assumption",
    text: FIRST,
    confidence: 85,
    type: "causal",
  });
  const assumption = withAssumption.assumptions[0]?.claim.id ?? "";
  const withAim = await given.call("claim_add", { loop: id, kind: "aim", text: "Never look lost", rating: "held" });
  const aim = withAim.aims[0]?.claim.id ?? "";
  await given.call("challenge_save", {
    loop: id,
    kind: "evidence",
    text: "A tally shows that I wait 1.4 seconds.",
    lens: "colleagues",
    who: "Ms K",
    how: "sat in the lesson",
  });
  await given.call("challenge_save", {
    loop: id,
    kind: "view",
    text: "Two pupils were still thinking.",
    lens: "learners",
  });
  await given.call("claim_write", {
    claim: assumption,
    loop: id,
    text: SECOND,
    confidence: 60,
    standing: "revised",
    note: "The tally and the two pupils.",
  });
  const draft = await given.call("test_save", {
    loop: id,
    claim: assumption,
    action: "Wait five seconds in two lessons",
    due: day(by),
    prediction: "Three new speakers",
    disconfirm: "Talk off task rises",
  });
  const test = await given.call("test_plan", { id: draft.id });
  return { loop: await given.call("loop_get", { id }), assumption, aim, test };
}
