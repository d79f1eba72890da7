// Opens the review of a log in the built worker as its page does, asks for further metrics, and says as JSON on descriptor 3 what that took:
// `node openedReview.mjs WORKER LOG METRIC...`.
import { writeSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Worker } from "node:worker_threads";

const [, , script = "", log = "", ...metrics] = process.argv;
const settings = {
  ...{ csv: "off", escapeFormulas: false, pollInterval: 1000, builtIn: "auto" },
  ...{ severities: {}, silenced: {}, storage: null },
};
const turns = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(script, { workerData: { settings, language: { tag: "en", texts: {} }, turns } });
const waiting = [];

/** @param {(message: any) => boolean} isWanted */
function next(isWanted) {
  return new Promise((resolve) => waiting.push({ isWanted, resolve }));
}

worker.on("message", (message) => {
  if (message.type === "failed") {
    throw new Error(message.message);
  }
  for (const one of waiting.filter(({ isWanted }) => isWanted(message))) {
    waiting.splice(waiting.indexOf(one), 1);
    one.resolve(message);
  }
});

/** @param {string} id */
const column = (id) => next((message) => message.type === "columns" && message.part.id === id);
/** @param {readonly string[]} ids */
const want = (ids) => {
  const all = Promise.all(ids.map(column));
  worker.postMessage({ type: "wantColumns", panel: 1, log, wants: ids.map((id) => ({ id, have: 0 })) });
  return all;
};
const peakBytes = () => 1024 * process.resourceUsage().maxRSS;

const start = performance.now();
const opened = next((message) => message.type === "review");
worker.postMessage({ type: "follow", runs: [{ log, run: basename(dirname(log)), label: basename(log), csv: null }] });
worker.postMessage({ type: "openReview", log });
const { review } = await opened;
await want(["@clock", "@line", `metric:${review.loss.metric}`]);
const openedAfter = performance.now() - start;
const openedBytes = peakBytes();
const asked = performance.now();
await want(metrics.map((metric) => `metric:${metric}`));
const figures = {
  openedSeconds: openedAfter / 1000,
  openedBytes,
  metricsSeconds: (performance.now() - asked) / 1000,
  peakBytes: peakBytes(),
  residentBytes: process.memoryUsage.rss(),
};
writeSync(3, JSON.stringify(figures));
await worker.terminate();
