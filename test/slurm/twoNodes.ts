import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Endings } from "../../scripts/host/endings.ts";
import { eventually } from "../host/eventually.ts";

const run = promisify(execFile);

/** What a cluster of one machine is made of; Debian has the daemons in /usr/sbin, which not every PATH names. */
const programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "sinfo"];
const places = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];

/** Why no SLURM can be started on this machine, in a sentence; null where one can. */
export async function whyNoSlurm(): Promise<string | null> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return "SLURM's daemons run jobs of users, so this takes Linux and root.";
  }
  const there = await Promise.all(programs.map(async (name) => (await placeOf(name)) !== null));
  const absent = programs.filter((_, at) => there[at] !== true);
  return absent.length === 0
    ? null
    : `SLURM is not installed (no ${absent.join(", ")}). On Debian: apt-get install slurmctld slurmd slurm-client munge`;
}

async function placeOf(program: string): Promise<string | null> {
  for (const path of places.map((folder) => join(folder, program))) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) {
      return path;
    }
  }
  return null;
}

/** A real SLURM of two nodes of one CPU each, on this machine's loopback. */
export class TwoNodes {
  readonly #env: NodeJS.ProcessEnv;
  readonly #daemons: ChildProcess[] = [];

  private constructor(config: string) {
    this.#env = { ...process.env, PATH: places.join(delimiter), SLURM_CONF: config };
  }

  /** Starts it and waits until both nodes take jobs. `folder`: a new one for all its files, its logs included. */
  static async start(folder: string, endings: Endings): Promise<TwoNodes> {
    const config = join(folder, "slurm.conf");
    const nodes = new TwoNodes(config);
    endings.add(() => nodes.#end());
    for (const name of ["state", "munge"]) {
      await mkdir(join(folder, name), { recursive: true, mode: 0o755 });
    }
    await writeFile(config, slurmConf(folder, await freePorts(3)));
    await nodes.#startDaemons(folder);
    await eventually("two idle nodes", async () => (await nodes.run("sinfo", "-h", "-t", "idle", "-o", "%D")) === "2");
    return nodes;
  }

  /** Runs a program to its end as a user of the cluster would; returns what it printed. @throws {Error} where it failed. */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await run(program, args, { env: this.#env });
    return stdout.trim();
  }

  /** What SLURM knows of a job or a task of an array: `JobState`, `Restarts`, … */
  async job(id: string): Promise<ReadonlyMap<string, string>> {
    const fields = (await this.run("scontrol", "--oneliner", "show", "job", id)).split(/\s+/);
    return new Map(fields.map((field) => [field.split("=", 1)[0] ?? "", field.slice(field.indexOf("=") + 1)]));
  }

  async #end(): Promise<void> {
    for (const daemon of this.#daemons.reverse()) {
      if (daemon.exitCode === null && daemon.signalCode === null) {
        const ended = new Promise((resolve) => daemon.once("exit", resolve));
        daemon.kill("SIGTERM");
        await ended;
      }
    }
  }

  async #startDaemons(folder: string): Promise<void> {
    const munge = join(folder, "munge");
    await writeFile(join(munge, "munge.key"), randomBytes(128), { mode: 0o600 });
    const file = (option: string, name: string): string => `--${option}=${join(munge, name)}`;
    this.#start("munged", [
      "--foreground",
      "--force",
      file("key-file", "munge.key"),
      file("socket", "socket"),
      file("pid-file", "pid"),
      file("log-file", "log"),
      file("seed-file", "seed"),
    ]);
    await eventually("munge's socket", () => access(join(munge, "socket")).then(() => true));
    this.#start("slurmctld", ["-D", "-i"]);
    ["n1", "n2"].forEach((node) => this.#start("slurmd", ["-D", "-N", node]));
  }

  #start(program: string, args: readonly string[]): void {
    const daemon = spawn(program, args, { env: this.#env, stdio: "ignore" });
    // Without one of them no node becomes idle, which is waited for.
    daemon.on("error", () => undefined);
    this.#daemons.push(daemon);
  }
}

function slurmConf(folder: string, [controller, ...nodes]: readonly number[]): string {
  return `ClusterName=slopewise
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=${controller}
SlurmUser=root
AuthType=auth/munge
# A job that is requeued waits until its old credential has expired: two minutes where this is not said.
AuthInfo=socket=${join(folder, "munge/socket")},cred_expire=5
StateSaveLocation=${join(folder, "state")}
SlurmdSpoolDir=${join(folder, "spool-%n")}
SlurmctldPidFile=${join(folder, "slurmctld.pid")}
SlurmdPidFile=${join(folder, "slurmd-%n.pid")}
SlurmctldLogFile=${join(folder, "slurmctld.log")}
SlurmdLogFile=${join(folder, "slurmd-%n.log")}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1
KillWait=1
MpiDefault=none
SlurmdParameters=config_overrides
NodeName=n[1-2] NodeHostname=localhost NodeAddr=127.0.0.1 Port=${nodes.join(",")} CPUs=1 RealMemory=16384 State=UNKNOWN
PartitionName=main Nodes=n[1-2] Default=YES MaxTime=60 State=UP
`;
}

/** Ports of the loopback that nobody listens on. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
      }),
  );
  const free = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return free;
}
