import { ProblemList } from "../../log/records/problemList.ts";
import { TableBuilder } from "../table/tableBuilder.ts";
import type { RunLook } from "./format.ts";

/** What is known of a run before anything was read of it. */
export function emptyLook(): RunLook {
  return {
    changed: false,
    rebuilt: false,
    gone: false,
    size: 0,
    modified: 0,
    table: new TableBuilder({ texts: false }).table(),
    problems: new ProblemList().snapshot(),
    texts: new Map(),
    float32: new Set(),
    settings: new Map(),
    name: null,
  };
}
