import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", `file://${import.meta.dirname}/`), "utf8");

function channel(value: number): number {
  const c = value / 255;
  return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(parseInt(hex.slice(at, at + 2), 16)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
/** WCAG 2.2 contrast ratio of two colours. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function token(name: string, theme: "light" | "dark"): string {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const colour = found?.[theme === "light" ? 1 : 2];
  if (!colour) throw new Error(`no colour is called --${name}`);
  return colour;
}

const text: [string, string][] = [
  ...["desk", "shelf", "page", "hover"].flatMap((on): [string, string][] => [
    ["ink", on],
    ["ink-soft", on],
    ["accent", on],
    ["danger", on],
    ["caution", on],
  ]),
  ["ink-on-accent", "accent"],
  ["ink-on-accent", "accent-strong"],
  ["accent-strong", "accent-wash"],
  ["ink", "accent-wash"],
  ["ink-soft", "accent-wash"],
  ["mark-ink", "mark"],
  ["caution", "caution-wash"],
  ["danger", "danger-wash"],
  ["ink", "danger-wash"],
  ["ink", "added"],
  ["ink", "removed"],
  ["page", "ink"],
];
const edges: [string, string][] = [
  ["edge", "page"],
  ["edge", "shelf"],
  ["edge", "desk"],
  ["accent", "page"],
  // The tick box: its fill on whatever a line of a list lies on, and the sign in it.
  ["accent", "shelf"],
  ["accent", "hover"],
  ["accent", "accent-wash"],
  ["ink-on-accent", "accent"],
  // The dot of a radio button.
  ["page", "accent"],
];

describe.each(["light", "dark"] as const)("the %s colours", (theme) => {
  it.each(text)("let %s be read on %s (4.5:1)", (ink, paper) => {
    expect(contrast(token(ink, theme), token(paper, theme))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(edges)("let %s be seen on %s (3:1)", (edge, paper) => {
    expect(contrast(token(edge, theme), token(paper, theme))).toBeGreaterThanOrEqual(3);
  });
});
