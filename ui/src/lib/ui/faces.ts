/**
 * Fetches the slanted face of texts. A row without a title is set in it, so it was first wanted when a new entry came into the
 * list: reading it kept the window waiting for two frames while somebody wrote.
 */
export async function fetchSlanted(): Promise<{ default: true }> {
  const families = getComputedStyle(document.documentElement).getPropertyValue("--font-text");
  await document.fonts.load(`italic 1rem ${families}`);
  return { default: true };
}
