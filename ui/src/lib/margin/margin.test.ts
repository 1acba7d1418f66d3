import { describe, expect, it } from "vitest";
import { stacked } from "./margin.svelte";

const card = (wanted: number, height = 50, now = false): { wanted: number; height: number; now: boolean } => ({
  wanted,
  height,
  now,
});

/** No card lies over another. */
function apart(cards: ReturnType<typeof card>[], tops: number[]): boolean {
  return tops.every((top, i) => i === 0 || top >= (tops[i - 1] ?? 0) + (cards[i - 1]?.height ?? 0));
}

describe("cards in the margin", () => {
  it("stand at their passages where there is room, and below each other where there is none", () => {
    expect(stacked([card(0), card(100), card(110), card(400)], 10)).toEqual([0, 100, 160, 400]);
  });

  it("make room for the one that is read, which stands at its passage", () => {
    const cards = [card(100), card(110), card(120, 50, true)];
    const tops = stacked(cards, 10);
    expect(tops[2]).toBe(120);
    expect(apart(cards, tops)).toBe(true);
  });

  it("never lie over each other, and the one that is read is at its passage, however many there are", () => {
    const cards = Array.from({ length: 60 }, (_, i) => card(i * 3, 40 + (i % 5) * 10, i === 40));
    const tops = stacked(cards, 8);
    expect(tops[40]).toBe(120);
    expect(apart(cards, tops)).toBe(true);
    const unread = cards.map((one) => ({ ...one, now: false }));
    expect(stacked(unread, 8)[0]).toBe(0);
    expect(apart(unread, stacked(unread, 8))).toBe(true);
  });
});
