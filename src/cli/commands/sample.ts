import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../log/files/logError.ts";
import { dateLog, sampleName, sampleSource } from "../../samples/sampleFiles.ts";
import { sampleFormats, scenariosOf, type SampleFormat } from "../../samples/formats/sampleFormats.ts";
import { sampleParameters, scenarios, type Scenario } from "../../samples/sampleRun.ts";
import { sampleSweep, usualSweep, type SampleSweepRun } from "../../samples/sampleSweep.ts";
import { sweepTruth } from "../../samples/sweepTruth.ts";
import { writeSample, type LivePace } from "../runs/writeSample.ts";
import { oneOf, parseCommand, wholeNumber } from "../terminal/arguments.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "../terminal/usageError.ts";

const usualRun = { epochs: 50, stepsPerEpoch: 391 };
/** The least that shows knees and slopes from epoch 5 to 15. */
const shortestSweep = { epochs: 20, stepsPerEpoch: 20 };

export const sampleHelp = `slopewise sample DIR [--runs N] [--epochs E] [--seed S] [--scenario NAME] [--format NAME] [--live]
slopewise sample DIR --sweep [--epochs E] [--seed S] [--live]

Writes simulated training runs into DIR, each a folder with metrics.jsonl and config.json. They log what the built-in
contract asks for. truth.json has the parameters that the loss and the curvature were generated from. The same options
give the same runs.

With --sweep: 72 runs, two architectures x four learning rates x three weight decays x three seeds, of which some
diverge and one stops early. config.json has the settings of each run. truth.json in DIR has the ground truth of all of them:
which configuration is best and by how much, how settings interact, how much seeds of one configuration differ.

  --runs N             number of runs (default 4; with --scenario all: one of each; with --live: 1)
  --epochs E           length of a run in epochs (default 50; with --sweep: ${usualSweep.epochs}, at least ${shortestSweep.epochs})
  --steps-per-epoch N  batches per epoch (default 391; with --sweep: ${usualSweep.stepsPerEpoch}, at least ${shortestSweep.stepsPerEpoch})
  --seed S             another set of runs (default 1)
  --scenario NAME      ${scenarios.join(", ")} or all (default sound)
  --format NAME        the log as another tool writes it, instead of metrics.jsonl (default jsonl):
                       ${sampleFormats.slice(0, 6).join(", ")},
                       ${sampleFormats.slice(6).join(", ")}. It grows as that tool's log
                       does: by lines, rewritten for each new metric, or with a new file per checkpoint. The
                       scenarios are sound, nan, diverged, young, and resumed if the tool continues its log
  --sweep              a sweep with known ground truth
  --live               write only the beginning of the last run (with --sweep: of the run that started last), then
                       append records, --records at a time every --interval ms, until the run ends or Ctrl+C
  --interval MS        pause between two appends of --live, in milliseconds (default 1000)
  --records N          about how many records each append of --live has (default 20; with --sweep: 1)

Exit codes: 0 written, 2 unusable arguments or a folder that cannot be written.
`;

interface SampleOptions {
  readonly folder: string;
  readonly sweep: boolean;
  readonly runs: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly seed: number;
  readonly scenario: Scenario | "all";
  /** Null for JSON Lines. */
  readonly format: SampleFormat | null;
  readonly live: LivePace | null;
}

/** Runs `slopewise sample`. @throws {UsageError} for arguments that it cannot use; LogError where it cannot write. */
export async function sample(args: string[], terminal: Terminal): Promise<ExitCode> {
  const options = readOptions(args);
  await (options.sweep ? writeSweep(options, terminal) : writeRuns(options, terminal));
  terminal.progress("");
  return exitCodes.fine;
}

async function writeRuns(options: SampleOptions, terminal: Terminal): Promise<void> {
  for (let run = 0; run < options.runs; run += 1) {
    const able = scenariosFor(options.format);
    const scenario = options.scenario === "all" ? (able[run % able.length] ?? "sound") : options.scenario;
    const parameters = sampleParameters({ ...options, scenario, run });
    const name = sampleName(run, scenario);
    terminal.progress(`${run + 1}/${options.runs} ${name}`);
    const live = run === options.runs - 1 ? options.live : null;
    const source = { ...sampleSource(parameters), format: options.format };
    await writeSample(join(options.folder, name), source, { live, terminal });
  }
}

