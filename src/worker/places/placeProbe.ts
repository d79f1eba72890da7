import { readFileSync } from "node:fs";
import { mountOf, mountsIn, type Mount } from "./mounts.ts";
import { probeThread, type Prober } from "./prober.ts";
import type { ProbeAnswer } from "./probeThread.ts";

/** A file system that has not answered for so many milliseconds is left alone until it does. */
const deadline = 1_000;
/** Threads that hang at a time; with more of them no place that is new is looked at. */
const mostHanging = 8;
/** Milliseconds after which the mounts are read again. */
const mountsHoldFor = 10_000;

/** What a probe asks of its system; tests have others. */
export interface ProbeSystem {
  readonly start: typeof probeThread;
  /** The mounts as they are now, as /proc/self/mountinfo lists them; empty where the system does not tell. */
  readonly mounts: () => string;
  readonly deadline: number;
}

const usualSystem: ProbeSystem = { start: probeThread, mounts: mountsOfSystem, deadline };

interface Question {
  readonly path: string;
  /** The mount that is asked about, or the path itself where it is not known: it may be a link to anywhere. */
  readonly place: string;
  readonly answer: (answers: boolean) => void;
}

/** A thread that looks, and whether it has started: a busy computer may take longer for that than any file system may. */
interface Looking {
  readonly prober: Prober;
  isReady: boolean;
}

/** A thread that hangs, and what it was asked then. */
interface Hanging {
  readonly prober: Prober;
  readonly path: string;
}

/**
 * Says whether the file system of a path answers at all, before a thread that others share calls it: a call of a network
 * that is gone never ends. Those of this computer are trusted once a path is known to be on one; of others a thread of its
 * own finds out at every look, for all paths of a mount at once. A thread that hangs is left behind for another one.
 */
export class PlaceProbe {
  readonly #system: ProbeSystem;
  /** Paths without their links. */
  readonly #real = new Map<string, string>();
  /** Looks under way, by mount, and by path where the mount is not known. */
  readonly #asked = new Map<string, Promise<boolean>>();
  readonly #hanging = new Map<string, Hanging>();
  /** The mounts of paths without their links, as long as the mounts stay what they are. */
  readonly #mountOfReal = new Map<string, Mount | null>();
  readonly #questions = new Map<number, Question>();
  #looking: Looking | null = null;
  /** Of the question that the thread is at. */
  #deadline: NodeJS.Timeout | null = null;
  #ids = 0;
  #mounts: readonly Mount[] = [];
  #mountText: string | null = null;
  #mountsRead = -Infinity;

  constructor(system: ProbeSystem = usualSystem) {
    this.#system = system;
  }

  /** Whether the file system of a path answers. Never rejects. No question before it takes longer than the deadline. */
  async answers(path: string): Promise<boolean> {
    const mount = this.#mountOf(path);
    if (mount?.isUnsure === false) {
      return true;
    }
    const place = mount?.folder ?? path;
    if (this.#hanging.has(place) || (mount === null && this.#hanging.size >= mostHanging)) {
      return false;
    }
    const asked = this.#asked.get(place) ?? this.#ask(path, place);
    this.#asked.set(place, asked);
    return asked;
  }

  /** Forgets a path that is not followed any more. */
  forget(path: string): void {
    this.#mountOfReal.delete(this.#real.get(path) ?? "");
    this.#real.delete(path);
  }

  dispose(): void {
    this.#looking?.prober.end();
    this.#looking = null;
    this.#hanging.forEach(({ prober }) => prober.end());
    this.#settleAll(false);
  }

