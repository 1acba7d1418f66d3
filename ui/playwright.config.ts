import { defineConfig, devices } from "@playwright/test";

/** Where all is tested at once, on the two cores that every machine has; a single file is tested by one. */
const WORKERS = process.env["CI"] || process.env["LOOPBOOK_E2E_WORKERS"] ? 2 : 1;
const PORT = Number(process.env["LOOPBOOK_E2E_PORT"] ?? 4173);

/**
 * Browser tests against the real core: `serve` (tests/serve) gives the built pages and the table of calls.
 * Before: `npm run build`, `cargo build -p tests --bin serve`.
 */
export default defineConfig({
  testDir: "../tests/e2e",
  testIgnore: "**/smoke/**",
  outputDir: "./test-results",
  // One server has one journal, which each test begins anew: a server for each worker.
  workers: WORKERS,
  fullyParallel: false,
  forbidOnly: Boolean(process.env["CI"]),
  // Two shared cores can be slow; a test that needs a second try is reported as flaky, not hidden.
  retries: process.env["CI"] ? 2 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env["CI"] ? [["line"]] : [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/London",
    trace: "retain-on-failure",
    launchOptions: {
      // Debian's; no browser is downloaded.
      executablePath: process.env["LOOPBOOK_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking"],
    },
  },
  webServer: Array.from({ length: WORKERS }, (_, worker) => ({
    command: `../target/debug/serve --port ${PORT + worker} --dist dist`,
    url: `http://127.0.0.1:${PORT + worker}/`,
    reuseExistingServer: false,
    stdout: "pipe" as const,
    timeout: 30_000,
  })),
});
