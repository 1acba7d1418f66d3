// Which licences the dependencies come under: only such as let Loopbook be given away under MIT. Reads what cargo and npm
// have on this disk and asks nobody.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** By SPDX name. Those that ask for more than naming the authors say why they are fine here. */
const ALLOWED = new Set([
  "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "BlueOak-1.0.0",
  "CC0-1.0", "ISC", "MIT", "MIT-0", "OpenSSL", "Python-2.0", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "WTFPL",
  "Zlib", "blessing", "bzip2-1.0.6",
  "CDLA-Permissive-2.0", // data: lists of names
  "CC-BY-4.0", "CC-BY-3.0", // data of build tools, not shipped
  "MPL-2.0", // by file: used as published, unchanged
  "OFL-1.1", // typefaces, which may be bundled
]);

/** Those that name none where a program looks, by the text that they bring. */
const READ_BY_US = new Map([["svelte-toolbelt", "MIT"]]);

/** SPDX expressions: OR binds weaker than AND; "/" is an old way to write OR. Is there a choice we can take? */
export function allowed(expression, list = ALLOWED) {
  const words = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    if (words[at] === "(") {
      at += 1;
      const answer = any();
      at += 1;
      return answer;
    }
    let name = words[at++] ?? "";
    if (words[at] === "WITH") {
      name += ` WITH ${words[at + 1]}`;
      at += 2;
    }
    return list.has(name);
  };
  const all = () => {
    let answer = one();
    while (words[at] === "AND") {
      at += 1;
      answer = one() && answer;
    }
    return answer;
  };
  const any = () => {
    let answer = all();
    while (words[at] === "OR") {
      at += 1;
      answer = all() || answer;
    }
    return answer;
  };
  return words.length > 0 && any() && at === words.length;
}

function ofRust() {
  const json = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { maxBuffer: 2 ** 28, encoding: "utf8" });
  const { packages, workspace_members: ours } = JSON.parse(json);
  return packages.filter(({ id }) => !ours.includes(id)).map(({ name, version, license }) => ({ name: `${name} ${version}`, license }));
}

function ofPages() {
  const { packages } = JSON.parse(readFileSync("ui/package-lock.json", "utf8"));
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, { version, license }]) => {
      const name = path.replace(/^.*node_modules\//, "");
      return { name: `${name} ${version}`, license: license ?? READ_BY_US.get(name) };
    });
}

const all = [...ofRust(), ...ofPages()];
const refused = all.filter(({ license }) => !license || !allowed(license));
for (const { name, license } of refused) console.error(`${name}: ${license ?? "no licence named"}`);
if (refused.length > 0) {
  console.error(`${refused.length} of ${all.length} dependencies come under a licence that tests/licences.mjs does not allow`);
  process.exit(1);
}
if (process.argv.includes("--list")) {
  for (const line of new Set(all.map(({ name, license }) => `${name}: ${license}`))) console.log(line);
  process.exit(0);
}
console.log(`The licences of ${all.length} dependencies are fine`);