  /** Null as long as it is not known where a path leads: one on this computer may lead elsewhere by a link. */
  #mountOf(path: string): Mount | null {
    this.#readMounts();
    const real = this.#real.get(path);
    if (real === undefined) {
      const mount = mountOf(path, this.#mounts);
      return mount?.isUnsure === true ? mount : null;
    }
    const known = this.#mountOfReal.get(real);
    if (known !== undefined) {
      return known;
    }
    const mount = mountOf(real, this.#mounts);
    this.#mountOfReal.set(real, mount);
    return mount;
  }

  #readMounts(): void {
    const now = performance.now();
    if (now < this.#mountsRead + mountsHoldFor) {
      return;
    }
    this.#mountsRead = now;
    const text = this.#system.mounts();
    if (text !== this.#mountText) {
      this.#mountText = text;
      this.#mounts = mountsIn(text);
      this.#mountOfReal.clear();
    }
  }

  async #ask(path: string, place: string): Promise<boolean> {
    this.#ids += 1;
    const id = this.#ids;
    try {
      return await new Promise<boolean>((resolve) => {
        this.#questions.set(id, { path, place, answer: resolve });
        this.#looking ??= this.#start();
        this.#looking?.prober.ask({ id, path });
        this.#watchFirst();
      });
    } finally {
      this.#asked.delete(place);
    }
  }

  /** Gives the first open question its time: the thread is at that one, and the others wait for it. */
  #watchFirst(): void {
    const [first] = this.#questions.keys();
    if (this.#deadline !== null || first === undefined || this.#looking?.isReady !== true) {
      return;
    }
    const timer = setTimeout(() => {
      // An answer may be there that this thread was too busy to read: that comes before the check phase of the loop.
      setImmediate(() => this.#deadline === timer && this.#tooLate(first));
    }, this.#system.deadline);
    this.#deadline = timer;
  }

  /** A question was not answered in time: the thread hangs with it, and the others are put to another one. */
  #tooLate(id: number): void {
    const question = this.#questions.get(id);
    if (question === undefined || this.#looking === null) {
      return;
    }
    this.#hanging.set(question.place, { prober: this.#looking.prober, path: question.path });
    this.#looking = null;
    this.#settle(id, false);
    if (this.#questions.size > 0) {
      this.#looking = this.#start();
      this.#questions.forEach(({ path }, other) => this.#looking?.prober.ask({ id: other, path }));
    }
  }

  #settle(id: number, answers: boolean): void {
    const [first] = this.#questions.keys();
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    if (first === id) {
      clearTimeout(this.#deadline ?? undefined);
      this.#deadline = null;
      this.#watchFirst();
    }
    question?.answer(answers);
  }

  #settleAll(answers: boolean): void {
    [...this.#questions.keys()].forEach((id) => this.#settle(id, answers));
  }

  /** Null where no thread can be had, and then nobody waits for an answer any more. */
  #start(): Looking | null {
    try {
      const looking: Looking = {
        prober: this.#system.start({
          onReady: () => this.#ready(looking),
          onAnswer: (answer) => this.#answered(looking.prober, answer),
          onEnd: () => this.#ended(looking.prober),
        }),
        isReady: false,
      };
      return looking;
    } catch {
      this.#settleAll(true);
      return null;
    }
  }

  #ready(looking: Looking): void {
    looking.isReady = true;
    this.#watchFirst();
  }

  #answered(prober: Prober, { id, real }: ProbeAnswer): void {
    const question = this.#questions.get(id);
    if (question !== undefined) {
      this.#real.set(question.path, real);
      this.#settle(id, true);
    }
    this.#isBack(prober, real);
  }

  /** A thread that hung goes on: its place answers again, and another thread looks in its stead by now. */
  #isBack(prober: Prober, real?: string): void {
    for (const [place, hanging] of this.#hanging) {
      if (hanging.prober === prober) {
        this.#hanging.delete(place);
        this.#real.set(hanging.path, real ?? hanging.path);
        prober.end();
      }
    }
  }

  /** A thread that cannot be had: better a call that may hang than no look at all. */
  #ended(prober: Prober): void {
    this.#isBack(prober);
    if (this.#looking?.prober === prober) {
      this.#looking = null;
      this.#settleAll(true);
    }
  }
}

function mountsOfSystem(): string {
  try {
    return readFileSync("/proc/self/mountinfo").toString();
  } catch {
    return "";
  }
}