/** The run that grows is written last, when all others are there. */
async function writeSweep(options: SampleOptions, terminal: Terminal): Promise<void> {
  const runs = sampleSweep(options);
  const isGrowing = ({ fate }: SampleSweepRun): boolean => fate === "growing" && options.live !== null;
  const order = [...runs].sort((one, other) => Number(isGrowing(one)) - Number(isGrowing(other)));
  const ends = endTimes(runs, Date.now());
  for (const [i, run] of order.entries()) {
    terminal.progress(`${i + 1}/${order.length} ${run.folder}`);
    if (i === order.length - 1) {
      await writeTruth(options.folder);
    }
    const live = isGrowing(run) ? options.live : null;
    const path = await writeSample(join(options.folder, run.folder), run, { live, terminal });
    if (live === null) {
      await dateLog(path, ends.get(run) ?? new Date());
    }
  }
}

/** When the runs have ended: one after the other, the last of them an hour ago, so that none looks as if it went on. */
function endTimes(runs: readonly SampleSweepRun[], now: number): ReadonlyMap<SampleSweepRun, Date> {
  const hour = 3_600_000;
  let end = now - hour;
  const ends = new Map<SampleSweepRun, Date>();
  for (const run of [...runs].reverse()) {
    const { secondsPerStep, epochs, stepsPerEpoch } = run.parameters;
    ends.set(run, new Date(end));
    end -= 1_000 * secondsPerStep * epochs * stepsPerEpoch;
  }
  return ends;
}

async function writeTruth(folder: string): Promise<void> {
  const path = join(folder, "truth.json");
  await writeFile(path, `${JSON.stringify(sweepTruth(), null, 2)}\n`).catch((error: unknown) => {
    throw fileError(error, path, "write");
  });
}

function scenariosFor(format: SampleFormat | null): readonly Scenario[] {
  return format === null ? scenarios : scenariosOf(format);
}

function readOptions(args: string[]): SampleOptions {
  const { values, positionals } = parseCommand("sample", args, {
    runs: { type: "string" },
    epochs: { type: "string" },
    "steps-per-epoch": { type: "string" },
    seed: { type: "string", default: "1" },
    scenario: { type: "string" },
    format: { type: "string" },
    sweep: { type: "boolean", default: false },
    live: { type: "boolean", default: false },
    interval: { type: "string", default: "1000" },
    records: { type: "string" },
  });
  const { sweep } = values;
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    throw new UsageError("Missing DIR, the one folder for the runs. See slopewise sample --help.");
  }
  if (sweep && [values.runs, values.scenario, values.format].some((value) => value !== undefined)) {
    throw new UsageError("--sweep has runs of its own: leave --runs, --scenario and --format out.");
  }
  const { format, scenario } = formatAndScenario(values.format ?? "jsonl", values.scenario ?? "sound");
  const runs = values.runs ?? String(scenario === "all" ? scenariosFor(format).length : values.live ? 1 : 4);
  const usual = sweep ? usualSweep : usualRun;
  const least = sweep ? shortestSweep : { epochs: 1, stepsPerEpoch: 1 };
  const epochs = values.epochs ?? String(usual.epochs);
  const steps = values["steps-per-epoch"] ?? String(usual.stepsPerEpoch);
  const interval = wholeNumber("interval", values.interval, { least: 1, most: 3_600_000 });
  const records = wholeNumber("records", values.records ?? (sweep ? "1" : "20"), { least: 1, most: 1_000_000 });
  return {
    ...{ folder, scenario, sweep, format },
    runs: wholeNumber("runs", runs, { least: 1, most: 10_000 }),
    epochs: wholeNumber("epochs", epochs, { least: least.epochs, most: 100_000 }),
    stepsPerEpoch: wholeNumber("steps-per-epoch", steps, { least: least.stepsPerEpoch, most: 1_000_000 }),
    seed: wholeNumber("seed", values.seed, { least: 0, most: 2 ** 32 - 1 }),
    live: values.live ? { interval, records, part: sweep ? 0.2 : 0.1 } : null,
  };
}

/** @throws {UsageError} for a scenario that runs of the format do not have. */
function formatAndScenario(format: string, scenario: string): Pick<SampleOptions, "format" | "scenario"> {
  const named = oneOf("format", format, ["jsonl", ...sampleFormats]);
  const own = named === "jsonl" ? null : named;
  const able = scenariosFor(own);
  const wanted = oneOf("scenario", scenario, [...scenarios, "all"]);
  if (wanted !== "all" && !able.includes(wanted)) {
    throw new UsageError(`--format ${named} has the scenarios ${able.join(", ")}, not ${wanted}.`);
  }
  return { format: own, scenario: wanted };
}
