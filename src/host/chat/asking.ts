import { randomUUID } from "node:crypto";

import { findTurn } from "../../core/branches";
import type { ContextItem } from "../../core/context";
import { type ConversationOptions, isEmptyQuestion } from "../../core/conversation";
import type { RequestOptions } from "../../core/request";
import { recorded } from "../answering";
import { AnswerRun, type RunParts } from "./answerRun";
import type { EventFlow } from "./eventFlow";
import type { KeptRequest } from "./lastRequest";

export interface AskingParts extends RunParts {
  /** An answer begins. */
  readonly onAnswering?: () => void;
  /** What the settings say of the next request, but for what was chosen for its conversation. */
  readonly requestOptions: (chosen: ConversationOptions) => RequestOptions;
}

/** How a conversation asks: for the first time, once more after a failure, or for another answer; one at a time. */
export class Asking {
  readonly #parts: AskingParts;
  readonly #flow: EventFlow;
  readonly #answer: AnswerRun;
  readonly #onIdle: () => void;
  /** A model that was chosen for one answer only. */
  #chosenOnce: { readonly answerId: string; readonly model: string } | undefined;

  /** @param onIdle no answer is under way any more */
  constructor(parts: AskingParts, flow: EventFlow, onIdle: () => void) {
    this.#parts = parts;
    this.#flow = flow;
    this.#answer = new AnswerRun(parts, flow);
    this.#onIdle = onIdle;
  }

  get isUnderWay(): boolean {
    return this.#answer.isUnderWay;
  }

  get lastRequest(): KeptRequest | undefined {
    return this.#answer.lastRequest;
  }

  /** The options of the next request. */
  get options(): RequestOptions {
    return this.#parts.requestOptions(this.#flow.conversation.options);
  }

  /** As `ChatSession.ask`. */
  ask(text: string, context: readonly ContextItem[], parentId?: string): boolean {
    if (this.isUnderWay || isEmptyQuestion({ text, context })) {
      return false;
    }
    const { options } = this;
    const answerId = randomUUID();
    const place = parentId === undefined ? {} : { parentId };
    this.#flow.emit({
      type: "asked",
      turn: { role: "user", id: randomUUID(), ...place, text, context },
      answerId,
      options: recorded(options),
    });
    this.#start(answerId, options, false);
    return true;
  }

  /** As `ChatSession.tryAgain`. */
  tryAgain(answerId: string, isForced: boolean): void {
    const last = this.#flow.conversation.turns.at(-1);
    if (this.isUnderWay || last?.role !== "assistant" || last.id !== answerId) {
      return;
    }
    if (!this.canAsk(last.parentId)) {
      return;
    }
    if (last.status.type === "failed" && last.status.failure.kind === "interrupted") {
      // Another window may be writing that answer still: this one gets a place of its own.
      this.retry(last.parentId);
    } else if (last.status.type === "failed" || last.status.type === "stopped") {
      const options = this.#optionsFor(answerId);
      this.#flow.emit({ type: "askedAgain", answerId, options: recorded(options) });
      this.#start(answerId, options, isForced);
    }
  }

  /** As `ChatSession.canAsk`. */
  canAsk(questionId: string): boolean {
    const question = findTurn(this.#flow.conversation, questionId);
    return question?.role === "user" && !isEmptyQuestion(question);
  }

  /** As `ChatSession.retry`. */
  retry(questionId: string, model?: string): void {
    if (this.isUnderWay || !this.canAsk(questionId)) {
      return;
    }
    const answerId = randomUUID();
    this.#chosenOnce = model === undefined ? undefined : { answerId, model };
    const options = this.#optionsFor(answerId);
    this.#flow.emit({ type: "retried", questionId, answerId, options: recorded(options) });
    this.#start(answerId, options, false);
  }

  /** The person has chosen a model for the conversation: one that was chosen for an answer alone counts no more. */
  forgetModel(): void {
    this.#chosenOnce = undefined;
  }

  stop(): void {
    this.#answer.stop();
  }

  keepWaiting(): void {
    this.#answer.keepWaiting();
  }

  /** Ends what is under way, because the window closes. */
  abandon(): void {
    this.#answer.abandon();
  }

  #start(answerId: string, options: RequestOptions, isForced: boolean): void {
    void this.#answer.start(answerId, options, isForced).then(this.#onIdle);
    this.#parts.onAnswering?.();
  }

  #optionsFor(answerId: string): RequestOptions {
    const once = this.#chosenOnce;
    const chosen = this.#flow.conversation.options;
    return this.#parts.requestOptions(
      once?.answerId === answerId ? { ...chosen, model: once.model } : chosen,
    );
  }
}
