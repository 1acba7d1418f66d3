/**
 * Letters as they are looked for: whatever their case, their accents, and the way they were typed. The search over the whole
 * journal reads them so, too (`text::fold` of the core): what it finds is to be found on the page.
 */

/** A text as it is looked through, with the way back to where its letters stand. */
export type Folded = {
  readonly text: string;
  /** Where in the original the stretch stands; null where it begins or ends within what is one letter there (ß). */
  place(from: number, to: number): { from: number; to: number } | null;
};

/** A letter that is not as long when folded, or where letters vanish: `at` and `length` in the folded text. */
type Odd = { readonly at: number; readonly length: number; readonly from: number; readonly to: number };

const ASCII = /^[\0-\x7f]*$/u;
/** A letter with what is written onto it: syllables of Korean in their parts, small kana signs of half width, marks. */
const LETTER =
  /[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]+[\u11a8-\u11ff\ud7cb-\ud7fb]*|[\uff66-\uff9d][\uff9e\uff9f]?|[^\p{M}]\p{M}*|\p{M}/gsu;
/** Stretches that hold something other than plain letters, with the plain letter onto which a mark may be written. */
const UNUSUAL = /[\0-\x7f]?[^\0-\x7f]+/gu;
/** What nobody sees: soft hyphens, joiners, marks of direction, what chooses the look of a sign; and the long Arabic stroke. */
const UNSEEN =
  /\u00ad|\u034f|\u061c|\u0640|\u115f|\u1160|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180e|\u180f|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
/** Elsewhere a mark makes another letter: が is not か. */
const ACCENTED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]/u;
const AS_WRITTEN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
  // Forms of alef, final ya and ta marbuta are written either way.
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ة: "ه",
  "’": "'",
  "‘": "'",
  ʼ: "'",
  ʻ: "'",
  "´": "'",
  "`": "'",
};

/** The same few letters stand in a text again and again. */
const known = new Map<string, string>();
/** Somebody may look through a dictionary of Chinese: no more are kept than that. */
const MOST_KNOWN = 10_000;

function letterFolded(letter: string): string {
  const before = known.get(letter);
  if (before !== undefined) return before;
  const seen = letter.replace(UNSEEN, "");
  // Before it is taken apart: an acute accent of its own would become a space with a mark.
  const written = AS_WRITTEN[seen];
  const apart = seen.normalize("NFKD");
  const plain = ACCENTED.test(apart) ? apart.replace(/\p{M}/gu, "") : seen.normalize("NFKC");
  const folded = written ?? [...plain.toLowerCase()].map((one) => AS_WRITTEN[one] ?? one.replace(UNSEEN, "")).join("");
  // What İ becomes in lower case has a mark again.
  const whole = ACCENTED.test(folded) ? folded.replace(/\p{M}/gu, "") : folded;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(letter, whole);
  return whole;
}

/** The text as it is looked through. */
export function fold(text: string): Folded {
  if (ASCII.test(text)) return { text: plainly(text), place: (from, to) => ({ from, to }) };
  const parts: string[] = [];
  const odd: Odd[] = [];
  let length = 0;
  let done = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  for (const { 0: stretch, index } of text.matchAll(UNUSUAL)) {
    add(plainly(text.slice(done, index)));
    done = index + stretch.length;
    for (const { 0: letter, index: within } of stretch.matchAll(LETTER)) {
      const folded = letterFolded(letter);
      if (folded.length !== 1 || letter.length !== 1) {
        const from = index + within;
        odd.push({ at: length, length: folded.length, from, to: from + letter.length });
      }
      add(folded);
    }
  }
  add(plainly(text.slice(done)));
  return { text: parts.join(""), place: (from, to) => placeAmong(odd, from, to) };
}

/** Folded, where it is of no use to know where its letters stood. */
export const folded = (text: string): string => fold(text).text;

/** Of plain letters. */
const plainly = (text: string): string => text.toLowerCase().replaceAll("`", "'");

function placeAmong(odd: readonly Odd[], from: number, to: number): { from: number; to: number } | null {
  const [start, end] = [startAt(odd, from), endAt(odd, to)];
  return start === null || end === null ? null : { from: start, to: end };
}

/** How many of them end, in the folded text, at `at` or before; of those of no length there, that begin before it. */
function endedBy(odd: readonly Odd[], at: number, withUnseen: boolean): number {
  let [low, high] = [0, odd.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = odd[middle];
    const isBefore = one !== undefined && (one.length === 0 && !withUnseen ? one.at < at : one.at + one.length <= at);
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where what begins at `at` begins in the original: behind what nobody sees. */
function startAt(odd: readonly Odd[], at: number): number | null {
  const ended = endedBy(odd, at, true);
  const [last, next] = [odd[ended - 1], odd[ended]];
  if (next && next.at < at) return null;
  return last ? last.to + (at - last.at - last.length) : at;
}

/** Where what ends at `at` ends in the original: in front of what nobody sees. */
function endAt(odd: readonly Odd[], at: number): number | null {
  const ended = endedBy(odd, at, false);
  const [last, next] = [odd[ended - 1], odd[ended]];
  if (next && next.at < at) return null;
  return last ? last.to + (at - last.at - last.length) : at;
}

/** Every place of `wanted` in what is looked through, in the order of the text; none overlaps another. */
export function placesOf(wanted: string, { text, place }: Folded, most = Infinity): { from: number; to: number }[] {
  const looked = folded(wanted);
  const places: { from: number; to: number }[] = [];
  if (looked === "") return places;
  let at = text.indexOf(looked);
  while (at >= 0 && places.length < most) {
    const found = place(at, at + looked.length);
    if (found) places.push(found);
    at = text.indexOf(looked, found ? at + looked.length : at + 1);
  }
  return places;
}
