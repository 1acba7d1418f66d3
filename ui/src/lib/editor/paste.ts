import { hrefOf, isOurs } from "./links";

/**
 * HTML from elsewhere, cleaned for the editor: headings, lists, tables, links, bold, italic, code and quotes stay; styles,
 * scripts, comments and everything unknown go. Word writes lists as paragraphs that look like items; Google Docs writes bold
 * as a style: both are turned into what they mean. Pictures elsewhere become links, because nothing may load from the network.
 *
 * Works in a document that runs no script and loads nothing.
 */
export function cleanHtml(html: string): string {
  const dom = new DOMParser().parseFromString(disarmed(bodyOf(html)), "text/html");
  const { body } = dom;
  dropComments(body);
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  // Office's own elements (o:p, w:…, v:…): their text stays.
  for (const element of [...body.querySelectorAll("*")])
    if (element.tagName.includes(":")) element.replaceWith(...(element.textContent?.trim() ? element.childNodes : []));
  wordLists(body);
  for (const element of [...body.querySelectorAll("*")]) styleToMark(element);
  for (const image of [...body.querySelectorAll("img")]) pictureToLink(image);
  for (const box of [...body.querySelectorAll("li input[type=checkbox]")]) boxToTask(box);
  tables(body);
  for (const element of [...body.querySelectorAll("*")]) keepOrUnwrap(element);
  return body.innerHTML;
}

const DROPPED =
  "script,style,link,meta,title,head,template,noscript,iframe,object,embed,applet,svg,math,canvas,audio,video,button,select,textarea,base,frame,frameset,dialog,input:not([type=checkbox])";

/** What may stay, and with which attributes. */
const KEPT: Record<string, readonly string[]> = {
  a: ["href"],
  b: [],
  strong: [],
  i: [],
  em: [],
  s: [],
  del: [],
  strike: [],
  code: [],
  kbd: [],
  samp: [],
  tt: [],
  p: [],
  br: [],
  hr: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  ul: [],
  ol: ["start"],
  li: ["data-checked"],
  blockquote: [],
  pre: [],
  table: [],
  thead: [],
  tbody: [],
  tfoot: [],
  tr: [],
  td: ["align"],
  th: ["align"],
};

/** Elements that stand on lines of their own: what was in them must not run together. */
const BLOCKS = new Set([
  "div",
  "section",
  "article",
  "main",
  "header",
  "footer",
  "aside",
  "nav",
  "figure",
  "figcaption",
  "address",
  "dl",
  "dt",
  "dd",
  "center",
  "fieldset",
  "details",
  "summary",
]);

function bodyOf(html: string): string {
  const fragment = /<!--StartFragment-->([^]*)<!--EndFragment-->/.exec(html)?.[1];
  return fragment ?? html;
}

/**
 * Styles and handlers under other names. They could do nothing in this document either, but the content security policy would
 * report each of them.
 */
