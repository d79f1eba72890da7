/** Appends lines to the logs given as arguments, `rate` a second to each, until it is killed. */
import { closeSync, openSync, writeSync } from "node:fs";

const [rate = "10", ...logs] = process.argv.slice(2);
const files = logs.map((log) => openSync(log, "a"));
const pause = 1000 / Number(rate);
let step = 0;

// Spread over the pause, so that the lines do not come all at once.
const slices = 20;
setInterval(() => {
  const slice = step % slices;
  for (let index = slice; index < files.length; index += slices) {
    writeSync(files[index] ?? -1, `{"sent": ${Date.now()}, "step": ${step}, "loss": ${1 / (step + 1)}}\n`);
  }
  step += 1;
}, pause / slices);

process.once("disconnect", () => {
  files.forEach((file) => closeSync(file));
  process.exit();
});
