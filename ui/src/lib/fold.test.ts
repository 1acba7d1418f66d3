import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, folded, placesOf } from "./fold";

const found = (wanted: string, text: string): string[] =>
  placesOf(wanted, fold(text)).map(({ from, to }) => text.slice(from, to));

const TEXT = "The café has a re\u0301sume\u0301, and I don’t see the o\ufb03ce.";

describe("letters as they are looked for", () => {
  it.each([
    ["cafe", "café"],
    ["CAFÉ", "café"],
    ["résumé", "re\u0301sume\u0301"],
    ["resume", "re\u0301sume\u0301"],
    ["don't", "don’t"],
    ["don\u02bct", "don’t"],
    ["office", "o\ufb03ce"],
    ["o\ufb03ce", "o\ufb03ce"],
  ])("%s finds %s whole", (wanted, there) => {
    expect(found(wanted, TEXT)).toEqual([there]);
  });

  it.each([
    ["Strasse", "STRASSE, Straße", ["STRASSE", "Straße"]],
    ["aether", "Æther", ["Æther"]],
    ["smorrebrod", "smørrebrød", ["smørrebrød"]],
    ["lodz", "Łódź", ["Łódź"]],
    ["istanbul", "İstanbul Istanbul ıstanbul", ["İstanbul", "Istanbul", "ıstanbul"]],
    ["οδοσ", "ὁδός ΟΔΟΣ", ["ὁδός", "ΟΔΟΣ"]],
    ["елка", "Ёлка", ["Ёлка"]],
    ["مدرسه", "مَدْرَسَة", ["مَدْرَسَة"]],
    ["שלום", "שָׁלוֹם", ["שָׁלוֹם"]],
    ["homework", "home\u00adwork home\u200bwork", ["home\u00adwork", "home\u200bwork"]],
    ["can't", "can't can’t can‘t canʼt can´t canʻt", ["can't", "can’t", "can‘t", "canʼt", "can´t", "canʻt"]],
  ])("%s is found in %s", (wanted, text, places) => {
    expect(found(wanted, text)).toEqual(places);
  });

  it("of Japanese and Korean are others with another mark, and the same however they were typed", () => {
    expect(found("か", "が")).toEqual([]);
    expect(found("が", "か\u3099 ｶﾞ")).toEqual(["か\u3099"]);
    expect(found("ガ", "ｶﾞ")).toEqual(["ｶﾞ"]);
    expect(found("학교", "학교".normalize("NFD"))).toEqual(["학교".normalize("NFD")]);
    expect(found("하", "학")).toEqual([]);
  });

  it("are found whole or not at all: half of a letter cannot be selected", () => {
    expect(found("of", "o\ufb03ce")).toEqual([]);
    expect(found("s", "ß s")).toEqual(["s"]);
  });

  it("that nobody sees are neither looked for nor selected at an end", () => {
    expect(found("\u00ad\u200b", "a\u00adb")).toEqual([]);
    expect(found("b", "a\u00adb\u00adc")).toEqual(["b"]);
    expect(found("b", "a\u00ad\u200bb")).toEqual(["b"]);
  });

  const letters = fc.constantFrom(
    ..."abefisAEŁßæﬃﬁİıøéÉ’'´ʼ`がか학日🙂 \n\u0301\u0308\u3099\u00ad\u200b\u0651\u1112\u1161\u11ab\ud83d",
  );
  const texts = fc.array(letters, { maxLength: 24 }).map((some) => some.join(""));

  it("are, wherever something is found, what was looked for", () => {
    fc.assert(
      fc.property(texts, texts, fc.nat(24), fc.nat(6), (text, other, from, length) => {
        for (const wanted of [other.slice(0, 2), text.slice(from, from + length)]) {
          for (const place of found(wanted, text)) expect(folded(place)).toBe(folded(wanted));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("are found in any text where they stand as they are typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, wanted) => {
        fc.pre(folded(wanted) !== "");
        expect(found(wanted, `${before} | ${wanted} | ${before}`).length).toBeGreaterThan(0);
      }),
    );
  });

  it("of a long text are folded in a moment", () => {
    const text = "Anna’s homework was late again. ".repeat(300_000);
    const begun = performance.now();
    expect(placesOf("anna's", fold(text), 1000)).toHaveLength(1000);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
