import { setTimeout as after } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { currentLanguage, t } from "../l10n.ts";
import type { FromWorker, ToWorker, WorkerSettings, WorkerStart } from "../protocol/worker.ts";
import { StandingOrders } from "./standingOrders.ts";
import { WorkerWatch, type WatchOptions } from "./workerWatch.ts";

/**
 * A worker that crashed more often than this within `crashWindow` milliseconds is not started again, nor one that hung
 * more often within `hangWindow`: it takes half a minute to see that, and each leaves a thread behind that is stuck.
 */
const maxRestarts = 3;
const crashWindow = 60_000;
const hangWindow = 600_000;

/** `deactivate` has five seconds for everything. */
const stopWithin = 3_000;

export interface ThreadOptions {
  /** The settings that a worker is started with, as they are then. */
  settings(): WorkerSettings;
  /** Anything that the worker says, until it is told to stop. */
  onMessage(message: FromWorker): void;
  /** What the worker was asked is not answered any more; `reason` is a sentence. */
  onFailure(reason: string): void;
  /** The worker crashed or hung; `restarted` says whether there is a new one. */
  onCrash(error: Error, restarted: boolean): void;
  /** How it is seen to hang; as usual where absent. */
  readonly watching: WatchOptions | undefined;
}

/** When workers failed in one way, in milliseconds since 1970, and how far back that counts. */
interface Failures {
  readonly times: number[];
  readonly within: number;
}

/**
 * The thread that the worker runs in. Where it crashes or hangs, another one takes over what was asked for to go on, up to
 * so often. Invariant: nothing is heard of a thread once another one has taken over.
 */
export class WorkerThread {
  readonly #script: string;
  readonly #options: ThreadOptions;
  readonly #orders = new StandingOrders();
  readonly #crashes: Failures = { times: [], within: crashWindow };
  readonly #hangs: Failures = { times: [], within: hangWindow };
  #worker: Worker | null;
  #watch: WorkerWatch | null = null;
  #stopping: (() => void) | null = null;

  /** `script`: absolute path of the bundled worker. */
  constructor(script: string, options: ThreadOptions) {
    this.#script = script;
    this.#options = options;
    this.#worker = this.#start();
  }

  /** Whether there is a worker: none any more once it crashed too often or was stopped. */
  get isRunning(): boolean {
    return this.#worker !== null;
  }

  /** Whether a log is one that the worker was asked to follow. */
  follows(log: string): boolean {
    return this.#orders.followed(log) !== undefined;
  }

  /** Sends a message, and notes what it asks for to go on. */
  post(message: ToWorker): void {
    this.#orders.note(message);
    this.#worker?.postMessage(message);
  }

  /** Lets the worker finish what it writes, and ends it. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) {
      return;
    }
    const stopped = new Promise<void>((resolve) => (this.#stopping = resolve));
    this.#watch?.dispose();
    this.post({ type: "stop" });
    const timer = setTimeout(() => this.#stopping?.(), stopWithin);
    await stopped;
    clearTimeout(timer);
    this.#worker = null;
    this.#options.onFailure(t("Slopewise is shutting down."));
    // A thread of its own that hangs in a file system keeps the worker from ending.
    await Promise.race([worker.terminate(), after(stopWithin, undefined, { ref: false })]);
  }

  #start(): Worker {
    const turns = new Int32Array(new SharedArrayBuffer(4));
    const workerData: WorkerStart = { settings: this.#options.settings(), language: currentLanguage(), turns };
    const worker = new Worker(this.#script, { workerData, name: "slopewise" });
    this.#watch?.dispose();
    this.#watch = new WorkerWatch(turns, () => this.#hung(worker), this.#options.watching);
    // One that hung may have said something before.
    worker.on("message", (message: FromWorker) => worker === this.#worker && this.#receive(message));
    worker.on("error", (error: unknown) => this.#threw(worker, error));
    worker.on("exit", (code) => this.#ended(worker, code));
    return worker;
  }

  /** Answers still count while it stops: whoever asked waits for them. */
  #receive(message: FromWorker): void {
    if (message.type === "stopped") {
      this.#stopping?.();
    } else if (this.#stopping === null || "request" in message) {
      this.#options.onMessage(message);
    }
  }

  /** A worker that ends unasked has crashed too, though it threw nothing. One that threw was replaced before it ends. */
  #ended(worker: Worker, code: number): void {
    if (worker !== this.#worker) {
      return;
    }
    if (this.#stopping === null) {
      this.#crashed(new Error(t("its thread ended with code {0}", code)));
    } else {
      this.#stopping();
    }
  }

  #threw(worker: Worker, error: unknown): void {
    if (worker === this.#worker) {
      this.#crashed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Another one takes over, and leaves alone what does not answer; this one ends once its call does. */
  #hung(worker: Worker): void {
    if (worker !== this.#worker) {
      return;
    }
    void worker.terminate();
    this.#crashed(new Error(t("a file system stopped answering")), this.#hangs);
  }

  #crashed(error: Error, { times, within } = this.#crashes): void {
    // A thread that has ended stands still as one that hangs does.
    this.#watch?.dispose();
    const now = Date.now();
    times.push(now);
    const recent = times.filter((time) => time > now - within).length;
    this.#options.onFailure(t("The analysis stopped unexpectedly ({0}).", error.message));
    const restart = recent <= maxRestarts && this.#stopping === null;
    this.#worker = restart ? this.#start() : null;
    this.#stopping?.();
    if (restart) {
      this.#orders.messages().forEach((message) => this.post(message));
    }
    this.#options.onCrash(error, restart);
  }
}
