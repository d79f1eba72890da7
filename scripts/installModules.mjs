// Installs what package-lock.json says where node_modules holds anything else. Plain JavaScript, and nothing but Node's
// own modules: it runs before anything is installed, on any Node from 20 on.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installedDiffers } from "./lockedModules.mjs";

const root = join(import.meta.dirname, "..");
const installedLock = join(root, "node_modules/.package-lock.json");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

const difference = existsSync(installedLock)
  ? installedDiffers(read(join(root, "package-lock.json")), read(installedLock))
  : "node_modules is missing";
if (difference !== null) {
  console.log(`Installing the dependencies with npm ci, since ${difference}. This takes a minute or two ...`);
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ["npm"] : [process.execPath, npm];
  const options = { cwd: root, stdio: "inherit", shell: npm === undefined && process.platform === "win32" };
  process.exitCode = spawnSync(command, [...first, "ci"], options).status ?? 1;
}
