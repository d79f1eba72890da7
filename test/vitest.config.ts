import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    setupFiles: ["seed.ts"],
    include: ["{unit,golden,faults}/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
