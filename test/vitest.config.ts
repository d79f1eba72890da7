import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { patience } from "./host/patience.ts";

/** `import text from "./file.py" with { type: "text" }`, which esbuild knows by itself. */
const pythonText: Plugin = {
  name: "python-text",
  load: (id) => (id.endsWith(".py") ? `export default ${JSON.stringify(readFileSync(id, "utf8"))}` : null),
};

const files = globSync("{unit,golden,faults}/**/*.test.ts", { cwd: import.meta.dirname });

/** What a test file says that puts something in a module's place, itself or by a disk of the fault tests. */
const replacing = /vi\.(mock|doMock)\(|"\.\/(faulty|recording)Disk\.ts"/;

/** Such a test needs modules of its own. */
const alone = files.filter((file) => replacing.test(readFileSync(join(import.meta.dirname, file), "utf8")));

export default defineConfig({
  plugins: [pythonText],
  test: {
    root: import.meta.dirname,
    globalSetup: ["../scripts/kernel.ts", "unit/cli/bundleFolder.ts"],
    setupFiles: ["seed.ts"],
    testTimeout: patience.test,
    hookTimeout: patience.test,
    projects: [
      {
        extends: true,
        test: {
          name: "shared modules",
          include: files.filter((file) => !alone.includes(file)),
          // Loading the modules again for each of nearly 300 files costs more than a third of the time.
          isolate: false,
          // What Vite makes of a module calls each import through an object: half of the numerics' time and more.
          experimental: { viteModuleRunner: false, nodeLoader: false },
          execArgv: ["--experimental-import-text"],
        },
      },
      { extends: true, test: { name: "own modules", include: alone } },
    ],
  },
});
