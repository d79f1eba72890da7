import type { FileHead } from "../model/format.ts";
import { sayWrittenAhead, sqliteMagic } from "./sqlite.ts";

/** Where Trackio keeps its projects, and how copies of them are called. */
const usualPlace = /(^|[/\\])\.?trackio[/\\]|trackio[^/\\]*\.db$/;

/**
 * Whether a database begins with the tables of Trackio: they are few, so that its first page names them. Of a project
 * that has just begun, that page may be in the log next to it still; its place says then whose it is.
 */
export function isTrackio({ path, text, bytes }: FileHead): boolean {
  if (!text.startsWith(sqliteMagic)) {
    return false;
  }
  const names = /CREATE TABLE (IF NOT EXISTS )?"?metrics/.test(text) && text.includes("run_name");
  return names || (sayWrittenAhead(bytes) && !text.includes("CREATE TABLE") && usualPlace.test(path));
}
