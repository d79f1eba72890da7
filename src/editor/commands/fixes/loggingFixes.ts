import { t } from "../../../l10n.ts";
import { insertLoggingCode } from "../insertLoggingCode.ts";
import { ofCode, type FixFamily } from "./fix.ts";

/** What is missing from a run is logged by code: a module that logs all that its contract asks for. */
export const loggingFixes: FixFamily = (run, findings) => {
  const about = ofCode(findings, "missing-metric", "cadence", "epoch-only");
  return about.length === 0
    ? []
    : [{ title: t("Create Python Logging Module…"), about, apply: () => insertLoggingCode({ log: run.uri }) }];
};
