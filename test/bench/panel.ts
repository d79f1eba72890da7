// Times the panel's page (the built one, in a Chromium) next to uPlot on the same losses: first paint, zoom and append.
// The review itself is not in these figures; "first paint" starts with the script and ends with the drawn chart.
//
//     npm run bench:panel [-- RECORDS...]
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { builtInContract } from "../../src/contract/model/builtIn.ts";
import type { Column, LogTable } from "../../src/log/columns/columns.ts";
import type { PanelState } from "../../src/protocol/panel.ts";
import { reviewRun } from "../../src/review/reviewRun.ts";
import { thinPlot } from "../../src/review/panel/thinPlot.ts";
import { launchBrowser } from "../../scripts/host/browser.ts";
import { runWithEndings, type Endings } from "../../scripts/host/endings.ts";
import { root } from "../../scripts/host/places.ts";

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [19_550, 1_000_000, 4_500_000];
const steps = 60;
const rounds = 3;

interface Figures {
  readonly firstPaint: number;
  readonly fullResolution: number;
  readonly zoom: number;
  readonly append: number;
  readonly zoomsPerSecond: number;
}

await runWithEndings(async (endings) => {
  const browser = await launchBrowser(endings);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("pageerror", (error) => console.error(error.message));
  console.log("median of milliseconds     first paint  all points here     zoom   append   zooms a second");
  for (const records of sizes) {
    const files = await filesOf(records);
    const origin = await serve(endings, files);
    for (const name of ["benchPanel", "benchUplot"]) {
      const all: Figures[] = [];
      for (let round = 0; round < rounds; round++) {
        all.push(await measure(page, origin, name));
      }
      console.log(row(name === "benchPanel" ? "panel" : "uPlot", records, all));
    }
  }
  return 0;
});

/** Serves files on a port of this machine: a route of Playwright's would carry a script the slower the longer it is. */
async function serve(endings: Endings, files: ReadonlyMap<string, Buffer>): Promise<string> {
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    response.setHeader(
      "Content-Type",
      name === "" ? "text/html" : name.endsWith(".js") ? "text/javascript" : "text/plain",
    );
    response.end(files.get(name) ?? "");
  });
  endings.add(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
}

async function measure(page: Page, origin: string, name: string): Promise<Figures> {
  await page.goto(origin);
  return page.evaluate<Figures>(`${name}(${steps})`);
}

function row(name: string, records: number, all: readonly Figures[]): string {
  const median = (key: keyof Figures): string => {
    const sorted = all.map((one) => one[key]).sort((a, b) => a - b);
    return (sorted[sorted.length >> 1] ?? NaN).toFixed(1);
  };
  const cells = [
    `${name} ${records.toLocaleString("en")}`.padEnd(26),
    median("firstPaint").padStart(12),
    median("fullResolution").padStart(16),
    median("zoom").padStart(9),
    median("append").padStart(9),
    median("zoomsPerSecond").padStart(12),
  ];
  return cells.join(" ");
}

/** What the page loads, by name: the built panel, uPlot, a run's state as the host sends it, and its columns. */
async function filesOf(records: number): Promise<ReadonlyMap<string, Buffer>> {
  const { table, clock, loss } = longRun(records);
  const input = {
    run: "long",
    log: "long/metrics.jsonl",
    table,
    contract: builtInContract,
    findings: [],
    growing: false,
  };
  const { review, plot } = reviewRun(input);
  const state: PanelState = {
    log: "file:///runs/long/metrics.jsonl",
    run: "long",
    review,
    plot: thinPlot(plot),
    lastRead: 1,
    facts: null,
    readAs: null,
    life: null,
    wrangler: false,
    problem: null,
  };
  const [css, script, uplot, bench] = await Promise.all([
    readFile(join(root, "dist/webview/run.css")),
    readFile(join(root, "dist/webview/run.js")),
    readFile(join(root, "node_modules/uplot/dist/uPlot.iife.min.js")),
    readFile(join(root, "test/bench/inside/panelPage.mjs")),
  ]);
  const page = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><style>${css.toString()}</style><body><script>${bench.toString()}</script></body></html>`;
  return new Map([
    ["", Buffer.from(page)],
    ["run.js", script],
    ["uPlot.js", uplot],
    ["state.json", Buffer.from(JSON.stringify(state, asText))],
    ["clock.bin", Buffer.from(clock.buffer)],
    ["loss.bin", Buffer.from(loss.buffer)],
  ]);
}

function asText(_key: string, value: unknown): unknown {
  if (!(value instanceof Float64Array)) {
    return value;
  }
  return { floats: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
}

/** A run of 50 epochs by a power law with noise, a loss in every record. */
function longRun(records: number): {
  table: LogTable;
  clock: Float64Array<ArrayBuffer>;
  loss: Float64Array<ArrayBuffer>;
} {
  const clock = Float64Array.from({ length: records }, (_, i) => (50 * (i + 1)) / records);
  const loss = clock.map((t, i) => 3 * (t + 0.01) ** -0.3 * (1 + 0.05 * Math.sin(i * 12.9898)));
  const rows = new Uint32Array(records).map((_, i) => i);
  const columns = new Map<string, Column>([
    ["epoch", { key: "epoch", rows, values: clock, texts: 0 }],
    ["loss_train_nats", { key: "loss_train_nats", rows, values: loss, texts: 0 }],
  ]);
  const keys = [...columns.keys()];
  return { table: { records, keys, column: (key) => columns.get(key), lineOf: (line) => line + 1 }, clock, loss };
}
