import type * as vscode from "vscode";
import { roleNames, type NamesByRole, type Role } from "../../review/model/readAs.ts";

const memory = "slopewise.roles";

/** What was chosen, by path of the log, as it is kept. */
type Kept = Readonly<Record<string, Readonly<Partial<Record<Role, string>>>>>;

/** The columns that a person chose for roles of single runs. Remembered for the workspace; nothing is written next to a log. */
export class RoleChoices {
  readonly #state: Pick<vscode.Memento, "get" | "update">;

  constructor(state: Pick<vscode.Memento, "get" | "update">) {
    this.#state = state;
  }

  /** The columns that were chosen for a log. */
  of(log: string): NamesByRole {
    const chosen = Object.entries(this.#kept()[log] ?? {});
    return Object.fromEntries(chosen.map(([role, column]) => [role, [column]]));
  }

  /** From now on a role of a log is read off this column; null leaves it to the log. */
  async choose(log: string, role: Role, column: string | null): Promise<void> {
    const others = Object.entries(this.#kept()[log] ?? {}).filter(([one]) => one !== role);
    await this.#keep(log, Object.fromEntries(column === null ? others : [...others, [role, column]]));
  }

  /** Leaves all roles of a log to the log. */
  async forget(log: string): Promise<void> {
    await this.#keep(log, {});
  }

  async #keep(log: string, chosen: Kept[string]): Promise<void> {
    const others = Object.entries(this.#kept()).filter(([one]) => one !== log);
    const isEmpty = Object.keys(chosen).length === 0;
    await this.#state.update(memory, Object.fromEntries(isEmpty ? others : [...others, [log, chosen]]));
  }

  /** What is kept, as far as it is sound: another version may have written it. */
  #kept(): Kept {
    const kept: unknown = this.#state.get(memory);
    return Object.fromEntries(entriesOf(kept).map(([log, chosen]) => [log, soundChoices(chosen)]));
  }
}

function soundChoices(kept: unknown): Kept[string] {
  const isSound = ([role, column]: readonly [string, unknown]): boolean =>
    roleNames.some((one) => one === role) && typeof column === "string";
  return Object.fromEntries(entriesOf(kept).filter(isSound));
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
