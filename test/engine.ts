import { Engine } from "../src/log/read/engine.ts";

/** What one test file, or one program of a test, reads its logs with; its second thread never keeps a process alive. */
export const engine = new Engine();
