import { resolve } from "node:path";
import type { Engine } from "../../log/read/engine.ts";
import { replaceFile } from "../../log/files/replaceFile.ts";
import { printable } from "../../printable.ts";
import { isCurrentPart, writePart } from "../report/partFolder.ts";
import { needsOf, slurmScript } from "../report/slurmScript.ts";
import { findSelected } from "../runs/checkRuns.ts";
import { partKey } from "../runs/partKey.ts";
import { sizesOf } from "../runs/logSizes.ts";
import { notesOf, planPart, type PartNumber } from "../runs/planPart.ts";
import { readSweepRuns, type SweepSelection } from "../runs/sweepRuns.ts";
import { wholeNumber } from "../terminal/arguments.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "../terminal/usageError.ts";

/** Schedulers refuse larger arrays, and a part wants to hold more than a run. */
const mostParts = 10_000;

/** The options of a sweep that is made in parts. */
export interface PartOptions {
  readonly out?: string | undefined;
  readonly part?: string | undefined;
  readonly slurm?: string | undefined;
  readonly parts?: string | undefined;
  readonly group?: string | undefined;
  readonly replicate?: string | undefined;
}

interface Tools {
  readonly terminal: Terminal;
  /** What logs are read with. */
  readonly engine: Engine;
}

/**
 * Makes one part of a sweep, or the script that has a cluster make all of them.
 * @throws {UsageError} for options that do not go together.
 * @throws {LogError} where a file cannot be written.
 */
export async function sweepInParts(selection: SweepSelection, options: PartOptions, tools: Tools): Promise<ExitCode> {
  const { out, part, slurm, parts, group, replicate } = options;
  if (part !== undefined && (slurm !== undefined || parts !== undefined)) {
    throw new UsageError("--part makes one part, so it goes with neither --slurm nor --parts.");
  }
  if (slurm === undefined && part === undefined) {
    throw new UsageError("--parts says into how many parts --slurm FILE cuts, so it goes with --slurm.");
  }
  if (out === undefined) {
    throw new UsageError("Parts are files in a folder: name it with --out.");
  }
  if (part === undefined) {
    return writeScript(selection, { ...options, out, slurm: slurm ?? "" }, tools);
  }
  if (group !== undefined || replicate !== undefined) {
    throw new UsageError("A part has no statistics: give --group and --replicate to the sweep that merges the parts.");
  }
  return makePart(selection, { out, number: partNumber(part) }, tools);
}

async function makePart(
  selection: SweepSelection,
  { out, number }: { readonly out: string; readonly number: PartNumber },
  { terminal, engine }: Tools,
): Promise<ExitCode> {
  const plan = await planPart(await findSelected(selection, terminal), number, selection.contract);
  const name = `Part ${number.part + 1} of ${number.of}`;
  const key = await partKey(plan.found.logs, { contracts: plan.found.contracts, engine });
  if (await isCurrentPart(out, { ...number, key })) {
    await terminal.write(`${name} is up to date: ${counted(plan.logs.length)}.\n`);
    return exitCodes.fine;
  }
  const read = await readSweepRuns({ ...selection, found: plan.found, curves: true }, terminal, engine);
  // The state of a run that goes on depends on the time, too.
  const lasts = read.origins.every(({ over }) => over);
  const { runs, curves } = read;
  const [path = ""] = await writePart(out, { runs, curves, notes: notesOf(plan, read, lasts ? key : "") });
  await terminal.write(
    printable(`${name}: ${counted(plan.logs.length)}, ${megabytes(plan.bytes)}. Wrote ${path}.`) + "\n",
  );
  return exitCodes.fine;
}

async function writeScript(
  selection: SweepSelection,
  { out, slurm, parts, ...options }: PartOptions & { readonly out: string; readonly slurm: string },
  { terminal }: Tools,
): Promise<ExitCode> {
  const { logs } = await findSelected(selection, terminal);
  const given = parts === undefined ? null : wholeNumber("parts", parts, { least: 1, most: mostParts });
  const needs = needsOf(await sizesOf(logs), { parts: given, mostParts });
  const own = [...flag("--group", options.group), ...flag("--replicate", options.replicate)];
  const contract = selection.contract === undefined ? undefined : resolve(selection.contract);
  const script = slurmScript({
    node: process.execPath,
    program: resolve(process.argv[1] ?? "slopewise"),
    paths: selection.paths.map((path) => resolve(path)),
    out: resolve(out),
    partOptions: flag("--contract", contract),
    mergeOptions: own,
    needs,
  });
  await replaceFile(slurm, script);
  const { parts: count, seconds, megabytes: memory } = needs;
  const wanted = `${counted(logs.length)} in ${count} parts, up to ${Math.ceil(seconds / 60)} minutes and ${memory} MB each`;
  await terminal.write(printable(`Wrote ${slurm}: ${wanted}. Start it with: bash ${slurm}`) + "\n");
  return exitCodes.fine;
}

/** @throws {UsageError} for anything but I/N. */
function partNumber(text: string): PartNumber {
  const [, nth = "", of = ""] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const [part, parts] = [Number(nth), Number(of)];
  if (nth === "" || part < 1 || part > parts || parts > mostParts) {
    throw new UsageError(
      `--part must be I/N, such as 2/8: I from 1 to N, N at most ${mostParts}, not ${JSON.stringify(text)}.`,
    );
  }
  return { part: part - 1, of: parts };
}

function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value];
}

function counted(runs: number): string {
  return `${runs} ${runs === 1 ? "run" : "runs"}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
