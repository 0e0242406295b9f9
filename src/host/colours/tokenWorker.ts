import { setImmediate } from "node:timers/promises";

import { plainNumber } from "../../core/colours/styleNumbers";
import { Runs } from "../../core/colours/runs";
import type {
  CodeWork,
  ListWork,
  TokenAnswer,
  TokenPart,
  TokenStyle,
  ToTokens,
} from "../../core/colours/tokenWork";
import type { Log } from "../log";
import { type NoAnswer, TokenThread } from "./tokenThread";

/** How long the thread that reads code may be without work, and with work without a sign of life, in milliseconds. */
export interface Patience {
  readonly idleMs: number;
  readonly silentMs: number;
}

/** What the thread is made of. */
export interface TokenWorkerParts {
  /** Its script. */
  readonly file: string;
  readonly patience: Patience;
  readonly log: Log;
  /** What there is in the way of languages, asked at each start. */
  readonly contributed: () => Extract<ToTokens, { type: "contributed" }>;
  /** The number of a style in this window, which outlives every thread. */
  readonly numberOf: (style: TokenStyle) => number;
}

/** What else the host has to do gets its turn after so long. */
const stepMs = 8;

/**
 * Gives work to the thread that reads code, one after the other. The thread is there only while there is work, and a
 * little longer: all its memory goes with it.
 */
export class TokenWorker {
  readonly #parts: TokenWorkerParts;
  #thread: TokenThread | undefined;
  /** The window's numbers by those of the thread. */
  #numbers: number[] = [];
  #idle: NodeJS.Timeout | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  /** What was logged last, which is not logged for every block. */
  #failure = "";
  #isUnable = false;
  #isDisposed = false;

  constructor(parts: TokenWorkerParts) {
    this.#parts = parts;
  }

  /** The colours of code in this window's numbers; none for a language without a grammar. */
  async colours(work: CodeWork): Promise<readonly TokenPart[] | NoAnswer> {
    return this.#inTurn(async () => {
      const answer = await this.#ask(work);
      // What failed may not fail again: a file can be there the next time.
      return typeof answer === "string"
        ? answer
        : answer.type === "code"
          ? this.#translated(answer)
          : "ended";
    });
  }

  /** What a property list says; undefined when there is no telling. */
  async list(work: ListWork): Promise<unknown> {
    return this.#inTurn(async () => {
      const answer = await this.#ask(work);
      return typeof answer !== "string" && answer.type === "list" ? answer.content : undefined;
    });
  }

  /** What comes next is done with the languages that there are then, and has its numbers anew. */
  beginAnew(): void {
    void this.#inTurn(() => this.#end());
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#end();
  }

  async #ask(work: CodeWork | ListWork): Promise<TokenAnswer | NoAnswer> {
    if (this.#isUnable || this.#isDisposed) {
      return "unable";
    }
    clearTimeout(this.#idle);
    const thread = this.#thread ?? this.#start();
    const answer = await thread.ask(work);
    if (thread.isOver) {
      this.#thread = undefined;
      this.#isUnable ||= answer === "unable";
    } else {
      this.#idle = setTimeout(() => void this.#end(), this.#parts.patience.idleMs).unref();
    }
    if (typeof answer !== "string" && answer.type === "failed" && answer.detail !== this.#failure) {
      this.#failure = answer.detail;
      this.#parts.log.error("Code could not be coloured.", answer.detail);
    }
    return answer;
  }

  #start(): TokenThread {
    const { file, patience, log, contributed } = this.#parts;
    const thread = new TokenThread(file, patience.silentMs, log);
    thread.tell(contributed());
    this.#thread = thread;
    this.#numbers = [plainNumber];
    return thread;
  }

  async #translated(answer: Extract<TokenAnswer, { type: "code" }>): Promise<readonly TokenPart[]> {
    this.#numbers.push(...answer.styles.map(this.#parts.numberOf));
    const parts: TokenPart[] = [];
    let began = performance.now();
    for (const { offset, runs } of answer.parts) {
      const translated = new Runs();
      for (let index = 0; index < runs.length; index += 2) {
        translated.add(runs[index] ?? 0, this.#numbers[runs[index + 1] ?? 0] ?? plainNumber);
      }
      parts.push({ offset, runs: Uint32Array.from(translated.all) });
      if (performance.now() - began > stepMs) {
        await setImmediate();
        began = performance.now();
      }
    }
    return parts;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.end();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}
