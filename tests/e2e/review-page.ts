import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Given } from "./given";

/** What a reader is given in these tests: a class, told in several scripts, with a question on it and one on the whole. */
export const BODY = [
  "I asked the whole class, and then one pupil. **Nobody answered.** After two seconds I lose the class: they look at their hands. So I go on talking.",
  "- I counted to two.\n- I looked at the clock, not at them.",
  "> “You always answer for us,” said one of them 👩🏽‍🏫 at the door.",
  "قال لي: «انتظري». ثم انتظرت.",
  "Cafe\u0301, 🇳🇱, tab\tand\nanother line.",
  "| minute | who spoke |\n|---|---|\n| 0–5 | I |\n| 5–6 | nobody |",
  "```\nwait = 2 s\n```",
].join("\n\n");

export type ReviewPage = { url: string; file: string; text: string; pack: string; entry: string };

/** The review page of an entry, made and handed over as the program does it, as a file on this machine. */
export async function reviewPage(given: Given, body = BODY, answersFirst = false): Promise<ReviewPage> {
  const entry = await given.entry({ title: "Cold calling", body });
  const plan = await given.call("plan_begin", { audience: "Maple group", purpose: "peer_review", ids: [entry.id] });
  await given.call("plan_save", {
    id: plan.id,
    ask: "Where do I lose them?",
    licence: "Use it, and say where it is from",
    wishes: { return_to_me: true, do_not_pass_on: true, destroy_by: null },
    answers_first: answersFirst,
    questions: [{ text: "What would you have done?", entry: entry.id }, { text: "What do I take for granted?" }],
  });
  await given.call("plan_decide", { plan: plan.id, accept: true });
  await given.call("plan_checks", {
    plan: plan.id,
    answers: (["recognised", "only_one", "upset"] as const).map((question) => ({ question, answer: "no", note: "" })),
  });
  const { pack } = await given.call("pack_prepare", { plan: plan.id, format: "packet" });
  await given.call("pack_send", { id: pack.id, place: "path:review.html" });
  const text = (await given.written("review.html")).toString("utf8");
  const file = join(await mkdtemp(join(tmpdir(), "loopbook-review-")), "review.html");
  await writeFile(file, text);
  expect(text).toContain("Where do I lose them?");
  return { url: pathToFileURL(file).href, file, text, pack: pack.id, entry: entry.id };
}
