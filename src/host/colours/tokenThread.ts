import { Worker } from "node:worker_threads";

import type { FromTokens, TokenAnswer, ToTokens } from "../../core/colours/tokenWork";
import type { Log } from "../log";

/** How a work ended that has no answer: the thread could not be started, was lost while at it, or was ended. */
export type NoAnswer = "unable" | "lost" | "ended";

/**
 * So much memory of JavaScript is enough for any code that is coloured; beyond it the thread ends. The engine's own
 * memory, which is not counted here, ends with the thread too.
 */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 };

/** One life of the thread that reads code. Whatever happens in it, the process of the host goes on. */
export class TokenThread {
  readonly #worker: Worker | undefined;
  readonly #log: Log;
  readonly #silentMs: number;
  #waiting: ((answer: TokenAnswer | NoAnswer) => void) | undefined;
  #silence: NodeJS.Timeout | undefined;
  #signs = 0;
  #isOver = false;

  /**
   * @param file the script of the thread
   * @param silentMs after so long without a sign of life while it has work, the thread is given up
   */
  constructor(file: string, silentMs: number, log: Log) {
    this.#log = log;
    this.#silentMs = silentMs;
    this.#worker = this.#start(file);
  }

  /** Whether it can be given work. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Tells what needs no answer. */
  tell(message: Extract<ToTokens, { type: "contributed" }>): void {
    this.#worker?.postMessage(message);
  }

  /** Gives it one work, when it has none. */
  ask(work: Exclude<ToTokens, { type: "contributed" }>): Promise<TokenAnswer | NoAnswer> {
    if (this.#isOver || this.#worker === undefined) {
      return Promise.resolve("unable");
    }
    this.#worker.postMessage(work);
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#expectSign();
    });
  }

  /** Ends it at once; what it is asked has no answer. */
  async end(): Promise<void> {
    this.#over("ended");
    await this.#worker?.terminate();
  }

  #start(file: string): Worker | undefined {
    try {
      // It has nothing to do with the host's own arguments, environment and output.
      const worker = new Worker(file, {
        argv: [],
        env: {},
        execArgv: [],
        stdin: false,
        stdout: true,
        stderr: true,
        resourceLimits,
        name: "Ask Claude: colours of code",
      });
      worker.stdout.resume();
      worker.stderr.resume();
      worker.unref();
      worker.on("message", (message: FromTokens) => this.#hear(message));
      worker.on("messageerror", (error) => this.#fail("What the thread says cannot be read.", error));
      worker.on("error", (error) => this.#fail("The thread that colours code broke down.", error));
      worker.on("exit", () => this.#over(this.#signs === 0 ? "unable" : "lost"));
      return worker;
    } catch (error) {
      this.#log.error("Code stays plain: a thread could not be started.", error);
      this.#isOver = true;
      return undefined;
    }
  }

  #hear(message: FromTokens): void {
    this.#signs += 1;
    if (message.type === "trouble") {
      this.#log.error(message.line, message.detail);
    } else if (message.type !== "alive") {
      const answered = this.#waiting;
      this.#waiting = undefined;
      answered?.(message);
    }
    this.#expectSign();
  }

  #expectSign(): void {
    clearTimeout(this.#silence);
    if (this.#waiting !== undefined && !this.#isOver) {
      const signs = this.#signs;
      this.#silence = setTimeout(() => {
        // A host that was held up itself hears first what was said meanwhile.
        setImmediate(() => {
          if (signs === this.#signs && this.#waiting !== undefined) {
            this.#log.warn("A code block takes too long to colour; it stays plain.");
            // One that never came to work at all says nothing about this code.
            this.#over(this.#signs === 0 ? "ended" : "lost");
            void this.#worker?.terminate();
          }
        });
      }, this.#silentMs);
    }
  }

  #fail(line: string, error: unknown): void {
    this.#log.error(line, error);
    this.#over(this.#signs === 0 ? "unable" : "lost");
    void this.#worker?.terminate();
  }

  #over(how: NoAnswer): void {
    this.#isOver = true;
    clearTimeout(this.#silence);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(how);
  }
}
