// How long one log takes, the first time in a process and once all is warm: `node oneLog.cjs LOG CSV`. Prints, as JSON,
// the seconds of the first reading and of the middle one of 21 later ones.
import { engine } from "../engine.ts";
import { rmSync } from "node:fs";
import { LogFollower } from "../../src/log/follow/logFollower.ts";

const [log = "", out = ""] = process.argv.slice(2);

async function once(): Promise<number> {
  rmSync(out, { force: true });
  const start = performance.now();
  const follower = new LogFollower(log, { engine, writeCsv: true, csvPath: out });
  await follower.poll();
  const seconds = (performance.now() - start) / 1000;
  await follower.dispose();
  return seconds;
}

async function all(): Promise<void> {
  const first = await once();
  const later: number[] = [];
  for (let round = 0; round < 21; round += 1) {
    later.push(await once());
  }
  console.log(JSON.stringify({ first, warm: later.sort((a, b) => a - b)[10] }));
}

void all();
