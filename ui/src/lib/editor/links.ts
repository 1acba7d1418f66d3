/** Links: which addresses may be followed, and which pictures are the journal's own. */

const OPENABLE = /^(https?:|mailto:)/i;
const ATTACHMENT = /^attachment:([\w-]+)$/;

/** May the program be asked to open this? Only web and mail addresses, and what is attached. */
export function isOurs(href: unknown): href is string {
  return typeof href === "string" && (OPENABLE.test(href) || ATTACHMENT.test(href));
}

/** The id in `attachment:ID`, or null. */
export function attachmentId(href: string): string | null {
  return ATTACHMENT.exec(href)?.[1] ?? null;
}

/** An address as someone typed it, as a link: "digital.gov" is a web address, "a@b.org" a mail address. */
export function hrefOf(typed: string): string {
  const text = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || /^[#/.]/.test(text) || text === "") return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[^\s/]+\.[^\s]+$/.test(text) ? `https://${text}` : text;
}

/** Web and mail addresses that stand in running text; the full stop that ends the sentence is cut off later. */
const LITERAL = /(?:https?:\/\/|www\.)[^\s<]+|[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;
// A host with a dot, and no underscore in it: what GFM asks.
const WEB = /^(?:https?:\/\/|www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[:/?#][^\s"`>]*)?$/i;
const MAIL = /^[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z0-9-]*[a-z0-9]$/i;

export type Literal = { from: number; to: number; href: string };

/** The addresses in `text` that Markdown would make links of by themselves. */
export function literalLinks(text: string): Literal[] {
  const found: Literal[] = [];
  for (const match of text.matchAll(LITERAL)) {
    const from = match.index;
    const before = text[from - 1] ?? " ";
    const address = withoutTail(match[0]);
    if (/^h/i.test(address) && address.includes("://") ? /[a-z]/i.test(before) : !/[\s*_~()[\]"'“‘]/.test(before))
      continue;
    if (/^www\./i.test(address) && /["'“‘]/.test(before)) continue;
    const web = WEB.test(address);
    if (!web && !MAIL.test(address)) continue;
    const href = !web ? `mailto:${address}` : /^www\./i.test(address) ? `http://${address}` : address;
    found.push({ from, to: from + address.length, href });
  }
  return found;
}

/** Punctuation at the end belongs to the sentence; a closing bracket only if it was opened inside. */
function withoutTail(address: string): string {
  let rest = address;
  for (;;) {
    const last = rest.at(-1) ?? "";
    if (/[?!.,:*_~'"\];]/.test(last)) rest = rest.slice(0, -1);
    else if (last === ")" && rest.split(")").length > rest.split("(").length) rest = rest.slice(0, -1);
    else return rest;
  }
}
