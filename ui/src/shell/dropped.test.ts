import { describe, expect, it } from "vitest";
import { droppedIn } from "./dropped";

const file = (name: string): File => new File(["x"], name);
const one = (name: string) => ({
  isDirectory: false,
  name,
  file: (done: (file: File) => void) => done(file(name)),
});
/** A folder whose reader gives two things at a time. */
const folder = (name: string, inside: unknown[]) => ({
  isDirectory: true,
  name,
  createReader: () => {
    let at = 0;
    return { readEntries: (done: (part: unknown[]) => void) => done(inside.slice(at, (at += 2))) };
  },
});
const drop = (entries: { name: string }[]): DataTransfer =>
  ({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: entries.map(({ name }) => file(name)),
  }) as unknown as DataTransfer;

describe("what is dropped on the window", () => {
  it("is every file, where no folder is among them", async () => {
    const { files, inside } = await droppedIn(drop([one("a.json"), one("b.json")]));
    expect([files.map(({ name }) => name), inside]).toEqual([["a.json", "b.json"], []]);
  });

  it("is all that lies in a folder, however deep, and the files beside it", async () => {
    const deep = folder("came back", [one("1.json"), one("2.json"), folder("Jo", [one("3.json")]), one("4.txt")]);
    const { files, inside } = await droppedIn(drop([deep, one("b.json")]));
    expect(files.map(({ name }) => name)).toEqual(["b.json"]);
    expect(inside.map(({ name }) => name)).toEqual(["1.json", "2.json", "3.json", "4.txt"]);
  });
});
