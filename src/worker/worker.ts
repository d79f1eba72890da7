// Entry of the worker thread: reads, checks and fits, so that the extension host's own loop stays free.
import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerSettings } from "./messages.ts";
import { Runs } from "./runs.ts";
import { ownedBuffers } from "./transfer.ts";

if (parentPort === null) {
  throw new Error("worker.js is started by the extension, as a worker thread; it does nothing on its own.");
}
const port = parentPort;

const send = (message: FromWorker): void => {
  const { value, buffers } = ownedBuffers(message);
  port.postMessage(value, buffers);
};

// The extension itself wrote the worker's first settings: the one value here that needs no check.
const runs = new Runs(workerData as WorkerSettings, send);

port.on("message", (message: ToWorker) => {
  handle(message).catch((error: unknown) => runs.failed(error));
});

async function handle(message: ToWorker): Promise<void> {
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
    case "openReview":
      runs.openReview(message.log);
      break;
    case "closeReview":
      runs.closeReview(message.log);
      break;
    case "contractsChanged":
      runs.contractsChanged();
      break;
    case "convert":
      await convert(message.request, message.log, message.force);
      break;
    case "stop":
      await runs.dispose();
      send({ type: "stopped" });
      port.close();
      break;
  }
}

/** Every request gets an answer: a failure is one too, and goes to whoever asked rather than into the log alone. */
async function convert(request: number, log: string, force: boolean): Promise<void> {
  try {
    send({ type: "converted", request, answer: await runs.convert(log, force) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send({ type: "converted", request, answer: { done: false, replaceable: null, path: log, message } });
  }
}
