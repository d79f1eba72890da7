import { t } from "../../l10n.ts";
import { everyForms } from "../model/cadence.ts";
import type { ContractFault, UnusableValue } from "../model/contractFault.ts";
import { syntaxReason } from "./syntaxReasons.ts";

/** What is wrong in a contract file, in a sentence. */
export function contractFaultText(fault: ContractFault): string {
  switch (fault.kind) {
    case "tooDeep":
      return t(
        "The contract nests objects and arrays more than {0} levels deep, so it is not read. Remove the inner ones.",
        fault.most,
      );
    case "empty":
      return t("The contract is empty. A contract is a JSON object; {0} changes nothing.", "{}");
    case "syntax":
      return t("The contract is not JSON: {0}.", syntaxReason(fault.error));
    case "unknownField":
      return t("{path} has no field {field}; known fields: {known}.", {
        path: pathText(fault.path),
        field: JSON.stringify(fault.field),
        known: fault.known.join(", "),
      });
    case "repeatedField":
      return t("{field} is given twice in {path}; the last one counts.", {
        path: fault.path === "" ? t("the contract") : fault.path,
        field: JSON.stringify(fault.field),
      });
    case "value":
      return valueText(fault);
    case "unreadable":
      return fault.reason;
  }
}

function pathText(path: string): string {
  return path === "" ? t("The contract") : path;
}

function valueText({ path, wanted, found }: UnusableValue): string {
  const about = { path: pathText(path), found };
  switch (wanted.kind) {
    case "object":
      return t("{path} must be an object; it is {found}.", about);
    case "text":
      return t("{path} must be a non-empty string; it is {found}.", about);
    case "number":
      return t("{path} must be a number; it is {found}.", about);
    case "array":
      return t("{path} must be an array; it is {found}.", about);
    case "cadence":
      return t("{path} must be {forms}; it is {found}.", { ...about, forms: everyForms() });
    case "choice":
      return t("{path} must be one of {choices}; it is {found}.", {
        ...about,
        choices: wanted.choices.map((choice) => JSON.stringify(choice)).join(", "),
      });
    case "whole":
      return t("{path} must be a whole number from {least} to {most}; it is {found}.", { ...about, ...wanted });
    case "pattern":
      return t('{path} must have at least one pattern, such as "**/metrics.jsonl"; it is {found}.', about);
    case "glob":
      return t("{0}; it is {1}.", wanted.problem, found);
    case "rule":
      return t('{path} needs "every": {forms}; it is {found}.', { ...about, forms: everyForms() });
    case "derivation":
      return t('{path} needs "from", a metric, and "scale", a number; it is {found}.', about);
    case "orderedBounds":
      return t("{path}: min must not be above max; found {found}.", about);
    case "notZero":
      return t("{path} must not be 0; it is {found}.", about);
    case "twoEpochs":
      return t("{path} must have two epochs, the first and the last; it is {found}.", about);
    case "share":
      return t("{path} must be between 0 and 1; it is {found}.", about);
    case "window":
      return t("{path} must start at 0 or later and end after its start; it is {found}.", about);
  }
}
