/** Appends lines to the logs given as arguments, `rate` a second to each, until it is told to stop; answers then how many. */
import { closeSync, openSync, writeSync } from "node:fs";

const [rate = "10", ...logs] = process.argv.slice(2);
const files = logs.map((log) => openSync(log, "a"));
const written = files.map(() => 0);

/** The logs take turns, so that their lines do not come all at once. */
const slices = 20;
let turn = 0;

const timer = setInterval(
  () => {
    for (let index = turn; index < files.length; index += slices) {
      append(index);
    }
    turn = (turn + 1) % slices;
  },
  1000 / Number(rate) / slices,
);

function append(index: number): void {
  const step = (written[index] ?? 0) + 1;
  const loss = 2 / Math.sqrt(step);
  writeSync(files[index] ?? -1, `{"time": ${Date.now()}, "step": ${step}, "loss_train_nats": ${loss}, "lr": 0.001}\n`);
  written[index] = step;
}

process.once("message", () => {
  clearInterval(timer);
  files.forEach((file) => closeSync(file));
  process.send?.(written, () => process.exit());
});

// Where the one that started it was killed.
process.once("disconnect", () => process.exit());
