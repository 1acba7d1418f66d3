/**
 * The language of this machine, as far as it has one: WebKit hands on the "c" of LANG=C, which is no language and which
 * every Intl refuses by throwing.
 */
export function ownLanguage(said: string = navigator.language): string {
  try {
    return Intl.getCanonicalLocales(said)[0] ?? "en-GB";
  } catch {
    return "en-GB";
  }
}
