/** Writes documents into the folder given as argument, again and again with a higher number, until it is killed. */
import { writeDocuments } from "./documentFiles.ts";

const [folder = "", from = "0"] = process.argv.slice(2);

process.stdout.write("started\n");
for (let version = Number(from); ; version += 1) {
  await writeDocuments(folder, version);
}
