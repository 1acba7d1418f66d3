/**
 * Icons as they stand: Lucide's draw each of their lines in a component of its own from a list, which takes as long as the rest of
 * a row; what is drawn never changes, so it is written out when the pages are built.
 */

const ICON = /\/@lucide\/svelte\/dist\/icons\/[^/]+\.svelte$/;
const DATA = /const iconData = (\{.*\});/;

const escaped = (/** @type {unknown} */ value) =>
  String(value).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("{", "&#123;");

/**
 * The same icon as plain markup.
 *
 * @param {string} source Of one of Lucide's components.
 * @throws {Error} Where it is not written as we know it.
 */
export function still(source) {
  const found = DATA.exec(source);
  if (!found?.[1]) throw new Error("an icon of Lucide's is not written as it was: see ui/icons.js");
  const { name, size, node } = JSON.parse(found[1]);
  const lines = node
    .map(
      (/** @type {[string, Record<string, unknown>]} */ [tag, given]) =>
        `<${tag} ${Object.entries(given)
          .map(([key, value]) => `${key}="${escaped(value)}"`)
          .join(" ")} />`,
    )
    .join("");
  return `<script>
  let { size = 24, strokeWidth = 2, class: more, ...rest } = $props();
</script>

<svg xmlns="http://www.w3.org/2000/svg" width={size} height={size} viewBox="0 0 ${size} ${size}" fill="none"
  stroke="currentColor" stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round"
  class={["lucide-icon lucide lucide-${name}", more]}
  aria-hidden={rest["aria-label"] === undefined ? "true" : undefined} {...rest}>${lines}</svg>
`;
}

/** @type {import("svelte/compiler").PreprocessorGroup} */
export const icons = {
  name: "icons",
  markup: ({ content, filename }) =>
    filename && ICON.test(filename.replaceAll("\\", "/")) ? { code: still(content) } : undefined,
};
