import { execFile } from "node:child_process";
import { join } from "node:path";
import { root } from "../host/places.ts";

/** Exports that knip finds used nowhere, each with its file. */
export async function unusedExports(): Promise<readonly string[]> {
  const report = (await jsonOf("knip", ["--include", "exports,types", "--reporter", "json"])) as {
    readonly issues: readonly {
      readonly file: string;
      readonly exports?: readonly { readonly name: string }[];
      readonly types?: readonly { readonly name: string }[];
    }[];
  };
  return report.issues.flatMap(({ file, exports = [], types = [] }) =>
    [...exports, ...types].map(({ name }) => `${file} ${name}`),
  );
}

/** Imports that dependency-cruiser finds to go up, or across the walls of scripts/layers.mjs. */
export async function upwardImports(): Promise<readonly string[]> {
  const flags = ["--config", "scripts/layers.mjs", "--output-type", "json", "src", "webview"];
  const report = (await jsonOf("depcruise", flags)) as {
    readonly summary: {
      readonly violations: readonly {
        readonly from: string;
        readonly to: string;
        readonly rule: { readonly name: string };
      }[];
    };
  };
  return report.summary.violations
    .filter(({ rule }) => rule.name !== "no cycles")
    .map(({ from, to, rule }) => `${from} -> ${to} (${rule.name})`);
}

/** What a tool of node_modules prints; that it found something is its exit code's matter, that it failed is an error. */
function jsonOf(tool: string, args: readonly string[]): Promise<unknown> {
  const program = join(root, "node_modules", ".bin", tool);
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { cwd: root, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(error ?? new Error(`${tool} printed no JSON: ${stderr}`));
      }
    });
  });
}
