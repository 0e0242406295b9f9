import { type Conversation, pendingAnswer } from "../../core/conversation";
import type { Failure } from "../../core/failure";
import { Patience } from "../../core/patience";
import type { MessageRequest, RequestOptions } from "../../core/request";
import type { Connections } from "../connection";
import type { Gate } from "../gate";
import type { Log } from "../log";
import { answering, type ImagesToSend } from "../answering";
import type { EventFlow } from "./eventFlow";
import type { History } from "./history";
import { kept, type KeptRequest } from "./lastRequest";

export interface RunParts {
  readonly connections: Connections;
  readonly history: History;
  readonly log: Log;
  readonly gate: Gate;
  readonly images: ImagesToSend;
}

/** The answer that is under way in a conversation: one at a time. */
export class AnswerRun {
  readonly #parts: RunParts;
  readonly #flow: EventFlow;
  #running: AbortController | undefined;
  readonly #patience = new Patience();
  #lastRequest: KeptRequest | undefined;

  constructor(parts: RunParts, flow: EventFlow) {
    this.#parts = parts;
    this.#flow = flow;
  }

  get isUnderWay(): boolean {
    return this.#running !== undefined;
  }

  /** The last request that went out from here. */
  get lastRequest(): KeptRequest | undefined {
    return this.#lastRequest;
  }

  /**
   * Gets the answer that the conversation waits for; resolves when it is there and on the disk, or has failed.
   * @param isForced the person was told why it was held back, and wants it all the same
   */
  async start(answerId: string, options: RequestOptions, isForced: boolean): Promise<void> {
    const { connections, history, log, gate, images } = this.#parts;
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    try {
      // The question is on the disk before it goes out.
      await history.flush();
      const question = {
        answerId,
        options,
        conversation: () => this.#flow.conversation,
        gate,
        isForced,
        images,
        patience: this.#patience,
        onRequest: (request: MessageRequest, asked: Conversation) => {
          this.#lastRequest = kept(request, asked, options);
        },
      };
      for await (const event of answering(question, connections, log, signal)) {
        if (signal.aborted) {
          break;
        }
        this.#flow.take(event);
      }
    } catch (error) {
      log.error("An answer failed in this extension.", error);
      if (!signal.aborted) {
        this.#fail(answerId, { kind: "unexpected", message: error instanceof Error ? error.name : "error" });
      }
    } finally {
      if (this.#running === running) {
        this.#running = undefined;
      }
      await history.flush();
    }
  }

  /** Stops it; what has come stays. During a countdown it cancels the wait. */
  stop(): void {
    const pending = pendingAnswer(this.#flow.conversation);
    this.#running?.abort();
    this.#running = undefined;
    if (pending === undefined) {
      return;
    }
    if (pending.status.type === "countingDown") {
      this.#fail(pending.id, pending.status.failure);
    } else {
      this.#flow.emit({ type: "stopped", answerId: pending.id });
    }
  }

  /** The person goes on waiting for an answer that has fallen silent. */
  keepWaiting(): void {
    this.#patience.extend();
  }

  /** Lets go of it without a word: the window closes. */
  abandon(): void {
    this.#running?.abort();
  }

  #fail(answerId: string, failure: Failure): void {
    this.#flow.emit({ type: "answer", answerId, event: { type: "failed", failure } });
  }
}
