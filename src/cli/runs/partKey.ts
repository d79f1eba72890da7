import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { version } from "../../../package.json";
import type { Engine } from "../../log/read/engine.ts";
import { reviewPlaces } from "../../run/reviewFiles.ts";
import { RunFolder } from "../../run/runFolder.ts";
import { settingsFiles } from "../../run/settings/readSettings.ts";
import type { CommandContracts } from "./commandContracts.ts";
import type { FoundLog } from "./foundLog.ts";
import { rootOf } from "./runSettings.ts";

declare const bundledBuild: string | undefined;

/** What was built from other sources may find something else. */
const build = typeof bundledBuild === "string" ? bundledBuild : "sources";

/**
 * Changes when anything does that the rows of some logs are made from: Slopewise, a log, its run's name, its contract, or a file
 * that says its settings, its planned length or a verdict. Paths count from the folder that was asked for, so that it is the same where the
 * folder is mounted elsewhere. Nothing but settings and contracts is read: the files' sizes and times stand for what they hold.
 */
export async function partKey(
  logs: readonly FoundLog[],
  { contracts, engine }: { readonly contracts: CommandContracts; readonly engine: Engine },
): Promise<string> {
  const hash = createHash("sha256").update(`${version}\n${build}\n`);
  for (const log of logs) {
    const { text } = await contracts.all.of(log.path);
    const folder = new RunFolder(log.source?.files[0] ?? log.path, engine);
    const around = [await folder.signature(), ...(await statesOf(filesAbout(log), rootOf(log)))];
    hash.update(`${JSON.stringify([log.run, log.label, text, around, await paramsOf(log)])}\n`);
  }
  return hash.digest("hex");
}

/** The files that a run is read from, those that may not exist among them. */
function filesAbout(log: FoundLog): readonly string[] {
  const own = log.source?.files ?? [log.path];
  const folder = dirname(log.path);
  const verdicts = reviewPlaces(resolve(log.path), resolve(rootOf(log)));
  return [...own, ...settingsFiles.map((name) => join(folder, name)), ...verdicts];
}

/** The parameters of a run whose format keeps a file each. */
async function paramsOf({ source }: FoundLog): Promise<readonly string[]> {
  const folder = source === null ? null : join(source.path, "params");
  const names = folder === null ? [] : await readdir(folder).catch(() => []);
  return statesOf(
    names.sort().map((name) => join(folder ?? "", name)),
    folder ?? "",
  );
}

async function statesOf(paths: readonly string[], root: string): Promise<readonly string[]> {
  return Promise.all(
    paths.map(async (path) => {
      const there = await stat(path).catch(() => null);
      return there === null ? "" : `${relative(root, path)} ${there.size} ${there.mtimeMs}`;
    }),
  );
}
