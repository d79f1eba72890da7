import type { Cadence } from "../model/cadence.ts";
import type { Contract } from "../model/contract.ts";
import { loggingNames } from "./loggingNames.ts";
import template from "../../../media/python/slopewise_logging.py" with { type: "text" };

/** Name of the file that holds the logging code: Python imports it by that. */
export const loggingFileName = "slopewise_logging.py";

const begin = "# The contract begins: Slopewise writes this part from metrics.contract.json.\n";
const end = "\n# The contract ends.\n";

/**
 * The text of a Python module, `slopewise_logging.py`, that logs every metric of a contract at its cadence. It needs
 * Python 3.8 or newer and no package. The same contract gives the same text.
 */
export function loggingCode(contract: Contract): string {
  const start = template.indexOf(begin) + begin.length;
  const stop = template.indexOf(end);
  return `${template.slice(0, start)}${contractPart(contract)}${template.slice(stop)}`;
}

function contractPart(contract: Contract): string {
  const { names, derived, inBits } = loggingNames(contract);
  const every = [...contract.metrics].map(([metric, rule]) => entry(metric, cadence(rule.every)));
  const factors = [...derived].map(([metric, { from, scale }]) => entry(metric, `(${text(from)}, ${scale})`));
  const inLog = [...names].map(([quantity, metric]) => entry(quantity, text(metric)));
  return `
# How often each metric must be logged: a number of "batch", "steps" or "epochs".
EVERY = ${braced(every)}

# Metrics that equal another one times a factor.
DERIVED = ${braced(factors)}

# The name in the log of each quantity that the functions of this file take.
NAMES = ${braced(inLog)}

# Losses that are logged in bits.
IN_BITS = [${inBits.map(text).join(", ")}]
`;
}

function entry(key: string, value: string): string {
  return `    ${text(key)}: ${value},\n`;
}

function braced(entries: readonly string[]): string {
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}}`;
}

/** JSON's strings are Python's as well. */
function text(value: string): string {
  return JSON.stringify(value);
}

function cadence(every: Cadence): string {
  switch (every.kind) {
    case "batch":
      return '(1, "batch")';
    case "steps":
      return `(${every.steps}, "steps")`;
    case "epochs":
      return `(${every.epochs}, "epochs")`;
  }
}
