import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The module of a peer that is installed in a folder.
 * @throws where it is not.
 */
export async function peer(folder: string, name: string): Promise<unknown> {
  const path = createRequire(join(folder, "peers.js")).resolve(name);
  return import(pathToFileURL(path).href);
}
