import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { printPage } from "./print";

describe("printing a page", () => {
  let fake: FakeHost;
  const laidIn = (): string[] => [...document.querySelectorAll(".on-paper")].map((node) => node.innerHTML.trim());

  beforeEach(() => {
    fake = new FakeHost();
    useHost(fake);
  });
  afterEach(() => window.dispatchEvent(new Event("afterprint")));

  it("has the page in the document, with its style adopted, at the moment the host prints", async () => {
    let then: string[] = [];
    const sheets = document.adoptedStyleSheets.length;
    fake.print = async () => {
      then = laidIn();
      expect(document.adoptedStyleSheets.length).toBe(sheets + 1);
    };
    await printPage("<html><head><style>p { color: black }</style></head><body><p>Hello</p></body></html>");
    expect(then).toEqual(["<p>Hello</p>"]);
  });

  it("leaves nothing behind after printing", async () => {
    await printPage("<p>once</p>");
    window.dispatchEvent(new Event("afterprint"));
    expect(laidIn()).toEqual([]);
    expect(document.adoptedStyleSheets).toEqual([]);
  });

  it("never prints two pages together, even if the window does not tell when it has printed", async () => {
    await printPage("<p>first</p>");
    await printPage("<p>second</p>");
    expect(laidIn()).toEqual(["<p>second</p>"]);
  });

  it("drops whatever could run or load", async () => {
    await printPage('<script>alert(1)</script><iframe></iframe><link rel="stylesheet"><p>text</p>');
    expect(laidIn()).toEqual(["<p>text</p>"]);
  });
});
