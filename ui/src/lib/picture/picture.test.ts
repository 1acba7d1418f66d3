import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import type { Picture } from "$lib/api/types";
import View from "./Picture.svelte";

const picture: Picture = {
  width: 400,
  height: 200,
  title: "How “Wait time” went round",
  text: "You wanted to keep the pace.\nYou re-asked.",
  boxes: [
    { role: "aim", x: 0, y: 0, width: 150, height: 70, heading: "Aim", lines: ["keep the", "pace"], lit: true },
    { role: "outcome", x: 200, y: 0, width: 150, height: 70, heading: "Outcome", lines: [], lit: false },
  ],
  arrows: [
    { role: "next", path: "M150 35 H200", label: "", label_x: 175, label_y: 30, lit: true },
    { role: "double", path: "M275 70 V120 H75 V70", label: "question the aim", label_x: 175, label_y: 116, lit: false },
  ],
  points: [
    { x: 10, y: 150, label: "85%", note: "3 Feb" },
    { x: 90, y: 170, label: "60%", note: "10 Feb" },
  ],
};

afterEach(cleanup);

describe("a picture", () => {
  it("has its name and the whole of it in words for those who do not see it", () => {
    render(View, { picture });
    const image = screen.getByRole("img", { name: "How “Wait time” went round" });
    const text = document.getElementById(image.getAttribute("aria-describedby") ?? "");
    expect(text?.textContent).toBe(picture.text);
    expect(screen.getByText("In words").tagName).toBe("SUMMARY");
  });

  it("tells what is lit from what is ahead by class and by the head of its arrow, in each box and arrow", () => {
    const { container } = render(View, { picture });
    const states = (of: string) =>
      [...container.querySelectorAll(`.${of}`)].map((one) => one.classList.contains("lit"));
    expect(states("box")).toEqual([true, false]);
    expect(states("arrow")).toEqual([true, false]);
    const heads = [...container.querySelectorAll(".arrow path")].map((one) => one.getAttribute("marker-end"));
    expect(heads[0]).toMatch(/-lit\)$/);
    expect(heads[1]).toMatch(/-ahead\)$/);
  });

  it("draws the scale of a history without heads", () => {
    const scale = { role: "axis", path: "M0 10 H90", label: "100%", label_x: 9, label_y: 9, lit: true };
    const { container } = render(View, { picture: { ...picture, arrows: [scale] } });
    expect(container.querySelector(".arrow path")?.hasAttribute("marker-end")).toBe(false);
  });

  it("draws every line of every box, and the way of the confidence in its order", () => {
    const { container } = render(View, { picture });
    expect([...container.querySelectorAll(".line")].map((one) => one.textContent)).toEqual(["keep the", "pace"]);
    expect(container.querySelector("polyline")?.getAttribute("points")).toBe("10,150 90,170");
  });
});
