import { DOMParser as Reader } from "prosemirror-model";
import { describe, expect, it, vi } from "vitest";
import { usual } from "../habits";
import { cleanHtml } from "../paste";
import { schema } from "../schema";
import { writeBlock } from "../write-block";
import { dataText } from "./data";

/** Pasted HTML as the Markdown it would be written as. */
function pasted(html: string): string {
  const place = document.createElement("div");
  place.innerHTML = cleanHtml(html);
  const doc = Reader.fromSchema(schema).parse(place);
  const context = { habits: usual, labels: new Set<string>(), definitions: "" };
  return doc.content.content
    .map((node) => writeBlock(node, context))
    .filter((text) => text !== "")
    .join("\n\n");
}

describe("pasting from Word", () => {
  const word = (body: string) =>
    `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style><meta name=Generator content="Microsoft Word 15"></head><body lang=EN-GB><!--StartFragment-->${body}<!--EndFragment--></body></html>`;
  const item = (level: number, sign: string, text: string) =>
    `<p class=MsoListParagraph style='margin-left:${level * 18}pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;

  it("keeps headings, bold and italic and drops styles, comments and o:p", () => {
    const html = word(
      "<h1 style='color:red'>Observation<o:p></o:p></h1><p class=MsoNormal style='mso-margin-top-alt:auto'><b style='mso-bidi-font-weight:normal'>Bold</b> and <i>italic</i><!-- hidden --><o:p>&nbsp;</o:p></p>",
    );
    expect(pasted(html)).toBe("# Observation\n\n**Bold** and *italic*");
  });

  it("makes lists of list paragraphs, with their levels", () => {
    const html = word(item(1, "·", "one") + item(2, "o", "inner") + item(2, "o", "inner two") + item(1, "·", "two"));
    expect(pasted(html)).toBe("- one\n  - inner\n  - inner two\n- two");
  });

  it("makes numbered lists of numbered paragraphs", () => {
    expect(pasted(word(`${item(1, "1.", "first")}${item(1, "2.", "second")}<p class=MsoNormal>after</p>`))).toBe(
      "1. first\n2. second\n\nafter",
    );
  });

  it("keeps tables and links", () => {
    const html = word(
      "<table class=MsoTableGrid border=1><tr><td width=50 style='border:solid'><p class=MsoNormal><b>Child</b><o:p></o:p></p></td><td><p class=MsoNormal>What<o:p></o:p></p></td></tr><tr><td><p class=MsoNormal>A</p></td><td><p class=MsoNormal><a href='https://example.org/x'>notes</a></p></td></tr></table>",
    );
    const table = pasted(html);
    expect(table).toMatch(/^\| \*\*Child\*\* \| What/);
    expect(table).toContain("| A         | [notes](https://example.org/x) |");
  });
});

describe("pasting from Google Docs", () => {
  const docs = (body: string) =>
    `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">${body}</b>`;

  it("reads bold and italic from styles, and does not make everything bold", () => {
    const html = docs(
      `<p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:400">plain </span><span style="font-size:11pt;font-weight:700">bold</span><span style="font-style:italic;font-weight:400"> it</span><span style="text-decoration:line-through"> gone</span></p>`,
    );
    expect(pasted(html)).toBe("plain **bold** *it* ~~gone~~");
  });

  it("keeps headings and nested lists", () => {
    const html = docs(
      `<h2 dir="ltr"><span style="font-weight:400">Plan</span></h2><ul><li dir="ltr" aria-level="1"><p role="presentation"><span>a</span></p></li><ul><li aria-level="2"><p><span>b</span></p></li></ul><li><p><span>c</span></p></li></ul>`,
    );
    expect(pasted(html)).toBe("## Plan\n\n- a\n  - b\n- c");
  });

  it("makes a link of a picture elsewhere, so that nothing is loaded", () => {
    expect(pasted(docs(`<p><img src="https://lh7.example.org/pic" alt="class photo"></p>`))).toBe(
      "[class photo](https://lh7.example.org/pic)",
    );
  });
});

describe("pasting from a page", () => {
  it("keeps quotes, code and rules", () => {
    expect(
      pasted("<blockquote><p>said</p></blockquote><pre><code>let a\nb</code></pre><hr><p>x <code>y</code></p>"),
    ).toBe("> said\n\n```\nlet a\nb\n```\n\n---\n\nx `y`");
  });

  it("makes paragraphs of divisions and drops scripts, styles and forms", () => {
    expect(pasted("<div>one</div><div>two<script>alert(1)</script></div><style>p{}</style><button>go</button>")).toBe(
      "one\n\ntwo",
    );
  });

  it("keeps tasks", () => {
    expect(pasted("<ul><li><input type=checkbox checked> done</li><li><input type=checkbox> open</li></ul>")).toBe(
      "- [x] done\n- [ ] open",
    );
  });

  it("drops addresses that could run", () => {
    expect(pasted("<p><a href='javascript:alert(1)'>x</a> <a href='data:text/html,1'>y</a></p>")).toBe("x y");
  });
});

const payloads = dataText("xss-dompurify/expect.json");

describe.skipIf(payloads === null)("hostile HTML that is pasted", () => {
  it("leaves no script, no handler and no address that runs", { timeout: 60_000 }, () => {
    // happy-dom says on standard error that it loads no frames, which is what we want.
    (window as unknown as { happyDOM: { settings: Record<string, boolean> } }).happyDOM.settings[
      "handleDisabledFileLoadingAsSuccess"
    ] = true;
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const list = JSON.parse(payloads ?? "[]") as { payload: string }[];
    expect(list.length).toBeGreaterThan(100);
    for (const { payload } of list) {
      const place = document.implementation.createHTMLDocument("").createElement("div");
      place.innerHTML = cleanHtml(payload);
      for (const element of place.querySelectorAll("*")) {
        expect(element.tagName).toMatch(
          /^(A|B|STRONG|I|EM|S|DEL|STRIKE|CODE|KBD|SAMP|TT|P|BR|HR|H[1-6]|UL|OL|LI|BLOCKQUOTE|PRE|TABLE|THEAD|TBODY|TFOOT|TR|TD|TH)$/,
        );
        for (const { name, value } of element.attributes) {
          expect(["href", "start", "align", "data-checked"]).toContain(name);
          if (name === "href") expect(value).toMatch(/^(https?:|mailto:|attachment:)/i);
        }
      }
    }
  });
});
