import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

// Who may import whom is a test (src/tidy.test.ts): it can say why in a sentence.
export default ts.config(
  { ignores: ["dist/", "node_modules/", "test-results/", "playwright-report/", "src/lib/api/generated/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      eqeqeq: ["error", "always"],
      "no-console": "error",
      "no-undef": "off", // TypeScript knows better
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Requests without fields are written {} in the contract.
      "@typescript-eslint/no-empty-object-type": "off",
      "svelte/no-at-html-tags": "error",
      // Hash routes need no resolve().
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
);
