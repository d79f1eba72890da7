import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelNames } from "../../src/numerics/models/modelFit.ts";
import { partFileName } from "../../src/run/sweepParts.ts";
import { partNotesKey, partNotesText } from "../../src/sweep/parts/partNotes.ts";
import type { CurveBin } from "../../src/sweep/table/curves.ts";
import { curvesParquet, runsParquet } from "../../src/sweep/table/runsParquet.ts";
import type { SweepRun } from "../../src/sweep/table/sweepRun.ts";
import { doubts } from "../../src/sweep/table/sweepRow.ts";
import { smallCurveText } from "../../src/sweep/table/smallCurve.ts";
import { slopeWindows } from "../../src/sweep/table/slopeWindows.ts";

const bins = 200;
const sparkPoints = 48;

/** Writes the parts of a sweep of made-up runs, three seeds a configuration: as many settings, results and bins as real ones have. */
export async function writePartsOf(folder: string, runs: number, parts: number): Promise<void> {
  for (const table of ["runs", "curves"]) {
    await mkdir(join(folder, table), { recursive: true });
  }
  const random = randomNumbers(7);
  for (let part = 0; part < parts; part++) {
    const places = Array.from({ length: runs }, (_, place) => place).filter((place) => place % parts === part);
    const mine = places.map((place) => runOf(place, random));
    const notes = partNotesText({
      ...{ version: "1.0.0", part, of: parts, key: "", options: "", total: runs, unusable: 0, broken: [] },
      logs: places.map((place, row) => ({ place, label: mine[row]?.log ?? "", root: 0 })),
      roots: ["../gone"],
      rows: mine.map((_, row) => row),
      curveEnds: mine.map((_, row) => (row + 1) * 2 * bins),
      sparks: mine.map((run) =>
        smallCurveText(
          curvesOf(run)
            .slice(0, sparkPoints)
            .map(({ mean }) => mean),
        ),
      ),
      settings: [{ straightness: 0.98, replicate: null }],
      settingsOf: mine.map(() => 0),
    });
    await writeFile(join(folder, "runs", partFileName(part)), runsParquet(mine, { [partNotesKey]: notes }));
    await writeFile(join(folder, "curves", partFileName(part)), curvesParquet(mine.flatMap(curvesOf), {}));
  }
}

function runOf(place: number, random: () => number): SweepRun {
  const [configuration, seed] = [Math.floor(place / 3), place % 3];
  const alpha = 0.2 + 0.2 * random();
  const low = (value: number): readonly [number, number] => [value - 0.01, value + 0.01];
  const settings = {
    ...{
      lr: 10 ** -(1 + (configuration % 12) / 4),
      wd: (configuration % 7) / 1000,
      width: 64 * (1 + (configuration % 16)),
    },
    ...{ arch: ["vit", "resnet", "mlp"][configuration % 3] ?? "", dropout: (configuration % 5) / 10, seed },
    ...{ data: "cifar10", optimizer: "adamw", epochs: 50, batch: 128, precision: "bf16", schedule: "cosine" },
  };
  return {
    ...{
      run: `c${String(configuration).padStart(5, "0")}/seed-${seed}`,
      format: "jsonl",
      state: place % 97 === 0 ? "diverged" : "ended",
    },
    log: `c${String(configuration).padStart(5, "0")}/seed-${seed}/metrics.jsonl`,
    ...{
      diverged: place % 97 === 0,
      stage: "over",
      verdict: null,
      note: "",
      records: 19_550,
      epochs: 50,
      divergedAt: null,
    },
    settings: new Map(Object.entries(settings)),
    measures: {
      ...{ bestVal: 0.4 + 0.1 * random() - alpha / 5, alphaEarly: alpha, alphaFull: alpha + 0.02 * random() },
      ...{ r2: 0.97 + 0.03 * random(), knee: 3 + random(), plateau: 10 + random(), noiseFloor: 0.01 * random() },
      tailPower: random(),
    },
    doubts: new Map(doubts.map((name) => [name, name === "units_error" ? 0 : alpha])),
    aicc: new Map(modelNames.map((model) => [model, 1000 * random()])),
    windows: new Map(slopeWindows.map(({ name }) => [name, alpha + 0.05 * random()])),
    ...{ bestValEpoch: 49, lastTrain: 0.3 + 0.1 * random(), lastVal: 0.45 + 0.1 * random() },
    ...{ alphaEarlyInterval: low(alpha), alphaFullInterval: low(alpha), bestModel: "power", kneeInterval: [2, 5] },
    findings: { error: place % 97 === 0 ? 1 : 0, warning: place % 11 === 0 ? 2 : 0 },
  };
}

function curvesOf({ run, measures }: SweepRun): readonly CurveBin[] {
  const curve = (role: "trainLoss" | "valLoss", metric: string, over: number): readonly CurveBin[] =>
    Array.from({ length: bins }, (_, bin) => {
      const t = (50 * (bin + 0.5)) / bins;
      const mean = 1.6 * t ** -(measures.alphaFull ?? 0.3) + over;
      return { run, role, metric, t, mean, meanLog: Math.log(mean), min: 0.95 * mean, max: 1.05 * mean, n: 98 };
    });
  return [...curve("trainLoss", "loss_train_nats", 0), ...curve("valLoss", "loss_val_nats", 0.1)];
}

/** Numbers from 0 to 1 that are the same each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}
