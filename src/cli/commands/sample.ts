import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { countOf } from "../../contract/texts/sentences.ts";
import { sampleParameters, scenarios, type SampleParameters, type Scenario } from "../../samples/sampleRun.ts";
import { oneOf, parseCommand, wholeNumber } from "../terminal/arguments.ts";
import { SampleFile, sampleName } from "../../samples/sampleFiles.ts";
import { printable, type Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "../terminal/usageError.ts";

export const sampleHelp = `slopewise sample DIR [--runs N] [--epochs E] [--seed S] [--scenario NAME] [--live]

Writes made-up training runs into DIR, each a folder with metrics.jsonl and config.json. They log what the built-in
contract asks for; config.json says the parameters that the loss and the curvature were made from. The same options
give the same runs.

  --runs N             how many runs (4; with --scenario all: one of each; with --live: 1)
  --epochs E           length of a run in epochs (50)
  --steps-per-epoch N  batches an epoch (391)
  --seed S             another set of runs (1)
  --scenario NAME      ${scenarios.join(", ")} or all (sound)
  --live               write the first tenth of the last run only, then go on appending until it ends or Ctrl+C
  --interval MS        pause between two appends of --live, in milliseconds (1000)
  --records N          records an append of --live (20)

Exit codes: 0 written, 2 unusable arguments or a folder that cannot be written.
`;

interface SampleOptions {
  readonly folder: string;
  readonly runs: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly seed: number;
  readonly scenario: Scenario | "all";
  readonly live: { readonly interval: number; readonly records: number } | null;
}

/** Runs `slopewise sample`. @throws {UsageError} for arguments that it cannot use; LogError where it cannot write. */
export async function sample(args: string[], terminal: Terminal): Promise<ExitCode> {
  const options = readOptions(args);
  for (let run = 0; run < options.runs; run += 1) {
    const scenario = options.scenario === "all" ? (scenarios[run % scenarios.length] ?? "sound") : options.scenario;
    const parameters = sampleParameters({ ...options, scenario, run });
    const name = sampleName(run, scenario);
    const path = join(options.folder, name);
    terminal.progress(`${run + 1}/${options.runs} ${name}`);
    const live = run === options.runs - 1 ? options.live : null;
    await writeRun(path, parameters, { live, terminal });
  }
  terminal.progress("");
  return exitCodes.fine;
}

function readOptions(args: string[]): SampleOptions {
  const { values, positionals } = parseCommand("sample", args, {
    runs: { type: "string" },
    epochs: { type: "string", default: "50" },
    "steps-per-epoch": { type: "string", default: "391" },
    seed: { type: "string", default: "1" },
    scenario: { type: "string", default: "sound" },
    live: { type: "boolean", default: false },
    interval: { type: "string", default: "1000" },
    records: { type: "string", default: "20" },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    throw new UsageError("Give one folder for the runs. See slopewise sample --help.");
  }
  const scenario = oneOf("scenario", values.scenario, [...scenarios, "all"]);
  const runs = values.runs ?? String(scenario === "all" ? scenarios.length : values.live ? 1 : 4);
  const interval = wholeNumber("interval", values.interval, { least: 1, most: 3_600_000 });
  const records = wholeNumber("records", values.records, { least: 1, most: 1_000_000 });
  return {
    folder,
    scenario,
    runs: wholeNumber("runs", runs, { least: 1, most: 10_000 }),
    epochs: wholeNumber("epochs", values.epochs, { least: 1, most: 100_000 }),
    stepsPerEpoch: wholeNumber("steps-per-epoch", values["steps-per-epoch"], { least: 1, most: 1_000_000 }),
    seed: wholeNumber("seed", values.seed, { least: 0, most: 2 ** 32 - 1 }),
    live: values.live ? { interval, records } : null,
  };
}

interface RunWriting {
  readonly live: SampleOptions["live"];
  readonly terminal: Terminal;
}

async function writeRun(folder: string, parameters: SampleParameters, { live, terminal }: RunWriting): Promise<void> {
  const file = await SampleFile.create(folder, parameters);
  try {
    const first = live === null ? Infinity : Math.ceil((parameters.epochs * parameters.stepsPerEpoch) / 10);
    const written = await file.append(first);
    await terminal.write(`${printable(file.path)}: ${countOf(written, "record")}\n`);
    if (live !== null) {
      await goOn(file, live);
    }
  } finally {
    await file.close();
  }
}

/** Appends records at intervals, flushed to the disk, until the run ends or the person interrupts it. */
async function goOn(file: SampleFile, { interval, records }: NonNullable<SampleOptions["live"]>): Promise<void> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    for (let written = records; written > 0 && !stop.signal.aborted;) {
      await wait(interval, undefined, { signal: stop.signal });
      written = await file.append(records);
      await file.sync();
    }
  } catch (error) {
    if (!stop.signal.aborted) {
      throw error;
    }
  } finally {
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}