function disarmed(html: string): string {
  return html.replace(/<[a-z][^>]*>/gi, (tag) =>
    tag.replace(/([\s"'/])style\s*=/gi, "$1data-style=").replace(/([\s"'/])on[a-z]+\s*=/gi, "$1data-off="),
  );
}

function dropComments(root: Element): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  // Word puts the sign of an item between these two comments; without it the text is clean.
  for (const comment of comments) {
    if (/^\[if !supportLists\]/.test(comment.nodeValue ?? "")) {
      for (let next = comment.nextSibling; next && next.nodeType !== Node.COMMENT_NODE; next = comment.nextSibling) {
        if (next instanceof Element) next.setAttribute("data-style", "mso-list:Ignore");
        if (next.nodeType === Node.TEXT_NODE && next.nodeValue?.trim()) break;
        comment.parentNode?.insertBefore(next, comment);
      }
    }
    comment.parentNode?.removeChild(comment);
  }
}

function styleOf(element: Element, name: string): string {
  return (
    new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i").exec(element.getAttribute("data-style") ?? "")?.[1]?.trim() ??
    ""
  );
}

/** Word: `<p class=MsoListParagraph style="mso-list:l0 level2 lfo1">· text</p>` is an item of the second level. */
function wordLists(body: Element): void {
  type Open = { level: number; list: Element };
  let open: Open[] = [];
  let lastItem: Element | null = null;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div")]) {
    const listed = /\bl(\d+)\s+level(\d+)/.exec(styleOf(paragraph, "mso-list"));
    if (!listed) continue;
    const level = Number(listed[2]);
    const sign = [...paragraph.querySelectorAll("*")].find((one) => /Ignore/i.test(styleOf(one, "mso-list")));
    const signText = (
      sign?.textContent ??
      /^\s*(?:[·•o§\-–]|\w{1,4}[.)])[\s\u00A0]+/.exec(paragraph.textContent ?? "")?.[0] ??
      ""
    ).trim();
    if (sign) sign.remove();
    else if (signText) trimStart(paragraph, signText);
    const ordered = /^[\dA-Za-z]{1,4}[.)]$/.test(signText) && signText !== "o";
    const follows = lastItem && previousElement(paragraph) === topList(open);
    if (!follows) open = [];
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > level) open.pop();
    const item = body.ownerDocument.createElement("li");
    const inner = body.ownerDocument.createElement("p");
    inner.append(...paragraph.childNodes);
    item.append(inner);
    const current = open.at(-1);
    const tag = ordered ? "OL" : "UL";
    if (current?.level === level && (current.list.tagName === tag || open.length > 1)) {
      current.list.append(item);
      paragraph.remove();
    } else {
      const list = body.ownerDocument.createElement(tag.toLowerCase());
      const start = /^\d+/.exec(signText)?.[0];
      if (ordered && start && start !== "1") list.setAttribute("start", start);
      list.append(item);
      if (current && current.level < level && lastItem) {
        lastItem.append(list);
        paragraph.remove();
      } else {
        open = [];
        paragraph.replaceWith(list);
      }
      open.push({ level, list });
    }
    lastItem = item;
  }
}

function topList(open: { list: Element }[]): Element | null {
  return open[0]?.list ?? null;
}

function previousElement(element: Element): Element | null {
  return element.previousElementSibling;
}

function trimStart(element: Element, sign: string): void {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = sign;
  while (left && walker.nextNode()) {
    const text = walker.currentNode.nodeValue ?? "";
    const rest = text.replace(/^[\s\u00A0]+/, "");
    if (rest.startsWith(left)) {
      walker.currentNode.nodeValue = rest.slice(left.length).replace(/^[\s\u00A0]+/, "");
      left = "";
    } else if (left.startsWith(rest)) {
      walker.currentNode.nodeValue = "";
      left = left.slice(rest.length);
    } else return;
  }
}

/** Bold, italic and struck text that is only a style; and the `<b>` Google Docs wraps everything in, which is none. */
function styleToMark(element: Element): void {
  const tag = element.tagName.toLowerCase();
  const weight = styleOf(element, "font-weight");
  const isPlain = weight === "normal" || weight === "400";
  if ((tag === "b" || tag === "strong") && isPlain) return unwrap(element);
  if ((tag === "i" || tag === "em") && styleOf(element, "font-style") === "normal") return unwrap(element);
  if (/^h[1-6]$/.test(tag) || tag === "th") return;
  const inline = ["span", "font", "a", "u", "small", "big", "label"].includes(tag);
  if (!inline) return;
  if (/^(bold|bolder|[6-9]00)$/.test(weight) && !element.closest("h1,h2,h3,h4,h5,h6,th"))
    wrapContent(element, "strong");
  if (/^(italic|oblique)/.test(styleOf(element, "font-style"))) wrapContent(element, "em");
  if (/line-through/.test(styleOf(element, "text-decoration") + styleOf(element, "text-decoration-line")))
    wrapContent(element, "del");
  if (/mono|courier|consolas/i.test(styleOf(element, "font-family")) && tag === "span" && !element.closest("pre"))
    wrapContent(element, "code");
}

