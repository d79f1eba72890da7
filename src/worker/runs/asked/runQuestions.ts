import { t } from "../../../l10n.ts";
import { isKept } from "../../../log/columns/columns.ts";
import { LogError } from "../../../log/files/logError.ts";
import type { Answer, ConvertAnswer, ConvertChoices, QuestionKind } from "../../../protocol/runAnswers.ts";
import type { TrendAsk, TrendLine } from "../../../review/model/trendLine.ts";
import { trendOf } from "../../../review/panel/trend.ts";
import type { CurveAsk, RunCurve } from "../../../sweep/curves/runCurve.ts";
import type { Run } from "../run.ts";
import { columnsOf, type ResultSources } from "../runResults.ts";
import { answerOn } from "./answers.ts";
import { convertAnswer } from "./convertAnswer.ts";
import { runCurves } from "./runCurves.ts";

/** The runs that may be asked about. */
interface AskedRuns {
  /** The run of a log; undefined where it is not followed. */
  find(log: string): Run | undefined;
  /** Has these metrics of a long log read, where they are not kept. */
  view(run: Run, metrics: readonly string[]): Promise<void>;
  /** Has a log looked at soon. */
  wake(log: string): void;
}

/** Answers what a page or a command asks about one run. */
export class RunQuestions {
  readonly #sources: ResultSources;
  readonly #runs: AskedRuns;

  constructor(sources: ResultSources, runs: AskedRuns) {
    this.#sources = sources;
    this.#runs = runs;
  }

  /** Writes the CSV of a log because a person asked for it; the next poll then finds it as it should be. */
  async convert(log: string, options: ConvertChoices): Promise<ConvertAnswer> {
    const run = this.#runs.find(log);
    if (run === undefined) {
      return {
        done: false,
        replaceable: null,
        path: log,
        message: t("{0} is not one of the runs that Slopewise follows.", log),
      };
    }
    const result = await run.convert(options);
    this.#runs.wake(log);
    return convertAnswer(result);
  }

  /** @throws {LogError} where there is no answer, with the reason in a sentence. */
  async answer(log: string, kind: QuestionKind, text = ""): Promise<Answer> {
    const run = this.#watched(log);
    // Other runs are looked at for a moment alone, so that a workspace of many is not held in memory.
    await (kind === "effect" || kind === "lossColumns" ? undefined : run.load());
    return answerOn(run, kind, text);
  }

  /** The trend of a metric of a log that a page asks for. @throws {LogError} where there is none yet. */
  async trend(log: string, ask: TrendAsk): Promise<TrendLine> {
    const run = this.#watched(log);
    await run.load();
    await this.#runs.view(run, [ask.metric]);
    const source = run.source();
    if (source === null || !isKept(source.table.column(ask.metric))) {
      throw new LogError(log, t("{0} is still being read. Try again in a moment.", log));
    }
    return trendOf(source, ask);
  }

  /** Metrics of a run as a page of many draws them; none where the log cannot be read now. */
  async curves(log: string, ask: CurveAsk): Promise<readonly RunCurve[]> {
    const run = this.#watched(log);
    const metrics = ask.metrics.filter((metric) => !metric.startsWith("@"));
    await (run.source() === null ? undefined : this.#runs.view(run, metrics));
    const columns = await columnsOf(run, this.#sources, metrics);
    return columns === null ? [] : runCurves(columns, ask);
  }

  #watched(log: string): Run {
    const run = this.#runs.find(log);
    if (run === undefined) {
      throw new LogError(log, t("{0} is not one of the runs that Slopewise follows.", log));
    }
    return run;
  }
}
