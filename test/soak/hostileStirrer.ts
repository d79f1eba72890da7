/** Goes on with one of the hostile cases, told by its name, in a folder, until it is killed. */
import { setTimeout as pause } from "node:timers/promises";
import { hostileCases } from "../hostile/hostileRuns.ts";

const [name = "", folder = "", size = "1"] = process.argv.slice(2);
const stir = hostileCases.find((one) => one.name === name)?.stir;

process.once("disconnect", () => process.exit());
while (stir !== undefined) {
  stir(folder, Number(size));
  await pause(50);
}
