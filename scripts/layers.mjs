// The layers of the code, for dependency-cruiser: imports go down only, type imports included.
import { existsSync } from "node:fs";

/** Modules from the top down; what stands in one line may not import each other. */
const modules = [
  ["src/extension.ts"],
  ["src/editor"],
  ["src/worker", "src/cli", "src/library"],
  ["src/protocol"],
  ["src/run", "src/samples"],
  ["src/sweep"],
  ["src/review"],
  ["src/contract"],
  ["src/series", "src/formats"],
  ["src/numerics", "src/log"],
  ["src/l10n.ts"],
  ["src/boundedText.ts"],
  ["src/printable.ts", "src/nameOrder.ts", "src/extremes.ts", "src/turns.ts"],
];

/** Folders of a module, from the top down. Files that stand in the module itself are its top, or its ground. */
const folders = {
  "src/editor": ["views", "panels", "commands", "runs", "tree", "vscode"],
  "src/worker": ["sweeps", "runs", ["feeds", "places"]],
  "src/worker/runs": [["follow", "cache"]],
  "src/cli": ["commands", "mcp", "report", "runs", "terminal"],
  "src/sweep": [
    "relations",
    ["html", "view"],
    "rows",
    "figures",
    "report",
    "statistics",
    ["filter", "verdicts", "curves", "parts"],
    "table",
  ],
  "src/review": [["panel", "curvature", "words"], "loss", ["rate", "time"], "model"],
  "src/contract": [["checks", "logging"], "measure", "texts", "file", "model"],
  "src/series": [["clock", "roles", "divergence"]],
  "src/numerics": ["groups", "association", ["plateau", "knee"], "models", "regression", "series", "stats"],
  "src/numerics/models": [["joints", "offsets"]],
  "src/log": ["follow", "convert", "read", "csv", "parallel", "parser", "columns", "records", "parquet", "files"],
  "src/formats": [
    "convert",
    "discovery",
    ["folders", "databases", "wandb", "tensorboard"],
    ["csv", "json"],
    ["growth", "wire"],
    "model",
    "table",
  ],
  "webview/sections": [["head", "tables", "metrics"], "exports"],
  webview: ["runs", ["analysis", "curves", "relations"], "page", "sections", "charts", "cursor", "model", "axes", "ui"],
};

const within = (path) => `^${path}${path.endsWith(".ts") ? "$" : "/"}`.replaceAll(".", "\\.");

/** A folder that is gone, or has another name, would be free of its rule without a word. */
function known(path) {
  if (!existsSync(path)) {
    throw new Error(`The layers name ${path}, which does not exist.`);
  }
  return path;
}

/** Each place of a stack may import neither from the places above it nor from those next to it. */
function stacked(name, stack) {
  const places = stack.map((place) => [place].flat().map(known));
  return places.flatMap((level, depth) =>
    level.map((place) => ({
      name: `${name}: ${place} imports down only`,
      severity: "error",
      from: { path: within(place) },
      to: {
        path: [...places.slice(0, depth).flat(), ...level.filter((other) => other !== place)].map(within),
      },
    })),
  );
}

const inFolders = Object.entries(folders).flatMap(([module, stack]) =>
  stacked(
    module,
    stack.map((level) => [level].flat().map((folder) => `${module}/${folder}`)),
  ),
);

export default {
  forbidden: [
    { name: "no cycles", severity: "error", from: {}, to: { circular: true } },
    ...stacked("layers", modules).filter(({ to }) => to.path.length > 0),
    ...inFolders.filter(({ to }) => to.path.length > 0),
    {
      name: "the product needs nothing of its tests and scripts",
      severity: "error",
      from: { path: "^(src|webview)/" },
      to: { path: "^(test|scripts)/" },
    },
    {
      name: "contracts and reviews know tables, not the files that they come from",
      severity: "error",
      from: { path: "^src/(review|contract)/" },
      to: { path: "^src/formats/" },
    },
    {
      name: "src needs nothing of pages",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^webview/" },
    },
    {
      name: "pages know messages, reviews and texts",
      severity: "error",
      from: { path: "^webview/" },
      to: {
        path: "^src/",
        pathNot:
          "^src/(protocol/(panel|runsPage|shownAnalysis|picture|toPanel|toRunsPage)|run/runState|l10n|extremes|printable)\\.ts$|^src/(review|contract|numerics|sweep/(view|rows|relations|filter|table|verdicts|curves))/",
      },
    },
    {
      // All analysis runs in the host: a page knows the models' names and formulas, to label and to read off curves.
      name: "pages compute nothing",
      severity: "error",
      from: { path: "^webview/" },
      to: { path: "^src/numerics/", pathNot: "/(modelFit|lossModels|at)\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^src/log/kernel/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts"] },
  },
};
