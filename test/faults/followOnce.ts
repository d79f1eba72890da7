/**
 * Follows the log given as argument, with a state folder, once it is told to go (a byte on standard input): until its CSV
 * is as it should be, or for ten seconds. Errors of single looks are the caller's doing; what they lead to is shown by
 * the exit code.
 */
import { setTimeout as pause } from "node:timers/promises";
import { engine } from "../engine.ts";
import { LogFollower } from "../../src/log/follow/logFollower.ts";
import { LogError } from "../../src/log/files/logError.ts";
import { fileStore } from "./fileStore.ts";

const [log = "", folder = ""] = process.argv.slice(2);

process.stdin.once("data", () => {
  process.stdin.pause();
  void follow();
});
process.stdout.write("started\n");

async function follow(): Promise<void> {
  const follower = new LogFollower(log, { engine, writeCsv: true, state: fileStore(folder) });
  let settled = 0;
  for (let look = 0; look < 100 && settled < 2; look += 1) {
    settled = (await isCurrent(follower)) ? settled + 1 : 0;
    await pause(settled > 0 ? 0 : 100);
  }
  await follower.dispose();
  process.exitCode = settled < 2 ? 1 : 0;
}

async function isCurrent(follower: LogFollower): Promise<boolean> {
  try {
    return (await follower.poll()).csv.state === "current";
  } catch (error) {
    if (error instanceof LogError) {
      return false;
    }
    throw error;
  }
}
