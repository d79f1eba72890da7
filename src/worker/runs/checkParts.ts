import { placeOf } from "../../formats/model/place.ts";
import type { RunName, WorkerSettings } from "../../protocol/worker.ts";
import type { Contracts, LoadedContract } from "../../run/contracts.ts";
import { Liveness } from "../../run/liveness.ts";
import { RunCheck, type RunCheckDeps } from "../../run/runCheck.ts";
import { RunFolder } from "../../run/runFolder.ts";
import type { RunTools } from "./runTools.ts";

export interface RunReaderDeps {
  /** The run's name and the settings as they are now. */
  name(): RunName;
  settings(): WorkerSettings;
  readonly tools: RunTools;
  readonly contracts: Contracts;
  contractRead(loaded: LoadedContract): void;
  /** More of the log was read, while a read is long enough to show it. */
  progressed(): void;
}

/** What a run is checked with: its folder, whether it goes on, and the check with all that it asks. */
export interface CheckParts {
  readonly folder: RunFolder;
  readonly liveness: Liveness;
  readonly checkDeps: RunCheckDeps;
  readonly check: RunCheck;
}

/** What a run is checked with, put together for one run. */
export function checkParts(deps: RunReaderDeps): CheckParts {
  const { log, source = null } = deps.name();
  const place = source === null ? log : placeOf(source);
  const folder = new RunFolder(place, deps.tools.engine);
  const liveness = new Liveness(folder);
  const checkDeps: RunCheckDeps = {
    contracts: deps.contracts,
    folder,
    liveness,
    format: source?.format,
    builtIn: () => deps.settings().builtIn,
    chosen: () => deps.name().chosen,
  };
  return { folder, liveness, checkDeps, check: new RunCheck(place, checkDeps) };
}
