// Has Node take `import text from "./file.py" with { type: "text" }`, which esbuild knows by itself.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

registerHooks({
  load: (url, context, next) => {
    if (!url.endsWith(".py")) {
      return next(url, context);
    }
    const source = `export default ${JSON.stringify(readFileSync(fileURLToPath(url), "utf8"))}`;
    return { format: "module", source, shortCircuit: true };
  },
});
