import { evenTimes, logTimes, type Cell } from "./cell.ts";
import { autoregressive, heavyTailed, longMemory, spiking, trending, type Noise } from "./noise.ts";
import { shapes, switchAt, TRUE_ALPHA, type Shape } from "./simulate.ts";

const quarters = evenTimes(240, 60);
const white = autoregressive(0);

function power(alpha: number): Shape {
  return (t) => 1.4 - alpha * Math.log(t);
}

interface Kind {
  readonly name: string;
  readonly t?: Float64Array;
  readonly clock?: "epoch" | "step";
  readonly noise: Noise;
}

function powerCell({ name, t = quarters, clock = "epoch", noise }: Kind, alpha = 0.3): Cell {
  return { table: "none", name: `power ${alpha}: ${name}`, t, clock, shape: power(alpha), noise, truth: { alpha } };
}

function exponentialCell({ name, t = quarters, clock = "epoch", noise }: Kind): Cell {
  const b = 1.8 / (t.at(-1) ?? NaN);
  const truth = { params: { model: "exponential", of: { b } } } as const;
  return { table: "none", name: `exponential: ${name}`, t, clock, shape: (time) => 1 - b * time, noise, truth };
}

function switchCell({ name, t = quarters, clock = "epoch", noise }: Kind, knee: number, fall?: number): Cell {
  const truth = { knee, alpha: TRUE_ALPHA };
  return { table: "switch", name: `switch ${knee}: ${name}`, t, clock, shape: switchAt(knee, fall), noise, truth };
}

function three(kind: Kind, knee = 15): Cell[] {
  return [powerCell(kind), exponentialCell(kind), switchCell(kind, knee)];
}

const noises: readonly Noise[] = [
  white,
  autoregressive(0, 0.1),
  autoregressive(0.5),
  autoregressive(0.8, 0.05),
  autoregressive(0.95),
  heavyTailed(),
  trending(-0.5, 0.06),
  trending(-0.25, 0.03),
  trending(0.5, 0.005),
  spiking(),
  longMemory(),
];

const batches = (perBin: number): Kind => ({
  name: `${perBin} records a bin`,
  t: evenTimes(240 * perBin, 60),
  noise: white,
});

const steps = (end: number): Kind => ({
  name: `${end.toLocaleString("en")} steps`,
  t: evenTimes(end, end),
  clock: "step",
  noise: white,
});

const epochs = (end: number, phi: number): Kind => ({
  name: `${end} epochs, one record each, ${autoregressive(phi).name}`,
  t: evenTimes(end, end),
  noise: autoregressive(phi),
});

const few = (bins: number, phi: number): Kind => ({
  name: `${bins} bins, ${autoregressive(phi).name}`,
  t: evenTimes(bins, bins / 4),
  noise: autoregressive(phi),
});

/** Runs that follow a power law, an exponential or a switch: noises, records a bin, lengths, edges. */
export const curveCells: readonly Cell[] = [
  ...noises.flatMap((noise) => three({ name: noise.name, noise })),
  ...[0, 0.5, 0.95].map((phi): Cell => {
    const noise = autoregressive(phi);
    return {
      table: "none",
      name: `flat: ${noise.name}`,
      t: quarters,
      clock: "epoch",
      shape: shapes.flat,
      noise,
      truth: {},
    };
  }),
  ...three({ name: "spikes x 3, 5 records a bin", t: evenTimes(1200, 60), noise: spiking() }),
  switchCell({ name: "AR 0.8, sd 0.05", noise: autoregressive(0.8, 0.05) }, 30),
  switchCell({ name: "white, falls by 0.4", noise: white }, 15, 0.4),
  ...[10, 25, 100].flatMap((perBin) => [
    ...[0.15, 0.3, 0.6].map((alpha) => powerCell(batches(perBin), alpha)),
    exponentialCell(batches(perBin)),
    ...[1, 5, 15].map((knee) => switchCell(batches(perBin), knee)),
  ]),
  ...[300, 2000, 20_000].flatMap((end) => [...three(steps(end), end / 10), switchCell(steps(end), end / 50)]),
  ...[0.5, 1, 1.25, 1.5, 2, 3].map((knee) => switchCell({ name: "white", noise: white }, knee)),
  ...[0, 0.5].map((phi) => switchCell({ name: autoregressive(phi).name, noise: autoregressive(phi) }, 56)),
  ...[30, 60, 200].flatMap((end) => [0, 0.5].flatMap((phi) => three(epochs(end, phi), end / 4))),
  ...[30, 60, 200].flatMap((end) =>
    [0, 0.5].map((phi): Cell => ({
      ...powerCell(epochs(end, phi), 0.4),
      name: `power 0.4: whole epochs from 0, ${end}, ${autoregressive(phi).name}`,
      logged: (t) => t - 1,
    })),
  ),
  ...[240, 60].flatMap((count) =>
    three({ name: `${count} log-spaced records`, t: logTimes(count, 0.25, 60), noise: white }),
  ),
  ...[12, 16, 20, 30].flatMap((bins) => [0, 0.5].flatMap((phi) => three(few(bins, phi), bins / 8))),
];
