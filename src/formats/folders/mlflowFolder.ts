import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileHead, Format, RunSource } from "../model/format.ts";
import { MlflowFolderReader } from "./mlflowFolderReader.ts";

/** The runs of an MLflow tracking store that is kept in folders. */
export const mlflowFolder: Format = {
  name: "mlflow",
  precision: "text",
  globs: ["**/meta.yaml"],
  matches: ({ path, text }: FileHead) => basename(path) === "meta.yaml" && /^run_(uu)?id:/m.test(text),
  runs: (files) => Promise.resolve(files.filter(holdsMetrics).map(runOf)),
  open: (source, options) => new MlflowFolderReader(source, options),
};

function holdsMetrics(file: string): boolean {
  try {
    return readdirSync(join(dirname(file), "metrics")).length > 0;
  } catch {
    return false;
  }
}

function runOf(file: string): RunSource {
  const folder = dirname(file);
  return { format: "mlflow", path: folder, files: [file], part: null, name: nameIn(file) };
}

/** The name in `meta.yaml`, or, as older versions keep it, among the tags; null where there is none. */
function nameIn(file: string): string | null {
  try {
    const name = /^run_name:[ \t]*(.*)$/m
      .exec(readFileSync(file, "utf8"))?.[1]
      ?.trim()
      .replace(/^(['"])(.*)\1$/, "$2");
    return name === undefined || name === "" || name === "null"
      ? readFileSync(join(dirname(file), "tags", "mlflow.runName"), "utf8").trim() || null
      : name;
  } catch {
    return null;
  }
}
