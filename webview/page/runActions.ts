import { findingKey } from "../../src/contract/model/finding.ts";
import type { FindingActions } from "../sections/findingList.ts";
import type { ReadAsActions } from "../sections/head/readAsView.ts";
import type { Host } from "../ui/host.ts";

/** What can be done about a run that the extension does. */
export interface RunActions extends FindingActions, ReadAsActions {
  openCsv(): void;
  wrangleCsv(): void;
}

/** Those of the run with a log. */
export function runActions(host: Host, log: string): RunActions {
  return {
    openLog: (line) => host.send({ type: "openLog", log, line }),
    openCsv: () => host.send({ type: "openCsv", log }),
    wrangleCsv: () => host.send({ type: "wrangleCsv", log }),
    fix: (finding) => host.send({ type: "fix", log, key: findingKey(finding) }),
    readAs: (role, column) => host.send({ type: "readAs", log, role, column }),
    readAutomatically: () => host.send({ type: "readAutomatically", log }),
    writeRoles: () => host.send({ type: "writeRoles", log }),
  };
}
