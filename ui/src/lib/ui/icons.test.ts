import { readdirSync, readFileSync } from "node:fs";
import Info from "@lucide/svelte/icons/info";
import Star from "@lucide/svelte/icons/star";
import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { still } from "../../../icons.js";

const FOLDER = "node_modules/@lucide/svelte/dist/icons";
const svg = (container: HTMLElement): SVGElement => {
  const found = container.querySelector("svg");
  if (!found) throw new Error("no icon");
  return found;
};

describe("an icon", () => {
  it("is drawn with its lines, in its size, and read to nobody", () => {
    const drawn = svg(render(Info, { size: 16 }).container);
    expect([...drawn.children].map((line) => line.tagName.toLowerCase())).toEqual(["circle", "path", "path"]);
    expect(drawn.getAttribute("width")).toBe("16");
    expect(drawn.getAttribute("viewBox")).toBe("0 0 24 24");
    expect(drawn.getAttribute("stroke")).toBe("currentColor");
    expect(drawn.getAttribute("aria-hidden")).toBe("true");
    expect(drawn.getAttribute("class")).toBe("lucide-icon lucide lucide-info");
  });

  it("is read where it has a name, and filled where that is asked", () => {
    const drawn = svg(render(Star, { fill: "currentColor", "aria-label": "Starred", class: "big" }).container);
    expect(drawn.hasAttribute("aria-hidden")).toBe(false);
    expect(drawn.getAttribute("aria-label")).toBe("Starred");
    expect(drawn.getAttribute("fill")).toBe("currentColor");
    expect(drawn.classList.contains("big")).toBe(true);
  });

  it("can be any of Lucide's", () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith(".svelte"));
    expect(files.length).toBeGreaterThan(1_000);
    for (const name of files) {
      const source = readFileSync(`${FOLDER}/${name}`, "utf8");
      // Another name of an icon leads to it.
      if (source.includes("const iconData")) expect(still(source), name).toMatch(/<svg [^]*<\w+ [^]*<\/svg>/);
    }
  });
});
