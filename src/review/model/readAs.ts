import type { Roles } from "../../series/roles/roles.ts";

export { roleNames, type Role } from "../../series/roles/role.ts";
export type { NamesByRole, RoleReading } from "../../series/roles/roles.ts";

/** What a log is held to. */
export interface ContractRead {
  /** The contract's file; null where there is none. */
  readonly path: string | null;
  /** Whether the file can be used. */
  readonly usable: boolean;
  /** Whether metrics are asked for: those of the file, or the built-in list where there is none. */
  readonly asks: boolean;
}

/** Which columns of a log were read as what. */
export interface ReadAs {
  readonly taken: Roles;
  /** What is taken where nobody has chosen. */
  readonly automatic: Roles;
  readonly contract: ContractRead;
}
