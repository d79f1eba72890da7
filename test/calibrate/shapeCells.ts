import { evenTimes, type Cell } from "./cell.ts";
import { autoregressive, type Noise } from "./noise.ts";
import { annealed, schedules } from "./schedules.ts";
import { switchAt, TRUE_ALPHA, type Shape } from "./simulate.ts";

const quarters = evenTimes(240, 60);
const white = autoregressive(0);
const base = { clock: "epoch", t: quarters, noise: white } as const;

interface Grid {
  readonly t: Float64Array;
  readonly noise: Noise;
  readonly name: string;
  readonly clock: "epoch" | "step";
}

/** A power law above a floor that is a part of the loss at t = 1 (of steps: at a hundredth of the run). */
function floorCell(part: number, { t, noise, name, clock }: Grid): Cell {
  const beta = 0.5;
  const unit = clock === "step" ? (t.at(-1) ?? NaN) / 100 : 1;
  const A = 2 * unit ** beta;
  const c = (2 * part) / (1 - part);
  const truth = { params: { model: "offsetPower", of: { c, beta } } } as const;
  const shape: Shape = (time) => Math.log(c + A * time ** -beta);
  return { table: "floor", name: `floor ${Math.round(100 * part)}%: ${name}`, t, clock, shape, noise, truth };
}

/** A bend without a joint: ln L = a - beta ln(t + t0). */
function bendCell(t0: number): Cell {
  const truth = { params: { model: "shiftedPower", of: { beta: 0.5, t0 } } } as const;
  return { ...base, table: "bend", name: `(t + ${t0})^-0.5`, shape: (t) => 1 - 0.5 * Math.log(1 + t / t0), truth };
}

/** Three power laws that meet at 8 and at 30 after an exponential: no model has more than one joint. */
function twoKnees(before: number, after: number): Cell {
  const shape: Shape = (t) =>
    2 -
    (1.2 / 8) * Math.min(t, 8) -
    before * Math.log(Math.min(Math.max(t, 8), 30) / 8) -
    after * Math.log(Math.max(t, 30) / 30);
  const truth = { knee: 8, secondKnee: 30 };
  return { ...base, table: "switch", name: `two knees 8, 30 (slopes ${before}, ${after})`, shape, truth };
}

interface Drop {
  readonly part: number;
  readonly over: number;
  readonly knee?: number;
  readonly rate?: boolean;
}

/** A curve that falls by a part of the loss at epoch 40, at once or over some epochs. */
function dropCell({ part, over, knee, rate = false }: Drop): Cell {
  const curve: Shape = knee === undefined ? (t) => 1.4 - 0.3 * Math.log(t) : switchAt(knee);
  const shape: Shape = (t) => curve(t) + Math.log(1 - part) * Math.min(1, Math.max(0, (t - 40) / Math.max(over, 1e-9)));
  const how = over === 0 ? "at once" : over === 1 ? "over 1 epoch" : `over ${over} epochs`;
  return {
    ...base,
    ...(rate ? { rate: (t: number) => (t > 40 ? 0.01 : 0.1) } : {}),
    table: "drop",
    name: `drop of ${Math.round(100 * part)}% ${how}${knee === undefined ? "" : `, switch ${knee}`}${rate ? ", rate logged" : ""}`,
    shape,
    truth:
      knee === undefined ? { alpha: 0.3, drop: [40, 40 + over] } : { alpha: TRUE_ALPHA, knee, drop: [40, 40 + over] },
  };
}

/** A power law of a few epochs that steps down by a part of the loss at the end of each but the last. */
function stairsCell(part: number, epochs: number, noise: Noise): Cell {
  const shape: Shape = (t) => 1.4 - 0.3 * Math.log(t) + Math.log(1 - part) * (Math.ceil(t) - 1);
  const name = `stairs of ${Math.round(100 * part)}%, ${epochs} epochs: ${noise.name}`;
  const [t, truth] = [evenTimes(1000, epochs), { stairs: true, isUnknownShape: true }];
  return { ...base, t, noise, table: "drop", name, shape, truth };
}

/** Floors, bends, drops, two knees and learning-rate schedules. */
export const shapeCells: readonly Cell[] = [
  ...[0, 0.5, 0.95].flatMap((phi) =>
    [0.1, 0.5, 0.8].map((part) =>
      floorCell(part, { t: quarters, clock: "epoch", noise: autoregressive(phi), name: autoregressive(phi).name }),
    ),
  ),
  ...[10, 25, 100].flatMap((perBin) =>
    [0.1, 0.5].map((part) =>
      floorCell(part, {
        t: evenTimes(240 * perBin, 60),
        clock: "epoch",
        noise: white,
        name: `${perBin} records a bin`,
      }),
    ),
  ),
  ...[300, 2000, 20_000].map((end) =>
    floorCell(0.5, { t: evenTimes(end, end), clock: "step", noise: white, name: `${end.toLocaleString("en")} steps` }),
  ),
  ...[1, 5, 15].map(bendCell),
  twoKnees(0.15, 0.7),
  twoKnees(0.3, 0.5),
  ...[0.14, 0.26, 0.45].map((part) => dropCell({ part, over: 0 })),
  dropCell({ part: 0.26, over: 0, knee: 8 }),
  dropCell({ part: 0.26, over: 0, rate: true }),
  ...[1, 2, 3].flatMap((over) => [0.14, 0.26].map((part) => dropCell({ part, over }))),
  ...[3, 5, 20].flatMap((epochs) => [0.05, 0.15].map((part) => stairsCell(part, epochs, white))),
  stairsCell(0.15, 5, autoregressive(0.5)),
  ...schedules.map(({ name, rate, gain }): Cell => {
    const shape = annealed(rate, gain, 60);
    return { ...base, table: "none", name: `schedule: ${name}`, shape, truth: { isUnknownShape: true }, rate };
  }),
];
