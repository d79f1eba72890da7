import { dirname } from "node:path";
import { csvFile } from "../csv/csvFile.ts";
import { csvHead } from "../csv/header.ts";
import type { FileHead, Format, RunSource } from "../model/format.ts";
import { DvcliveReader } from "./dvcliveReader.ts";

/** Where DVCLive keeps a file a metric, below its folder. */
const metricsFolder = "/plots/metrics/";

/** The folder of DVCLive: a table of steps a metric. */
export const dvclive: Format = {
  name: "dvclive",
  precision: "text",
  globs: [`**${metricsFolder}**/*.tsv`],
  matches: ({ text }: FileHead) => text.includes("\t") && csvHead(text)?.names.includes("step") === true,
  runs: (files) => Promise.resolve(runsOf(files)),
  open: (source, options) =>
    source.files.includes(source.path) ? csvFile(source.path, options) : new DvcliveReader(source, options),
};

function runsOf(files: readonly string[]): readonly RunSource[] {
  const runs = new Map<string, string[]>();
  for (const file of files) {
    const at = file.replaceAll("\\", "/").lastIndexOf(metricsFolder);
    const folder = at === -1 ? dirname(file) : file.slice(0, at);
    runs.set(folder, [...(runs.get(folder) ?? []), file]);
  }
  return [...runs].map(([path, found]) => ({ format: "dvclive", path, files: found, part: null, name: null }));
}
