import { describe, expect, it } from "vitest";
import { dictionariesFor } from "./dictionaries";

const INSTALLED = ["de_DE", "en_GB", "en_US", "nl"];

describe("the dictionaries of a page", () => {
  it("are those of the entry's language, where this machine has one", () => {
    expect(dictionariesFor("nl", ["en_GB"], INSTALLED)).toEqual(["nl"]);
    expect(dictionariesFor("de", [], INSTALLED)).toEqual(["de_DE"]);
  });

  it("are of several for a language those chosen in the settings", () => {
    expect(dictionariesFor("en", ["en_GB", "nl"], INSTALLED)).toEqual(["en_GB"]);
    expect(dictionariesFor("en", [], INSTALLED)).toEqual(["en_GB", "en_US"]);
  });

  it("are the chosen ones for a language without a dictionary, and for a page without a language", () => {
    expect(dictionariesFor("ta", ["en_GB"], INSTALLED)).toEqual(["en_GB"]);
    expect(dictionariesFor(null, ["en_GB"], INSTALLED)).toEqual(["en_GB"]);
    expect(dictionariesFor("ta", [], INSTALLED)).toEqual([]);
  });
});
