/**
 * The dictionaries to check a page by. An entry in a language of its own is checked in that language, if this machine has
 * a dictionary for it; otherwise by those chosen in the settings (none chosen: the system's).
 */
export function dictionariesFor(
  language: string | null,
  chosen: readonly string[],
  installed: readonly string[],
): string[] {
  if (language === null) return [...chosen];
  const ofLanguage = (dictionary: string): boolean => dictionary.split(/[_-]/, 1)[0] === language;
  const wanted = chosen.filter(ofLanguage);
  if (wanted.length > 0) return wanted;
  const own = installed.filter(ofLanguage);
  return own.length > 0 ? own : [...chosen];
}
