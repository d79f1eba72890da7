import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ProbeAnswer, ProbeQuestion } from "./probeThread.ts";

/** Name of the thread's script next to the bundle (scripts/bundle.ts). */
declare const bundledProbeThread: string | undefined;

/** Something that looks at paths one after the other, and may hang with one of them. */
export interface Prober {
  ask(question: ProbeQuestion): void;
  /** Ends it, without waiting for a call that hangs. */
  end(): void;
}

/** What is heard of a prober. */
export interface ProbeEvents {
  /** It has started: from now on the time that a look takes is that of the file system. */
  readonly onReady: () => void;
  readonly onAnswer: (answer: ProbeAnswer) => void;
  /** It ended by itself. */
  readonly onEnd: () => void;
}

/** A thread that looks at paths. */
export function probeThread({ onReady, onAnswer, onEnd }: ProbeEvents): Prober {
  const script =
    typeof bundledProbeThread === "string"
      ? join(__dirname, bundledProbeThread)
      : new URL("./probeThread.ts", import.meta.url);
  const worker = new Worker(script);
  worker.once("online", onReady);
  worker.on("message", onAnswer);
  worker.on("error", onEnd);
  // A program may end although the thread waits for a question.
  worker.unref();
  return {
    ask: (question) => worker.postMessage(question),
    end: () => void worker.terminate(),
  };
}
