import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Relative, because the shell serves the pages from its own scheme and the test server from a port.
  base: "./",
  plugins: [svelte()],
  resolve: {
    alias: { $lib: fileURLToPath(new URL("./src/lib", import.meta.url)) },
    // Vitest must take Svelte's browser build, or components cannot be mounted.
    ...(process.env["VITEST"] ? { conditions: ["browser"] } : {}),
  },
  build: {
    outDir: "dist",
    // What Tauri's webviews can run: WebKitGTK 2.44 and macOS 13.
    target: ["safari16.4", "chrome120"],
    cssTarget: ["safari16.4", "chrome120"],
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Few files, because each is asked for on its own: what the first page needs, the editor, what other pages share.
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 4 },
            { name: "editor", test: /\/lib\/editor\/|\/(prosemirror|micromark|mdast)/, priority: 2, minSize: 100_000 },
            { name: "source", test: /\/@(codemirror|lezer)\//, priority: 3 },
            { name: "shared", minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { port: 1420, strictPort: true },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
  },
});
