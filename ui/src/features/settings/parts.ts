/** A part of Loopbook that others wrote, and under what licence. Not every small one: those a reader may look for. */
export type Part = {
  name: string;
  /** As an SPDX expression, or "public domain". */
  licence: string;
  /** Its npm package, where it comes from there; a test compares the licences. */
  npm?: string;
};

export const parts: readonly Part[] = [
  { name: "ammonia", licence: "MIT OR Apache-2.0" },
  { name: "Bits UI", licence: "MIT", npm: "bits-ui" },
  { name: "CodeMirror", licence: "MIT", npm: "@codemirror/view" },
  { name: "comrak", licence: "BSD-2-Clause" },
  { name: "Literata", licence: "OFL-1.1", npm: "@fontsource-variable/literata" },
  { name: "Lucide", licence: "ISC", npm: "@lucide/svelte" },
  { name: "micromark and mdast", licence: "MIT", npm: "micromark" },
  { name: "Noto", licence: "OFL-1.1" },
  { name: "OpenSSL", licence: "Apache-2.0" },
  { name: "ProseMirror", licence: "MIT", npm: "prosemirror-model" },
  { name: "RustCrypto", licence: "MIT OR Apache-2.0" },
  { name: "Source Sans 3", licence: "OFL-1.1", npm: "@fontsource-variable/source-sans-3" },
  { name: "SQLCipher", licence: "BSD-3-Clause" },
  { name: "SQLite", licence: "public domain" },
  { name: "Svelte", licence: "MIT", npm: "svelte" },
  { name: "tantivy", licence: "MIT" },
  { name: "Tauri", licence: "Apache-2.0 OR MIT", npm: "@tauri-apps/api" },
  { name: "Typst", licence: "Apache-2.0" },
];
