/** Follows the log given as argument, with a state folder, as fast as it can until it is killed. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore } from "../../src/log/followMemory.ts";
import { LogFollower } from "../../src/log/logFollower.ts";

const [log = "", folder = ""] = process.argv.slice(2);

const store: BlobStore = {
  read: (key) => readFile(join(folder, key)),
  write: async (key, blob) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${key}.new`), blob);
    await rename(join(folder, `${key}.new`), join(folder, key));
  },
};

process.stdout.write("started\n");
for (let round = 0; ; round += 1) {
  const follower = new LogFollower(log, { writeCsv: true, state: store });
  for (let look = 0; look < 5 + (round % 20); look += 1) {
    await follower.poll();
  }
  await follower.dispose();
}
