import { expect, it } from "vitest";
import { wordsIn } from "./sought";

it.each([
  ["", []],
  ["  anna ", ["anna"]],
  ["anna homework", ["anna homework", "homework", "anna"]],
  ['"quiet room" class*', ["quiet room class", "quiet room", "class"]],
  ["zebra tag:y9 -exam in:march", ["zebra"]],
  ['cold person:"Anna B" -"not this"', ["cold"]],
  ["(quiz OR test) don’t", ["quiz test don’t", "don’t", "quiz", "test"]],
  ["Why did nobody answer?", ["Why did nobody answer", "nobody", "answer", "Why", "did"]],
  ["tag:y9 is:draft", []],
  ["日本語 est-ce", ["日本語 est-ce", "est-ce", "日本語"]],
])("of the search %j an entry may hold %j", (query, words) => {
  expect(wordsIn(query)).toEqual(words);
});
