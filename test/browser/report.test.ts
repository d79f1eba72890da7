import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import type { Page } from "playwright-core";
import { Endings, temporaryFolder } from "../../scripts/host/endings.ts";
import { testResults } from "../../scripts/host/places.ts";
import { eventually } from "../host/eventually.ts";
import { slopewise } from "./commandLine.ts";
import { theBrowser } from "./session.ts";

const image = "<img src=x onerror=window.hostile=1>";
const script = "</script></style></svg><script>window.hostile=1</script>";
const loading = "<svg onload=window.hostile=1><image href=http://127.0.0.1:9/x.png />";
const steering = "\u202egnp.evil\u2066\u001b[31m\u0007\u0085\ud800";
const long = "k".repeat(10_000);
/** Names of folders: with the characters that a file system takes. */
const folders = [image, script.replaceAll("/", "\\"), loading.replaceAll("/", "\\"), "\u202egnp.evil", "plain"];

/** A sweep of two settings whose names and values are made to do something, in every place where one is shown. */
async function fill(folder: string): Promise<void> {
  for (const [at, name] of [...folders, "k".repeat(200)].flatMap((one) => [`${one} 1`, `${one} 2`]).entries()) {
    const run = join(folder, name);
    await mkdir(run, { recursive: true });
    const lines = Array.from({ length: 300 }, (_, step) => {
      const loss = (2 + (at % 3)) * (step + 1) ** -0.4 + 0.3;
      return `{"step": ${step + 1}, "loss": ${loss}, "val_loss": ${loss + 0.1}, ${JSON.stringify(image)}: ${step}}`;
    });
    await writeFile(join(run, "metrics.jsonl"), `${lines.join("\n")}\n`);
    const settings = {
      [`kind ${image}`]: [script, loading, steering][at % 3],
      [`long ${long}`]: `${long}${at % 2}`,
      lr: at % 2 === 0 ? 0.1 : 0.01,
      seed: at,
    };
    await writeFile(join(run, "config.json"), JSON.stringify(settings));
  }
  const entry = { verdict: "exclude", reason: script, note: loading, tags: [image] };
  await writeFile(join(folder, "slopewise.review.json"), JSON.stringify({ [`${image} 1/metrics.jsonl`]: entry }));
}

describe("the report of a sweep with hostile names", () => {
  const endings = new Endings();
  let out = "";
  let page: Page;
  const asked: string[] = [];
  /** What the page's policy kept from being sent. */
  const stopped: string[] = [];
  const said: string[] = [];

  before(async () => {
    const folder = join(await temporaryFolder(endings, "hostile-sweep"), "sweep");
    await fill(folder);
    out = join(folder, "..", "report");
    await slopewise("sweep", folder, "--out", out);
    page = await (await theBrowser()).newPage({ viewport: { width: 1000, height: 800 } });
    page.on("request", (request) => asked.push(request.url()));
    page.on("requestfailed", (request) => {
      stopped.push(...(request.failure()?.errorText === "csp" ? [request.url()] : []));
    });
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("dialog", (dialog) => {
      said.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
  });

  after(async () => {
    await page.close();
    await endings.end();
  });

  /** Opens a file by itself: it asks for nothing else, and nothing in it runs. */
  async function open(path: string): Promise<void> {
    asked.length = 0;
    said.length = 0;
    await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
    assert.equal(await page.evaluate(() => Reflect.get(globalThis, "hostile") as unknown), undefined);
    assert.equal(
      await page.locator("script, img, image, iframe, object, embed, foreignObject, link, animate").count(),
      0,
    );
    const handlers = "//@*[starts-with(name(), 'on') or contains(., 'javascript:')]";
    assert.equal(await page.locator(`xpath=${handlers}/..`).count(), 0);
    assert.deepEqual(asked, [pathToFileURL(path).href]);
    assert.deepEqual(said, []);
  }

  it("runs nothing, asks for nothing and shows names as text", async () => {
    await open(join(out, "report.html"));
    await page.getByText("<img src=x onerror=window.hostile=1> 2").first().waitFor();
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u001b\u0007\u0085]/);
    const longest = Math.max(...text.split(/\s+/).map(({ length }) => length));
    assert.ok(longest <= 400, `a word has ${longest} characters`);
    const width = await page.evaluate("document.documentElement.scrollWidth");
    assert.ok(Number(width) <= 1000, `the page is ${String(width)} pixels wide`);
    await mkdir(testResults, { recursive: true });
    await page.screenshot({ path: join(testResults, "hostile-report.png"), fullPage: true });
  });

  it("has a policy of its own that stops what would be put into it", async () => {
    await open(join(out, "report.html"));
    await page.evaluate(`document.body.insertAdjacentHTML("beforeend",
      "<img src='http://127.0.0.1:9/leak.png' onerror='window.hostile=1'><p id='styled' style='color: red'>x</p>")`);
    await page.evaluate(`document.head.append(Object.assign(document.createElement("script"),
      { textContent: "window.hostile = 1" }))`);
    const fetched = await page.evaluate(`fetch("http://127.0.0.1:9/").then(() => "sent", () => "refused")`);
    assert.equal(fetched, "refused");
    assert.equal(await page.evaluate("window.hostile"), undefined);
    assert.notEqual(await page.evaluate("getComputedStyle(document.getElementById('styled')).color"), "rgb(255, 0, 0)");
    await eventually("the policy named", () => said.some((text) => text.includes("Content Security Policy")));
    // The browser counts what it stops as asked for.
    const report = pathToFileURL(join(out, "report.html")).href;
    await eventually("everything stopped but the report", () =>
      asked.every((url) => stopped.includes(url) || url === report),
    );
    assert.ok(asked.includes(report));
  });

  it("has figures that run nothing when they are opened by themselves", async () => {
    const figures = (await readdir(out, { recursive: true })).filter((name) => name.endsWith(".svg"));
    assert.ok(figures.length >= 3, `${figures.length} figures`);
    for (const name of figures) {
      await open(join(out, name));
      assert.equal(await page.evaluate("document.documentElement.localName"), "svg");
    }
  });
});
