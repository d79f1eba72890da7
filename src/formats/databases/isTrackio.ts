import type { FileHead } from "../model/format.ts";
import { sqliteMagic } from "./sqlite.ts";

/** Whether a database begins with the tables of Trackio: they are few, so that its first page names them. */
export function isTrackio({ text }: FileHead): boolean {
  return (
    text.startsWith(sqliteMagic) && /CREATE TABLE (IF NOT EXISTS )?"?metrics/.test(text) && text.includes("run_name")
  );
}
