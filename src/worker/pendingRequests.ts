import type { TrendLine } from "../review/model/trendLine.ts";
import type { CurvesOfLog } from "../sweep/curves/inOneBuffer.ts";
import type { Answer, ConvertAnswer } from "../protocol/runAnswers.ts";
import type { FoundRuns, FromWorker } from "../protocol/worker.ts";
import type { OpenedSweep } from "../protocol/openedSweep.ts";
import type { ReportFiles, ShownAnalysis } from "../protocol/shownAnalysis.ts";
import type { RunCurve } from "../sweep/curves/runCurve.ts";

/** A question that has no answer; the message is a sentence for a person. */
export class RefusalError extends Error {}

/** A drawn chart, as an SVG document. */
interface Picture {
  readonly svg: string;
}

/** What a question may be answered with. */
export type QuestionAnswer =
  | Picture
  | Answer
  | FoundRuns
  | TrendLine
  | readonly RunCurve[]
  | readonly CurvesOfLog[]
  | ShownAnalysis
  | OpenedSweep
  | ReportFiles;

interface Asked {
  answer(answer: QuestionAnswer): void;
  refuse(message: string): void;
}

/** What answers a request. */
export type RequestAnswer = Extract<FromWorker, { readonly request: number }>;

/** A request by its number, and what the worker will answer. */
export interface PendingRequest<Result> {
  readonly request: number;
  readonly answer: Promise<Result>;
}

/** What the worker was asked and has not answered yet. Invariant: each request is answered once, or failed. */
export class PendingRequests {
  readonly #conversions = new Map<number, (answer: ConvertAnswer) => void>();
  readonly #questions = new Map<number, Asked>();
  #next = 1;

  /** A conversion, whose failure is an answer too: it never rejects. */
  convert(): PendingRequest<ConvertAnswer> {
    const request = this.#next++;
    return { request, answer: new Promise((resolve) => this.#conversions.set(request, resolve)) };
  }

  /** A question; rejects with a `RefusalError` where it has no answer. */
  question(): PendingRequest<QuestionAnswer> {
    const request = this.#next++;
    const answer = new Promise<QuestionAnswer>((resolve, reject) => {
      this.#questions.set(request, { answer: resolve, refuse: (reason) => reject(new RefusalError(reason)) });
    });
    return { request, answer };
  }

  /** Passes an answer on to who asked; false where the message is none. */
  settle(message: FromWorker): message is RequestAnswer {
    switch (message.type) {
      case "converted":
        this.#conversions.get(message.request)?.(message.answer);
        this.#conversions.delete(message.request);
        return true;
      case "answer":
        return this.#answer(message.request, message.answer);
      case "foundRuns":
        return this.#answer(message.request, message);
      case "trend":
        return this.#answer(message.request, message.trend);
      case "sweep":
        return this.#answer(message.request, message.sweep);
      case "curves":
      case "sweepCurves":
        return this.#answer(message.request, message.curves);
      case "analysis":
        return this.#answer(message.request, message.analysis);
      case "report":
        return this.#answer(message.request, message.report);
      case "picture":
        return this.#answer(message.request, { svg: message.svg });
      case "refused":
        this.#questions.get(message.request)?.refuse(message.message);
        this.#questions.delete(message.request);
        return true;
      default:
        return false;
    }
  }

  /** Answers all that waits with a failure, for this reason. */
  fail(message: string): void {
    for (const answer of this.#conversions.values()) {
      answer({ done: false, replaceable: null, path: "", message });
    }
    this.#conversions.clear();
    this.#questions.forEach((asked) => asked.refuse(message));
    this.#questions.clear();
  }

  #answer(request: number, answer: QuestionAnswer): true {
    this.#questions.get(request)?.answer(answer);
    this.#questions.delete(request);
    return true;
  }
}
