import { printPage } from "$lib/print";
import { words } from "$lib/words";

const LOOK_ALIKES: Record<string, string> = { O: "0", I: "1", L: "1", U: "V" };

/** A code as it is compared: no spaces or hyphens, capitals, and the letters nobody can tell apart as one. */
export function plainCode(typed: string): string {
  return [...typed.normalize("NFKC").toUpperCase()]
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .map((letter) => LOOK_ALIKES[letter] ?? letter)
    .join("");
}

/** Puts the code on paper: nothing of it is kept. */
export async function printCode(code: string, day: string): Promise<void> {
  const say = words.door.codes;
  const page = document.implementation.createHTMLDocument();
  const line = (tag: string, text: string): void => {
    const node = page.createElement(tag);
    node.textContent = text;
    page.body.append(node);
  };
  line("h1", say.printTitle);
  line("pre", code.replace(/((?:\w{4}-){3}\w{4})-/, "$1\n"));
  line("p", say.printText);
  line("p", say.printDay(day));
  const style = page.createElement("style");
  style.textContent = "body { font-family: sans-serif } pre { font-size: 20pt; letter-spacing: 0.05em }";
  page.head.append(style);
  await printPage(page.documentElement.outerHTML);
}
