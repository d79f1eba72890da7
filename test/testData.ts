import { join } from "node:path";

const data = join(import.meta.dirname, "data");

/** Logs of real training runs, with their settings; README.md there names their sources. */
export const realRuns = join(data, "runs");

/** Logs of cases that are easily read wrongly; README.md there has the right result of each. */
export const fieldCases = join(data, "field");

/** Logs of other tools, and `readings.json` with an independent reading of each; README.md there names their sources. */
export const otherFormats = join(data, "formats");

/** Cases that parsers of JSON and CSV are tested with everywhere; MANIFEST.md there names their sources. */
export const tortureSuites = join(data, "torture");

/** A SHA-256 checksum and a path for each file of test/data and test/golden/data, as sha256sum writes them. */
export const checksums = join(data, "SHA256SUMS");
