/** Languages whose word forms search knows, and those written without spaces between words. */
export const LANGUAGES = "ar da de el en es fi fr hu it ja ko nl no pt ro ru sv ta tr zh".split(" ");

/** "de" as "German". */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