function wrapContent(element: Element, tag: string): void {
  if (!element.textContent?.trim() && !element.querySelector("img")) return;
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** A picture elsewhere becomes a link to it; one that cannot be reached that way becomes its description. */
function pictureToLink(image: Element): void {
  const source = image.getAttribute("src") ?? "";
  const alt = (image.getAttribute("alt") ?? "").trim();
  if (/^https?:/i.test(source) && !image.closest("a")) {
    const link = image.ownerDocument.createElement("a");
    link.setAttribute("href", source);
    link.textContent = alt || source;
    image.replaceWith(link);
  } else {
    image.replaceWith(alt);
  }
}

function boxToTask(box: Element): void {
  const item = box.closest("li");
  if (item && !item.hasAttribute("data-checked"))
    item.setAttribute("data-checked", String(box.hasAttribute("checked")));
  box.remove();
}

/** GFM tables are plain grids: merged cells are followed by empty ones. A table within a cell, or of one cell, is no table. */
function tables(body: Element): void {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const cells = [...table.querySelectorAll("td, th")];
    if (table.parentElement?.closest("table") || cells.length <= 1) {
      for (const part of [...table.querySelectorAll("thead, tbody, tfoot, tr, td, th, caption, colgroup, col")])
        unwrap(part, /^(TR|TD|TH|CAPTION)$/.test(part.tagName));
      unwrap(table, true);
      continue;
    }
    for (const cell of cells) {
      for (let extra = Number(cell.getAttribute("colspan") ?? 1); extra > 1 && extra < 100; extra -= 1)
        cell.after(cell.ownerDocument.createElement(cell.tagName));
      // One line a cell: what stood on lines of its own is parted by line breaks.
      for (const block of [...cell.querySelectorAll("p, div, li, h1, h2, h3, h4, h5, h6, blockquote, pre")].slice(
        0,
        -1,
      ))
        block.append(cell.ownerDocument.createElement("br"));
      for (const block of [...cell.querySelectorAll("p, div, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, pre")])
        unwrap(block);
      const side = (cell.getAttribute("align") ?? styleOf(cell, "text-align")).toLowerCase();
      if (/^(center|right)$/.test(side)) cell.setAttribute("align", side);
      else cell.removeAttribute("align");
    }
    // The first row is the head.
    const first = table.querySelector("tr");
    for (const cell of [...(first?.querySelectorAll("td") ?? [])]) rename(cell, "th");
  }
}

function rename(element: Element, tag: string): void {
  const other = element.ownerDocument.createElement(tag);
  for (const name of ["align"])
    if (element.hasAttribute(name)) other.setAttribute(name, element.getAttribute(name) ?? "");
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function keepOrUnwrap(element: Element): void {
  const tag = element.tagName.toLowerCase();
  const attributes = KEPT[tag];
  if (!attributes) {
    if (!BLOCKS.has(tag)) return unwrap(element);
    // A block with only running text in it is a paragraph.
    if (element.querySelector("p,h1,h2,h3,h4,h5,h6,ul,ol,blockquote,pre,table,div,section,article"))
      return unwrap(element);
    return renameTo(element, "p");
  }
  const href = tag === "a" ? hrefOf(element.getAttribute("href") ?? "") : null;
  for (const { name } of [...element.attributes]) if (!attributes.includes(name)) element.removeAttribute(name);
  if (href === null) return;
  if (isOurs(href)) element.setAttribute("href", href);
  else unwrap(element);
}

function renameTo(element: Element, tag: string): void {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

/** Takes the element away and leaves what is in it; `spaced`: on a line of its own. */
function unwrap(element: Element, spaced = false): void {
  if (spaced) {
    const paragraph = element.ownerDocument.createElement("div");
    paragraph.append(...element.childNodes);
    element.replaceWith(paragraph);
    return;
  }
  element.replaceWith(...element.childNodes);
}
