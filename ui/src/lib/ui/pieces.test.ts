import { describe, expect, it } from "vitest";
import { pieces } from "./pieces";

describe("text with the places that were looked for", () => {
  it("is marked there, without a space between the pieces, in the place of what stood there", () => {
    const element = document.createElement("span");
    element.textContent = "before";
    void pieces([
      { text: "Stil", hit: false },
      { text: "te", hit: true },
      { text: ".", hit: false },
    ])(element);
    expect(element.innerHTML).toBe("Stil<mark>te</mark>.");
  });

  it("is never read as HTML", () => {
    const element = document.createElement("span");
    void pieces([
      { text: "<b>a</b>", hit: false },
      { text: "<img src=x onerror=alert(1)>", hit: true },
    ])(element);
    expect(element.querySelectorAll("b, img")).toHaveLength(0);
    expect(element.textContent).toBe("<b>a</b><img src=x onerror=alert(1)>");
  });
});
