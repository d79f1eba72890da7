// Entry of the worker thread: reads, checks and fits, so that the extension host's own loop stays free.
import { parentPort, workerData } from "node:worker_threads";
import { Engine } from "../log/read/engine.ts";
import { LogError } from "../log/files/logError.ts";
import { useLanguage } from "../l10n.ts";
import type { FromWorker, ToWorker, WorkerStart } from "../protocol/worker.ts";
import { findRuns } from "../formats/discovery/findRuns.ts";
import { readRun } from "../formats/discovery/readRun.ts";
import { usualLimits } from "../log/read/windows.ts";
import { readLog } from "../log/read/readLog.ts";
import { reviewRun } from "../review/reviewRun.ts";
import { PlaceProbe } from "./places/placeProbe.ts";
import { FollowedRuns } from "./runs/followedRuns.ts";
import { followerOf } from "./runs/follow/followerOf.ts";
import { OtherRuns } from "./runs/search/otherRuns.ts";
import { compareFiles, makeCsv } from "./runs/asked/runCsv.ts";
import { SweepFolders } from "./sweeps/sweepFolders.ts";
import { curveReader } from "./sweeps/rowCurves.ts";
import { sweepAnalysis, sweepReport } from "./sweeps/sweepAnalysis.ts";
import { summarizeRun } from "../sweep/table/summarizeRun.ts";
import { ownedBuffers } from "./transfer.ts";
import { countTurns } from "./workerWatch.ts";

if (parentPort === null) {
  throw new Error("worker.js is started by the extension, as a worker thread; it does nothing on its own.");
}
const port = parentPort;

const send = (message: FromWorker): void => {
  const { value, buffers } = ownedBuffers(message);
  port.postMessage(value, buffers);
};

// The extension itself wrote what the worker starts with: the one value here that needs no check.
const { settings, language, turns } = workerData as WorkerStart;
useLanguage(language);
countTurns(turns);
const engine = new Engine();
const places = new PlaceProbe();
const runs = new FollowedRuns(
  settings,
  { engine, places, limits: usualLimits, readLog, readRun, followerOf, makeCsv, compareFiles, reviewRun, summarizeRun },
  send,
);

const others = new OtherRuns({ findRuns, kept: runs, places }, settings.storage);

const sweeps = new SweepFolders();

/** What has one answer of its own. */
type Request = Extract<ToWorker, { request: number }>;

/** Messages take their turns, since one that waits must not be overtaken by what was asked later. */
let turn: Promise<void> = Promise.resolve();

port.on("message", (message: ToWorker) => {
  if (message.type === "convert") {
    // Long, and of one run alone: what was asked before is done first, but nothing waits for it.
    void turn.then(() => convert(message));
  } else if (message.type === "ask") {
    void turn.then(() => answer(message));
  } else if (message.type === "findRuns") {
    void turn.then(() => answerOrRefuse(message.request, () => find(message)));
  } else if (message.type === "analyze") {
    void turn.then(() => answerOrRefuse(message.request, () => analyze(message)));
  } else if (message.type === "report") {
    void turn.then(() => answerOrRefuse(message.request, () => report(message)));
  } else if (message.type === "curves") {
    void turn.then(() => answerOrRefuse(message.request, () => draw(message)));
  } else if (message.type === "drawLines") {
    void answerOrRefuse(message.request, () => picture(message));
  } else if (message.type === "openSweep") {
    void answerOrRefuse(message.request, () => openSweep(message));
  } else if (message.type === "sweepCurves") {
    void answerOrRefuse(message.request, () => drawSweep(message));
  } else if (message.type === "trend") {
    void turn.then(() => answerOrRefuse(message.request, () => fit(message)));
  } else {
    turn = turn.then(() => handle(message)).catch((error: unknown) => runs.failed(error));
  }
});

