import { expect, expectNoBarriers, test, type Given } from "./given";

/** One pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** An entry with the panel of attachments open beside it. */
async function opened(given: Given): Promise<string> {
  await given.call("settings_save", { beside: "attachments" });
  return (await given.entry({ title: "Board work", body: "See the photograph." })).id;
}

test("files dropped on the panel are kept with the entry, a picture with its thumbnail", async ({ page, given }) => {
  const id = await opened(given);
  await page.goto(`/#/entry/${id}`);
  const panel = page.getByRole("region", { name: "Attachments" });
  await expect(panel.getByText("No files yet")).toBeVisible();
  const files = await page.evaluateHandle(
    (png) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(png)], "board.png", { type: "image/png" }));
      transfer.items.add(new File(["a plan"], "plan.txt", { type: "text/plain" }));
      return transfer;
    },
    [...PNG],
  );
  await panel.dispatchEvent("drop", { dataTransfer: files });
  await expect(panel.getByRole("img", { name: "Picture: board.png" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Open plan.txt" })).toBeVisible();
  expect((await given.call("entry_get", { id })).attachments.map((one) => one.name).sort()).toEqual([
    "board.png",
    "plan.txt",
  ]);
  const loaded = await panel.getByRole("img").evaluate((node) => (node as HTMLImageElement).decode().then(() => true));
  expect(loaded).toBe(true);
  await expectNoBarriers(page);
});

test("a removed file comes back, by keyboard", async ({ page, given, request }) => {
  const id = await opened(given);
  const { staged } = (await (await request.post("/stage", { data: Buffer.from("a plan") })).json()) as {
    staged: string;
  };
  await given.call("attachment_add", { entry: id, staged, name: "plan.txt" });
  await page.goto(`/#/entry/${id}`);
  const line = page.getByRole("button", { name: "Open plan.txt" });
  await page.getByRole("button", { name: "What to do with plan.txt" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp"); // the last line
  await expect(page.getByRole("menuitem", { name: "Remove" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(line).toBeHidden();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await expect(line).toBeVisible();
  expect((await given.call("entry_get", { id })).attachments).toHaveLength(1);
});

test("opening asks first, and says that it leaves Loopbook", async ({ page, given, request }) => {
  const id = await opened(given);
  const { staged } = (await (await request.post("/stage", { data: Buffer.from("a plan") })).json()) as {
    staged: string;
  };
  await given.call("attachment_add", { entry: id, staged, name: "plan.txt" });
  await page.goto(`/#/entry/${id}`);
  await page.getByRole("button", { name: "Open plan.txt" }).click();
  const question = page.getByRole("dialog", {
    name: "Open “plan.txt” outside Loopbook?",
  });
  await expect(question).toContainText("without the journal’s encryption");
  await expectNoBarriers(page);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
});
