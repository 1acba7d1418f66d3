import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where the shared test data lies; null (said by name) if this machine has none. */
const ROOT = process.env["LOOPBOOK_TEST_DATA"] ?? resolve(import.meta.dirname, "../../../../../../shared/data");

/** The path of a file or folder of the test data, or null with a word on standard error. */
export function dataPath(name: string): string | null {
  const path = join(ROOT, name);
  if (existsSync(path)) return path;
  process.stderr.write(`Test data missing, goes on without it: ${path}\n`);
  return null;
}

/** A file of the test data, or null. */
export function dataText(name: string): string | null {
  const path = dataPath(name);
  return path === null ? null : readFileSync(path, "utf8");
}

/** Every Markdown file below a folder of the test data, in order of path. */
export function markdownBelow(name: string): { path: string; text: string }[] {
  const folder = dataPath(name);
  if (folder === null) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}
