import { defineConfig, devices } from "@playwright/test";

const PORT = Number(process.env["LOOPBOOK_E2E_PORT"] ?? 4173);

/**
 * Browser tests against the real core: `serve` (tests/serve) gives the built pages and the table of calls.
 * Before: `npm run build`, `cargo build -p tests --bin serve`.
 */
export default defineConfig({
  testDir: "../tests/e2e",
  testIgnore: "**/smoke/**",
  outputDir: "./test-results",
  // One server has one journal, which each test begins anew.
  workers: 1,
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
  webServer: {
    command: `../target/debug/serve --port ${PORT} --dist dist`,
    url: `http://127.0.0.1:${PORT}/`,
    reuseExistingServer: false,
    stdout: "pipe",
    timeout: 30_000,
  },
});
