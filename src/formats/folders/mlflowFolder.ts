import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readSmallFile } from "../../log/files/nearestFile.ts";
import type { FileHead, Format, RunSource } from "../model/format.ts";
import { MlflowFolderReader } from "./mlflowFolderReader.ts";

/** The runs of an MLflow tracking store that is kept in folders. */
export const mlflowFolder: Format = {
  name: "mlflow",
  precision: "text",
  globs: ["**/meta.yaml"],
  matches: ({ path, text }: FileHead) => basename(path) === "meta.yaml" && /^run_(uu)?id:/m.test(text),
  runs: (files) => Promise.all(files.filter(holdsMetrics).map(runOf)),
  open: (source, options) => new MlflowFolderReader(source, options),
};

function holdsMetrics(file: string): boolean {
  try {
    return readdirSync(join(dirname(file), "metrics")).length > 0;
  } catch {
    return false;
  }
}

async function runOf(file: string): Promise<RunSource> {
  const folder = dirname(file);
  return { format: "mlflow", path: folder, files: [file], part: null, name: await nameIn(file) };
}

/** The name in `meta.yaml`, or, as older versions keep it, among the tags; null where there is none. */
async function nameIn(file: string): Promise<string | null> {
  const [meta, tag] = [file, join(dirname(file), "tags", "mlflow.runName")];
  try {
    const name = /^run_name:[ \t]*(.*)$/m
      .exec((await readSmallFile(meta)) ?? "")?.[1]
      ?.trim()
      .replace(/^(['"])(.*)\1$/, "$2");
    const isNamed = name !== undefined && name !== "" && name !== "null";
    const usual = isNamed ? name : ((await readSmallFile(tag)) ?? "").trim();
    return usual === "" ? null : usual;
  } catch {
    return null;
  }
}
