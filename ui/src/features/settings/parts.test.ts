import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parts } from "./parts";

const modules = join(import.meta.dirname, "../../../node_modules");

describe("the licences that are shown", () => {
  it.each(parts.filter((part) => part.npm !== undefined))(
    "of $name is the one its package names",
    ({ npm, licence }) => {
      const manifest = JSON.parse(readFileSync(join(modules, npm ?? "", "package.json"), "utf8")) as {
        license: string;
      };
      expect(licence).toBe(manifest.license);
    },
  );
});
