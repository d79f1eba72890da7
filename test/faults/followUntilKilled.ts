/** Follows the log given as argument, with a state folder, as fast as it can until it is killed. */
import { engine } from "../engine.ts";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { fileStore } from "./fileStore.ts";

const [log = "", folder = ""] = process.argv.slice(2);

process.stdout.write("started\n");
for (let round = 0; ; round += 1) {
  const follower = new LogFollower(log, { engine, writeCsv: true, state: fileStore(folder) });
  for (let look = 0; look < 5 + (round % 20); look += 1) {
    await follower.poll();
  }
  await follower.dispose();
}
