import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    return item.isDirectory() ? filesUnder(path) : /\.(ts|svelte)$/.test(path) ? [path] : [];
  });
}

const files = filesUnder(root).map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));

/** What a file imports, relative to src/, or the package's name. */
function imports({ path, text }: { path: string; text: string }): string[] {
  const named = [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((found) => found[1] ?? "");
  return named.map((name) => {
    if (name.startsWith("$lib")) return name.replace("$lib", "lib");
    if (name.startsWith(".")) return relative(root, resolve(root, dirname(path), name));
    return name;
  });
}

const featureOf = (path: string): string | undefined => /^features\/([^/]+)\//.exec(path)?.[1];

describe("the house rules", () => {
  it("features never import each other, nor the shell", () => {
    const wrong = files.flatMap((file) => {
      const mine = featureOf(file.path);
      if (!mine) return [];
      return imports(file)
        .filter(
          (other) => /^(features|shell)\//.test(other) && featureOf(`${other}/`) !== mine && featureOf(other) !== mine,
        )
        .map((other) => `${file.path} imports ${other}`);
    });
    expect(wrong).toEqual([]);
  });

  it("lib knows no feature", () => {
    const wrong = files
      .filter((file) => file.path.startsWith("lib/"))
      .filter((file) => imports(file).some((other) => /^(features|shell)\//.test(other)))
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  it("only host.tauri.ts knows Tauri", () => {
    const knows = files.filter((file) => imports(file).some((name) => name.startsWith("@tauri-apps/")));
    expect(knows.map((file) => file.path)).toEqual(["lib/api/host.tauri.ts"]);
  });

  it("only tests use the fake host", () => {
    const users = files.filter((file) => imports(file).some((name) => name.endsWith("host.fake")));
    expect(users.map((file) => file.path).filter((path) => !path.endsWith(".test.ts"))).toEqual([]);
  });

  it("no file is called utils, helpers, manager, service or common, but the words everybody uses", () => {
    const vague = files
      .map((file) => file.path)
      .filter((path) => /(utils?|helpers?|manager|service|common)\./i.test(path));
    expect(vague).toEqual([]);
  });

  it("no markup has a style attribute, which the content security policy would drop", () => {
    const styled = files.filter((file) => file.path.endsWith(".svelte") && /<[a-z][^>]*\sstyle=/i.test(file.text));
    expect(styled.map((file) => file.path)).toEqual([]);
  });
});
