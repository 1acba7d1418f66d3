import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeRow } from "$lib/api/host.fake";
import type { Question } from "$lib/api/types";
import { toasts } from "$lib/ui/toasts.svelte";
import { Questions } from "./questions.svelte";

const question = (given: Partial<Question>): Question => ({
  id: "q1",
  entry: fakeRow(),
  position: 0,
  text: "Who else sees this differently",
  asked_at: "2026-11-20T17:40:00.000Z",
  answer: "",
  answer_entry: null,
  answered_at: null,
  gone: false,
  ...given,
});
const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("the questions of a journal", () => {
  let fake: FakeHost;
  let questions: Questions;
  let leave: () => void;
  beforeEach(async () => {
    fake = new FakeHost({
      question_list: () => [
        question({ id: "q1" }),
        question({ id: "q2", answer: "Ms K", answered_at: "2026-11-21T10:00:00.000Z" }),
      ],
      question_answer: ({ id, answer }) => question({ id, answer, answered_at: "2026-11-21T11:00:00.000Z" }),
      question_reopen: ({ id }) => question({ id, answer: "Ms K" }),
    });
    useHost(fake);
    leave = $effect.root(() => {
      questions = new Questions();
    });
    flushSync();
    await settled();
  });
  afterEach(() => {
    leave();
    for (const toast of toasts.shown) toasts.dismiss(toast.id);
  });
  const ids = (rows: Question[]): string[] => rows.map(({ id }) => id);

  it("are open until they are answered, and an answer can be taken back", async () => {
    expect(ids(questions.open)).toEqual(["q1"]);
    await questions.answer("q1", " Ask the others ");
    expect(fake.requests("question_answer")).toEqual([{ id: "q1", answer: "Ask the others" }]);
    expect(ids(questions.open)).toEqual([]);
    expect(ids(questions.answered)).toEqual(["q1", "q2"]);
    toasts.shown.at(-1)?.action?.run();
    await settled();
    expect(ids(questions.open)).toEqual(["q1"]);
  });

  it("that are opened again keep what was answered", async () => {
    await questions.reopen("q2");
    expect(ids(questions.open)).toEqual(["q1", "q2"]);
    expect(questions.open[1]?.answer).toBe("Ms K");
  });

  it("stay as they are when the answer cannot be kept", async () => {
    fake.answers.question_answer = () => {
      throw { code: "disk_full", message: "The disk is full." };
    };
    expect(await questions.answer("q1", "x")).toBe(false);
    expect(questions.error?.message).toBe("The disk is full.");
    expect(ids(questions.open)).toEqual(["q1"]);
  });
});
