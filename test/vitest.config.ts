import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vitest/config";
import { patience } from "./host/patience.ts";

/** `import text from "./file.py" with { type: "text" }`, which esbuild knows by itself. */
const pythonText: Plugin = {
  name: "python-text",
  load: (id) => (id.endsWith(".py") ? `export default ${JSON.stringify(readFileSync(id, "utf8"))}` : null),
};

export default defineConfig({
  plugins: [pythonText],
  test: {
    root: import.meta.dirname,
    globalSetup: ["../scripts/kernel.ts"],
    setupFiles: ["seed.ts"],
    include: ["{unit,golden,faults}/**/*.test.ts"],
    testTimeout: patience.test,
    hookTimeout: patience.test,
  },
});
