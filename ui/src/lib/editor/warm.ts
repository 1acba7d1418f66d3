import { noMarks } from "./passages";
import { RichView, type RichOptions } from "./rich-view";

/**
 * The first key in an editor runs code that never ran before, which keeps the window waiting for as long as two frames. So a letter
 * is written into a sheet that nobody sees, once, when the editor has stood for a moment and nothing was written in it yet.
 */

/** Milliseconds for which the editor has stood by then: less would take from its own first painting. */
const SOON = 250;

const nothing = () => {};
const NOBODYS: RichOptions = {
  label: "",
  language: null,
  spelling: false,
  stages: [],
  onstages: nothing,
  attachmentUrl: () => "",
  ontouch: nothing,
  ontools: nothing,
  onhover: nothing,
  onlink: nothing,
  marks: noMarks,
  oneditlink: nothing,
  onfiles: nothing,
  onhuge: nothing,
};

let warm = false;

/** Writes a letter where nobody sees it, the first time only. Returns what calls it off. */
export function warmUp(): () => void {
  if (warm) return nothing;
  const timer = setTimeout(() => {
    if (warm) return;
    warm = true;
    const sheet = new RichView(document.createElement("div"), "", NOBODYS);
    // As a browser does it: the editor reads it from the page.
    sheet.view.dom.querySelector("p")?.replaceChildren("a");
    // It reads what changed before this turn comes.
    setTimeout(() => {
      try {
        sheet.read();
      } finally {
        sheet.destroy();
      }
    });
  }, SOON);
  return () => clearTimeout(timer);
}
