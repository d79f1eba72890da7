import type { Roles } from "../../series/roles/roles.ts";

export { roleNames, type Role } from "../../series/roles/role.ts";
export type { NamesByRole, RoleReading } from "../../series/roles/roles.ts";

/** Which columns of a log were read as what. */
export interface ReadAs {
  readonly taken: Roles;
  /** What is taken where nobody has chosen. */
  readonly automatic: Roles;
}
