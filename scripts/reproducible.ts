// Builds and packages twice, the second time from nothing and elsewhere in the world; exit code 1 where bytes differ.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { out, root } from "./host/places.ts";
import { vsixFile } from "./host/vsix.ts";

const first = packaged({ TZ: "America/Lima", LC_ALL: "C" });
rmSync(join(out, "kernel.wasm"), { force: true });
const second = packaged({ TZ: "Asia/Tokyo", LC_ALL: "de_DE.UTF-8" });
console.log(`first  ${first}\nsecond ${second}`);
if (first !== second) {
  console.error("The package differs between two builds of the same sources.");
  process.exitCode = 1;
}

/** The SHA-256 of the package, made again. */
function packaged(env: Readonly<Record<string, string>>): string {
  for (const script of ["build.ts", "package.ts"]) {
    execFileSync(process.execPath, [join(root, "scripts", script)], { cwd: root, env: { ...process.env, ...env } });
  }
  return createHash("sha256").update(readFileSync(vsixFile)).digest("hex");
}
