import type { Nodes, Root } from "mdast";
import { rangeOf } from "./tree";

/** How this text is written, so that what is written anew looks like the rest of it. */
export type Habits = {
  bullet: "-" | "*" | "+";
  ordered: "." | ")";
  /** 1. 2. 3. rather than 1. 1. 1. */
  counting: boolean;
  /** Where the text of an item starts: after one space, or at the next multiple of four. */
  indent: "one" | "tab";
  emphasis: "*" | "_";
  strong: "*" | "_";
  fence: "`" | "~";
  rule: "-" | "*" | "_";
  ruleLength: number;
  ruleSpaces: boolean;
  /** Headings underlined with = and -. */
  setext: boolean;
  /** ## Headings closed ## */
  closed: boolean;
  /** A line break is a backslash, not two spaces. */
  backslash: boolean;
  /** The columns of tables stand under each other. */
  aligned: boolean;
  eol: "\n" | "\r\n";
};

/** For a text without any habit of its own. */
export const usual: Habits = {
  bullet: "-",
  ordered: ".",
  counting: true,
  indent: "one",
  emphasis: "*",
  strong: "*",
  fence: "`",
  rule: "-",
  ruleLength: 3,
  ruleSpaces: false,
  setext: false,
  closed: false,
  backslash: true,
  aligned: true,
  eol: "\n",
};

/** What the text mostly does; where it never does a thing, the usual. */
export function habitsOf(tree: Root, text: string): Habits {
  const seen = new Map<string, number>();
  const see = (habit: string, value: string) => seen.set(`${habit} ${value}`, (seen.get(`${habit} ${value}`) ?? 0) + 1);
  const walk = (node: Nodes): void => {
    look(node, text, see);
    if ("children" in node) node.children.forEach(walk);
  };
  walk(tree);
  const most = <T extends string>(habit: string, values: readonly T[], otherwise: T): T =>
    values.reduce(
      (best, value) => ((seen.get(`${habit} ${value}`) ?? 0) > (seen.get(`${habit} ${best}`) ?? 0) ? value : best),
      otherwise,
    );
  const often = (habit: string, otherwise: boolean) => most(habit, ["yes", "no"], otherwise ? "yes" : "no") === "yes";

  const crlf = text.split("\r\n").length - 1;
  return {
    bullet: most("bullet", ["-", "*", "+"], usual.bullet),
    ordered: most("ordered", [".", ")"], usual.ordered),
    counting: often("counting", usual.counting),
    indent: most("indent", ["one", "tab"], usual.indent),
    emphasis: most("emphasis", ["*", "_"], usual.emphasis),
    strong: most("strong", ["*", "_"], usual.strong),
    fence: most("fence", ["`", "~"], usual.fence),
    rule: most("rule", ["-", "*", "_"], usual.rule),
    ruleLength: Number(most("ruleLength", ["3", "4", "5", "10", "20"], "3")),
    ruleSpaces: often("ruleSpaces", usual.ruleSpaces),
    setext: often("setext", usual.setext),
    closed: often("closed", usual.closed),
    backslash: often("backslash", usual.backslash),
    aligned: often("aligned", usual.aligned),
    eol: crlf > text.split("\n").length - 1 - crlf ? "\r\n" : "\n",
  };
}

function look(node: Nodes, text: string, see: (habit: string, value: string) => void): void {
  const { start, end } = rangeOf(node);
  const first = text[start] ?? "";
  const yesNo = (yes: boolean) => (yes ? "yes" : "no");
  switch (node.type) {
    case "list": {
      if (!node.ordered) return see("bullet", first);
      see("ordered", /^\d+([.)])/.exec(text.slice(start, start + 12))?.[1] ?? ".");
      const second = node.children[1];
      if (second) see("counting", yesNo(parseInt(text.slice(rangeOf(second).start), 10) !== (node.start ?? 1)));
      return;
    }
    case "listItem": {
      const child = node.children[0];
      if (!child || node.checked !== null) return;
      const marker = /^(?:[-*+]|\d+[.)])( +)\S/.exec(text.slice(start, start + 16));
      if (marker) see("indent", marker[1] === " " ? "one" : "tab");
      return;
    }
    case "emphasis":
      return see("emphasis", first);
    case "strong":
      return see("strong", first);
    case "code":
      if (first === "`" || first === "~") see("fence", first);
      return;
    case "thematicBreak": {
      const rule = text.slice(start, end).trim();
      see("rule", rule[0] ?? "-");
      see("ruleLength", String(rule.replace(/\s/g, "").length));
      return see("ruleSpaces", yesNo(/\s/.test(rule)));
    }
    case "heading":
      if (node.depth <= 2) see("setext", yesNo(first !== "#"));
      if (first === "#") see("closed", yesNo(/[^\\#]#+[ \t]*$/.test(text.slice(start, end))));
      return;
    case "break":
      return see("backslash", yesNo(first === "\\"));
    case "table": {
      const rows = text.slice(start, end).split(/\r?\n/);
      return see(
        "aligned",
        yesNo(rows.length > 1 && rows.every((row) => row.trimEnd().length === (rows[0] ?? "").trimEnd().length)),
      );
    }
  }
}
