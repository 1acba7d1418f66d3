import { host } from "$lib/api/host";

/** What a printed page never needs; the core leaves none of it in, and this says so once more. */
const NOT_ON_PAPER = "script, iframe, object, embed, link, meta, base, style, title";

/**
 * Prints a complete page made by the core (`print_html`).
 *
 * The page is laid into this document, because only what stands in the window's own document is broken into sheets
 * properly: a frame is cut through the middle of a line. Its style is adopted rather than inserted, so that it needs no
 * exception from the content security policy, and holds for paper only.
 */
export async function printPage(html: string): Promise<void> {
  const page = new DOMParser().parseFromString(html, "text/html");
  const rules = [...page.querySelectorAll("style")].map((style) => style.textContent).join("\n");
  for (const node of page.querySelectorAll(NOT_ON_PAPER)) node.remove();

  const paper = document.createElement("div");
  paper.className = "on-paper";
  paper.lang = page.documentElement.lang;
  paper.append(...[...page.body.childNodes].map((node) => document.importNode(node, true)));

  const style = new CSSStyleSheet();
  style.replaceSync(
    `@media screen { .on-paper { display: none } }
     @media print { body > :not(.on-paper) { display: none !important } ${rules} }`,
  );
  leave();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  document.body.append(paper);
  leave = () => {
    leave = () => undefined;
    paper.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== style);
  };
  // Not when the host answers: the system's dialog may still be reading the page then.
  window.addEventListener("afterprint", () => leave(), { once: true });
  await pictures(paper);
  await host().print();
}

/** Takes the page laid in last away again: after printing, and with the next printing at the latest. */
let leave = (): void => undefined;

/** A page is printed with its pictures or not at all; a broken one does not stop it. */
async function pictures(paper: HTMLElement): Promise<void> {
  await Promise.all([...paper.querySelectorAll("img")].map((image) => image.decode().catch(() => undefined)));
}
