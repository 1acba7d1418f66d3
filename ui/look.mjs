import { chromium } from "@playwright/test";
const [,, out, width, dark, ...routes] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: dark === "dark" ? "dark" : "light" });
const logs = await (await fetch("http://127.0.0.1:8137/call/loop_list", { method: "POST", body: "{}" })).json();
const claims = await (await fetch("http://127.0.0.1:8137/call/claim_list", { method: "POST", body: "{}" })).json();
page.on("console", (m) => m.type() === "error" && console.log("console:", m.text()));
page.on("pageerror", (e) => console.log("pageerror:", e.message));
for (const r of routes) {
  const route = r.replace("LOOP", logs.find((l) => l.verdict === "drop").id).replace("CLAIM", claims.find((c) => c.confidence === 80)?.id);
  await page.goto("http://127.0.0.1:8137/#/" + route); await page.reload();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `/tmp/look/${out}-${r.split("/")[0]}-${width}-${dark}.png`, timeout: 60000 });
}
await browser.close();
