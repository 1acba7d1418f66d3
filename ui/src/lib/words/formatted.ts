/** Days that are remembered at a time: more than any list shows. */
const KEPT = 500;

/**
 * Dates of one form. What it said of a moment it says again without asking the system, which takes as long for one date as a row
 * of a list takes for all the rest.
 */
export class Formatted {
  readonly #format: Intl.DateTimeFormat;
  readonly #said = new Map<number, string>();

  constructor(language: string, options: Intl.DateTimeFormatOptions) {
    this.#format = new Intl.DateTimeFormat(language, options);
  }
  format(at: Date): string {
    const known = this.#said.get(at.getTime());
    if (known !== undefined) return known;
    const said = this.#format.format(at);
    if (this.#said.size >= KEPT) this.#said.clear();
    this.#said.set(at.getTime(), said);
    return said;
  }
}
