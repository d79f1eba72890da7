import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { out } from "./places.ts";

/** The packaged extension. */
export const vsixFile = join(out, `${manifest.name}-${manifest.version}.vsix`);
