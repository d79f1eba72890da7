// Compiles the suite that runs inside VS Code, for the debugger.
import { compileSuite } from "./compileSuite.ts";

await compileSuite([]);
