/**
 * How fast logs become CSVs and columns, next to other programs and next to what Node can do at all, all measured in this
 * run, each in a process of its own: `node test/bench/log.ts [megabytes] [kind...]`.
 */
import { engine } from "../engine.ts";
import { appendFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { corpusKinds, writeCorpus, type CorpusKind } from "./logCorpus.ts";
import {
  bundleContenders,
  fastPeers,
  installPeers,
  rawLimit,
  slopewise,
  slopewiseWithChecks,
  slowPeers,
  type Contender,
} from "./peers.ts";
import { trial, type Trial } from "./trial.ts";

const [megabytes = "200", ...names] = process.argv.slice(2);
const bytes = Number(megabytes) * 1e6;
const kinds = corpusKinds.filter((kind) => names.length === 0 || names.includes(kind));
/** Slower programs are shown what they can bear. */
const mostForSlow = 250e6;

const folder = await mkdtemp(join(tmpdir(), "slopewise-bench-"));
const out = join(folder, "out.csv");

async function measure(contender: Contender, log: string, rounds = 3): Promise<Trial | null> {
  return trial(contender, { log, out, rounds });
}

/** Prints how a program does next to Slopewise and the raw limit. */
function report(kind: string, name: string, { size, own, raw, one }: Figures): void {
  const rate = `${(size / 1e6 / one.seconds).toFixed(0).padStart(5)} MB/s`;
  const share = `${((100 * raw.seconds) / one.seconds).toFixed(0).padStart(4)} % of the raw limit`;
  const peak = one.peakBytes === null ? "" : `, ${(one.peakBytes / 1e6).toFixed(0)} MB at most`;
  const ratio = name === slopewise.name ? "" : `; Slopewise is ${(one.seconds / own.seconds).toFixed(2)} times as fast`;
  console.log(`${kind.padEnd(10)} ${name.padEnd(18)} ${rate} ${share}${peak}${ratio}`);
}

interface Figures {
  readonly size: number;
  readonly own: Trial;
  readonly raw: Trial;
  readonly one: Trial;
}

/** A whole log of a kind, by all that can read it. */
async function whole(kind: CorpusKind): Promise<void> {
  const log = join(folder, `${kind}.jsonl`);
  await writeCorpus(log, kind, bytes);
  const { size } = await stat(log);
  const [raw, own] = [await measure(rawLimit, log), await measure(slopewise, log)];
  if (raw !== null && own !== null) {
    report(kind, slopewise.name, { size, own, raw, one: own });
    const slow = kind === "usual" && size < mostForSlow ? slowPeers : [];
    for (const peer of [...(kind === "usual" ? fastPeers : []), ...slow]) {
      const one = await measure(peer, log, slow.includes(peer) ? 1 : 2);
      if (one !== null) {
        report(kind, peer.name, { size, own, raw, one });
      }
    }
    if (kind === "usual") {
      await checks(log);
      await refresh(log, own);
    }
  }
  await rm(log);
}

/** What the findings cost next to the conversion before them in the same process, in processor time of all threads. */
async function checks(log: string): Promise<void> {
  const { cpuSeconds = null, checkCpuSeconds = null } = (await measure(slopewiseWithChecks, log)) ?? {};
  if (cpuSeconds !== null && checkCpuSeconds !== null) {
    const plain = cpuSeconds - checkCpuSeconds;
    const times = `${checkCpuSeconds.toFixed(2)} s of processor time, ${plain.toFixed(2)} s without them`;
    console.log(`checks     ${times}: ${((100 * checkCpuSeconds) / plain).toFixed(1)} % more`);
  }
}

/** A look at a large log after 1 KB was appended, the middle one of 50, next to converting it all once more. */
async function refresh(log: string, own: Trial): Promise<void> {
  const follower = new LogFollower(log, { engine, writeCsv: true, csvPath: out });
  await rm(out, { force: true });
  await follower.poll();
  const line = '{"step": 1, "epoch": 0.002, "loss_train_nats": 10.123456}\n';
  const times: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    await appendFile(log, line.repeat(1000 / line.length));
    times.push(await seconds(() => follower.poll()));
  }
  await follower.dispose();
  const middle = times.sort((a, b) => a - b)[25] ?? NaN;
  const ratio = (own.seconds / middle).toFixed(0);
  console.log(`refresh    after 1 KB: ${(1000 * middle).toFixed(2)} ms, ${ratio} times as fast as reading all of it`);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

try {
  await installPeers();
  await bundleContenders();
  for (const kind of kinds) {
    await whole(kind);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