async function handle(message: Exclude<ToWorker, Request>): Promise<void> {
  switch (message.type) {
    case "configure":
      await runs.configure(message.settings);
      break;
    case "follow":
      runs.follow(message.runs);
      break;
    case "unfollow":
      await runs.unfollow(message.logs);
      break;
    case "wake":
      runs.wake(message.logs);
      break;
    case "choose":
      runs.choose(message.log, message.chosen);
      break;
    case "contractsChanged":
      runs.contractsChanged();
      break;
    case "stop":
      await stop();
      break;
    default:
      show(message);
  }
}

/** Begins to send what a page or a list shows, or ends it. */
function show(message: Extract<ToWorker, { type: `${"open" | "close"}${"Review" | "Runs"}` | `want${string}` }>): void {
  switch (message.type) {
    case "openReview":
      void runs.openReview(message.log);
      break;
    case "closeReview":
      runs.closeReview(message.log);
      break;
    case "openRuns":
      runs.openTable();
      break;
    case "closeRuns":
      runs.closeTable();
      break;
    case "wantSettings":
      runs.wantSettings();
      break;
    case "wantColumns":
      runs.wantColumns(message.panel, message.log, message.wants);
      break;
  }
}

async function stop(): Promise<void> {
  await runs.dispose();
  places.dispose();
  await engine.dispose();
  send({ type: "stopped" });
  port.close();
}

/** Every request gets an answer: a failure is one too, and goes to whoever asked rather than into the log alone. */
async function convert({ request, log, force, wide, derived }: Extract<Request, { type: "convert" }>): Promise<void> {
  try {
    send({ type: "converted", request, answer: await runs.questions.convert(log, { force, wide, derived }) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send({ type: "converted", request, answer: { done: false, replaceable: null, path: log, message } });
  }
}

function answer({ request, log, kind, text }: Extract<Request, { type: "ask" }>): Promise<void> {
  return answerOrRefuse(request, async () => ({
    type: "answer",
    request,
    answer: await runs.questions.answer(log, kind, text),
  }));
}

async function find({ request, ...places }: Extract<Request, { type: "findRuns" }>): Promise<FromWorker> {
  return { type: "foundRuns", request, ...(await others.find(places)) };
}

async function fit({ request, log, ask }: Extract<Request, { type: "trend" }>): Promise<FromWorker> {
  return { type: "trend", request, trend: await runs.questions.trend(log, ask) };
}

async function analyze({ request, rows, curves, ...how }: Extract<Request, { type: "analyze" }>): Promise<FromWorker> {
  const curvesOf = curveReader(rows, curves, { sweeps, runs: runs.questions });
  return { type: "analysis", request, analysis: await sweepAnalysis(rows, { ...how, curvesOf }) };
}

async function report({ request, ...of }: Extract<Request, { type: "report" }>): Promise<FromWorker> {
  return {
    type: "report",
    request,
    report: await sweepReport(of.runs, {
      ...of,
      curvesOf: curveReader(of.runs, of.curves, { sweeps, runs: runs.questions }),
    }),
  };
}

async function draw({ request, log, ask }: Extract<Request, { type: "curves" }>): Promise<FromWorker> {
  return { type: "curves", request, curves: await runs.questions.curves(log, ask) };
}

async function picture({ request, chart }: Extract<Request, { type: "drawLines" }>): Promise<FromWorker> {
  // What draws is as large as the rest of the worker, and most windows never save a picture.
  const { drawLines } = await import("../sweep/figures/drawFigures.ts");
  return { type: "picture", request, svg: drawLines(chart) };
}

async function openSweep({ request, folder }: Extract<Request, { type: "openSweep" }>): Promise<FromWorker> {
  return { type: "sweep", request, sweep: await sweeps.open(folder) };
}

async function drawSweep(asked: Extract<Request, { type: "sweepCurves" }>): Promise<FromWorker> {
  const { request, folder, logs, ask } = asked;
  return { type: "sweepCurves", request, curves: await sweeps.curves(folder, logs, ask) };
}

async function answerOrRefuse(request: number, answered: () => Promise<FromWorker>): Promise<void> {
  try {
    send(await answered());
  } catch (error) {
    if (!(error instanceof LogError)) {
      runs.failed(error);
    }
    const message = error instanceof Error ? error.message : String(error);
    send({ type: "refused", request, message });
  }
}
