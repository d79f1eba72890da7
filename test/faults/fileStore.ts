import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore } from "../../src/log/follow/followMemory.ts";

/** A store in a folder, as simple as can be. */
export function fileStore(folder: string): BlobStore {
  return {
    read: (key) => readFile(join(folder, key)),
    write: async (key, blob) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${key}.new`), blob);
      await rename(join(folder, `${key}.new`), join(folder, key));
    },
  };
}
