// Opens a workspace with one long log in the embedded VS Code and prints how long the extension host's loop was
// blocked while the log was read, checked, converted and reviewed.
//
//     npm run bench:host [-- MEGABYTES [BAD_LINES]]
import { createWriteStream } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { runWithEndings, temporaryFolder } from "../../scripts/host/endings.ts";
import { ensureHost } from "../../scripts/host/install.ts";
import { compileModule } from "../host/compileSuite.ts";
import { out, root } from "../../scripts/host/places.ts";
import { startServer } from "../../scripts/host/server.ts";

const megabytes = Number(process.argv[2] ?? 500);
/** Lines that are no JSON, one after each of the first records. */
const badLines = Number(process.argv[3] ?? 0);
const limit = 600_000;

await runWithEndings(async (endings) => {
  await ensureHost(endings);
  const workspace = await temporaryFolder(endings, "workspace");
  const log = join(workspace, "long-run", "metrics.jsonl");
  const records = await writeLongLog(log);
  const figures = join(out, "hostLoop.json");
  const measure = await compileModule(join(root, "test/bench/inside/hostLoop.ts"));
  const env = { SLOPEWISE_BIG_LOG: log, SLOPEWISE_FIGURES: figures };
  const server = await startServer(endings, { runsTests: true, env });
  const page = await (await launchBrowser(endings)).newPage();
  const exit = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error("The log was not read in time.")), limit).unref();
    page.exposeFunction("codeAutomationExit", resolve).catch(reject);
  });
  await page.exposeFunction("codeAutomationLog", () => undefined);
  await page.goto(
    server.window(workspace, [
      ["extensionDevelopmentPath", server.remoteUri(root)],
      ["extensionTestsPath", server.remoteUri(measure)],
      ["skipWelcome", "true"],
    ]),
  );
  const code = await exit;
  console.log(
    `log: ${((await stat(log)).size / 1e6).toFixed(0)} MB, ${records.toLocaleString("en-US")} records, ${badLines.toLocaleString("en-US")} bad lines`,
  );
  console.log(code === 0 ? await readFile(figures, "utf8") : "The measurement inside VS Code failed.");
  return code;
});

/** A run by the built-in contract as far as its batch metrics go, with records as sparse as real ones. */
async function writeLongLog(path: string): Promise<number> {
  await mkdir(join(path, ".."), { recursive: true });
  const file = createWriteStream(path);
  const target = megabytes * 1e6;
  let step = 0;
  for (let bytes = 0; bytes < target || step < badLines;) {
    let block = "";
    for (let i = 0; i < 4096; i++) {
      step++;
      block += record(step) + (step <= badLines ? badLine(step) : "");
    }
    bytes += block.length;
    if (!file.write(block)) {
      await once(file, "drain");
    }
  }
  file.end();
  await once(file, "finish");
  return step;
}

function badLine(step: number): string {
  return `{"step": ${step}, "loss_train_nats": }\n`;
}

function record(step: number): string {
  const epoch = step / 10_000;
  const nats = 3 * (epoch + 0.01) ** -0.3 * (1 + 0.02 * Math.sin(step * 12.9898));
  const curvature = step % 500 === 0 ? `, "lambda_max": ${20 * (1 - Math.exp(-epoch / 5))}, "hutch_trace": 300.5` : "";
  return (
    `{"step": ${step}, "epoch": ${epoch}, "time": ${step * 0.125}, "lr": 0.001, "wd": 0.1, ` +
    `"loss_train_nats": ${nats}, "loss_train_bits": ${nats * Math.LOG2E}, "acc_train": 0.5${curvature}}\n`
  );
}
