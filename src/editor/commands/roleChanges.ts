import { nameRoles } from "../../contract/file/contractEdits.ts";
import type { Role } from "../../review/model/readAs.ts";
import type { WorkerClient } from "../../worker/client.ts";
import type { RoleChoices } from "../runs/roleChoices.ts";
import type { Run } from "../runs/runs.ts";
import type { ContractChanges } from "./contractChanges.ts";

export interface RoleChangeDeps {
  /** Remembers what is chosen. */
  readonly choices: Pick<RoleChoices, "of" | "choose" | "forget">;
  /** Reads the run by what is chosen. */
  readonly client: Pick<WorkerClient, "choose">;
  readonly contracts: Pick<ContractChanges, "change">;
}

/**
 * Changes which columns of a log are read as its step, its loss and so on: for this run alone, or by a contract. A log is
 * named by its path.
 */
export class RoleChanges {
  readonly #deps: RoleChangeDeps;

  constructor(deps: RoleChangeDeps) {
    this.#deps = deps;
  }

  /** Has a role of a log read off a column from now on; null leaves it to the log. */
  async readAs(log: string, role: Role, column: string | null): Promise<void> {
    const { choices, client } = this.#deps;
    await choices.choose(log, role, column);
    client.choose(log, choices.of(log));
  }

  /** Leaves all roles of a log to the log and its contract. */
  async readAutomatically(log: string): Promise<void> {
    await this.#deps.choices.forget(log);
    this.#deps.client.choose(log, {});
  }

  /** Writes what was chosen for a run into a contract, which says it from then on; the choice stays where none is written. */
  async write(run: Run): Promise<void> {
    const { choices, contracts } = this.#deps;
    const log = run.uri.fsPath;
    if (await contracts.change(run, nameRoles(choices.of(log)))) {
      // Whoever changes the contract later expects the run to follow it.
      await this.readAutomatically(log);
    }
  }
}
