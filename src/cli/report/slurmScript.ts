import { cutRuns, type CutRun } from "../../sweep/parts/cutRuns.ts";

/** What a cluster is asked for to make a sweep in parts. */
export interface PartNeeds {
  readonly parts: number;
  /** Time that the longest part may take. */
  readonly seconds: number;
  /** Memory of a part, and of the merge. */
  readonly megabytes: number;
  readonly mergeSeconds: number;
}

/**
 * What a run and a byte are taken to cost: about three times what the sample sweep took on one core (72 runs, 23 MB, 3.7 s), which no
 * cluster has confirmed yet; a part is given several times as much.
 */
const secondsPerRun = 0.15;
const secondsPerByte = 2.5e-8;
const reserve = 5;
/** Nothing is scheduled sooner for asking for less. */
const leastSeconds = 600;
/** So long does a part take where nobody says how many there are: long next to a job's start, short next to its time limit. */
const partSeconds = 300;
/** Memory of a small run, and bytes of memory for a byte of the largest log. */
const leastMegabytes = 1024;
const memoryPerByte = 4;
const secondsPerMergedRun = 0.01;

/** What the parts of a sweep need. `parts`: their number where it is given. */
export function needsOf(
  runs: readonly CutRun[],
  { parts: given, mostParts }: { readonly parts: number | null; readonly mostParts: number },
): PartNeeds {
  const total = runs.reduce((sum, { bytes }) => sum + costOf(bytes), 0);
  const parts = given ?? Math.max(1, Math.min(mostParts, runs.length, Math.ceil(total / partSeconds)));
  const costs = new Float64Array(parts);
  cutRuns(runs, parts).forEach((part, at) => {
    costs[part] = (costs[part] ?? 0) + costOf(runs[at]?.bytes ?? 0);
  });
  const longest = costs.reduce((most, cost) => Math.max(most, cost), 0);
  const largest = runs.reduce((most, { bytes }) => Math.max(most, bytes), 0);
  return {
    parts,
    seconds: timeFor(longest),
    megabytes: Math.ceil((leastMegabytes + (memoryPerByte * largest) / 1e6) / 256) * 256,
    mergeSeconds: timeFor(runs.length * secondsPerMergedRun),
  };
}

function costOf(bytes: number): number {
  return secondsPerRun + secondsPerByte * bytes;
}

function timeFor(seconds: number): number {
  return Math.max(leastSeconds, Math.ceil((reserve * seconds) / 60) * 60);
}

/** What a script runs; all paths are absolute. */
export interface ScriptOptions {
  /** Node and the program. */
  readonly node: string;
  readonly program: string;
  readonly paths: readonly string[];
  readonly out: string;
  /** Options of the parts alone, and of the merge alone. */
  readonly partOptions: readonly string[];
  readonly mergeOptions: readonly string[];
  readonly needs: PartNeeds;
}

/**
 * A bash script that submits itself twice: as an array of jobs, one a part, and as a job that merges the parts once all of them are there.
 * A task that is killed and requeued is run again as it is; started again, it makes only the parts that are missing or old.
 */
export function slurmScript({ node, program, paths, out, partOptions, mergeOptions, needs }: ScriptOptions): string {
  const { parts, seconds, megabytes, mergeSeconds } = needs;
  return `#!/bin/bash
#SBATCH --job-name=slopewise
#SBATCH --array=1-${parts}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --time=${clock(seconds)}
#SBATCH --mem=${megabytes}M
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=slopewise-%A_%a.out
# What your cluster asks for besides these, without the second #:
##SBATCH --partition=NAME
##SBATCH --account=NAME

# Start it on a login node with bash, not with sbatch: bash THIS-FILE
# It submits the parts as an array of jobs, and a job that merges them once all are done. Started again, it makes only
# the parts that are missing or whose logs have changed.
set -eu

# What the nodes need to find Node.js 20.19 or newer, if it is a module:
# module load nodejs
# Node.js and slopewise where this script was written; name others if the nodes have them elsewhere.
node=${quoted(node)}
slopewise=${quoted(program)}

if [ -n "\${SLOPEWISE_MERGE:-}" ]; then
  exec "$node" "$slopewise" sweep ${words([out, "--out", out, ...mergeOptions])}
elif [ -n "\${SLURM_ARRAY_TASK_ID:-}" ]; then
  exec "$node" "$slopewise" sweep ${words([...paths, "--out", out, ...partOptions])} --part "$SLURM_ARRAY_TASK_ID/${parts}" --threads "\${SLURM_CPUS_PER_TASK:-1}"
fi
array=$(sbatch --parsable "$0")
array=\${array%%;*}
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --export=ALL,SLOPEWISE_MERGE=1 \\
  --job-name=slopewise-merge --array=1 --time=${clock(mergeSeconds)} --output=slopewise-merge-%A.out "$0")
echo "Job $array makes the parts, job \${merge%%;*} merges them."
`;
}

/** Words as a shell reads them back. */
function words(list: readonly string[]): string {
  return list.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function clock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
