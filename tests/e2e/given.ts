import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type APIRequestContext, type Page } from "@playwright/test";
import type { ApiError, Calls, Entry, EntryFields } from "../../ui/src/lib/api/types";

/** What a test arranges before it lets the page act, and looks at afterwards: straight to `serve`, past the page. */
export class Given {
  constructor(
    private readonly request: APIRequestContext,
    private readonly page: Page,
  ) {}

  /** Asks the table of calls. What a request leaves out, the core fills in. */
  async call<K extends keyof Calls>(name: K, body: Partial<Calls[K]["request"]>): Promise<Calls[K]["reply"]> {
    const response = await this.request.post(`/call/${name}`, { data: body });
    expect(response.ok(), `${name}: ${await response.text()}`).toBe(true);
    return (await response.json()) as Calls[K]["reply"];
  }

  /** An entry in the journal; ready and shareable unless said otherwise. */
  entry(fields: EntryFields): Promise<Entry> {
    return this.call("entry_add", {
      readiness: "ready",
      audience: "shareable",
      ...fields,
    });
  }

  /** The next call of this name fails. */
  async fault(call: keyof Calls, code: ApiError["code"], message: string): Promise<void> {
    expect(
      (
        await this.request.post("/test/fault", {
          data: { call, code, message },
        })
      ).ok(),
    ).toBe(true);
  }

  /** A file for the page to pick. Its token. */
  async put(name: string, bytes: string | Buffer): Promise<string> {
    const response = await this.request.post(`/test/put/${name}`, {
      data: Buffer.from(bytes),
    });
    expect(response.ok(), await response.text()).toBe(true);
    return ((await response.json()) as { place: string }).place;
  }

  /** A file or folder of the test data for the page to pick. Its token, or null where this machine has no test data. */
  async fixture(path: string): Promise<string | null> {
    const response = await this.request.post(`/test/fixture/${path}`);
    return response.ok() ? ((await response.json()) as { place: string }).place : null;
  }

  /** A file that the page has written. */
  async written(name: string): Promise<Buffer> {
    const response = await this.request.get(`/test/get/${name}`);
    expect(response.ok(), await response.text()).toBe(true);
    return response.body();
  }

  /** What the system's dialogs will answer. */
  async dialogs(answers: { open?: string; save?: string; firstStart?: string }): Promise<void> {
    await this.page.addInitScript((given) => {
      // Also run in the sandboxed frame of the preview, which has no storage.
      if (window !== window.top) return;
      const keys = {
        open: "pickOpen",
        save: "pickSave",
        firstStart: "firstStart",
      } as const;
      for (const [name, key] of Object.entries(keys)) {
        const answer = given[name as keyof typeof keys];
        if (answer !== undefined) localStorage.setItem(`loopbook.test.${key}`, answer);
      }
    }, answers);
  }
}

const PORT = Number(process.env["LOOPBOOK_E2E_PORT"] ?? 4173);

/** Each test has a fresh, empty journal, and fails if an error of the page was caught by nobody. */
export const test = base.extend<{ given: Given }>({
  // Two tests at once would share one journal: each worker has a `serve` of its own (playwright.config.ts).
  baseURL: async ({}, use, { parallelIndex }) => use(`http://127.0.0.1:${PORT + parallelIndex}`),
  given: [
    async ({ request, page }, use) => {
      expect((await request.post("/test/reset")).ok()).toBe(true);
      const uncaught: string[] = [];
      page.on("pageerror", (error) => uncaught.push(error.stack ?? error.message));
      await use(new Given(request, page));
      expect(uncaught).toEqual([]);
    },
    { auto: true },
  ],
});

/** No rule of axe is broken, in light and in dark. A frame that may run no script cannot be looked into. */
export async function expectNoBarriers(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Colours may be on their way from one scheme to the other.
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .every(({ playState, effect }) => playState !== "running" || effect?.getComputedTiming().endTime === Infinity),
    );
    const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id} (${colorScheme}): ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
    );
    expect(found).toEqual([]);
  }
}

/** Nothing on the screen is wider than the window. */
export async function expectNothingSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main, .screen, .ui-dialog .content")]
      .filter((node) => node.scrollWidth > node.clientWidth + 1)
      .map((node) => `${node.tagName}.${node.className}`),
  );
  expect(wide).toEqual([]);
}

export { expect };
