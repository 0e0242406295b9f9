import type { ConversationEvent } from "../core/conversation";
import { type Conversation, pendingAnswer } from "../core/conversation";
import { type Estimate, estimateChip, estimateRequest, fitOf, priceRange } from "../core/estimate";
import { hasThinking } from "../core/imageBlocks";
import { nextRequest, type NextRequest, type PossibleQuestion } from "../core/nextRequest";
import type { PriceOverrides } from "../core/prices";
import type { RequestOptions } from "../core/request";
import type { Connections } from "./connection";
import type { Log } from "./log";
import type { Models } from "./models";
import type { TokenCounter } from "./tokenCounter";

/** What the next question would be made of. */
export interface Subject {
  readonly conversation: Conversation;
  readonly question: PossibleQuestion;
  readonly options: RequestOptions;
  /** All of it stands in the composer for the person to see, so that it may go out to be counted. */
  readonly isInSight: boolean;
}

export interface PreflightParts {
  readonly connections: Connections;
  readonly models: Pick<Models, "find">;
  readonly counter: TokenCounter;
  readonly prices: () => PriceOverrides;
  readonly subject: () => Promise<Subject>;
  /** Whether somebody sees the composer. */
  readonly isVisible: () => boolean;
  readonly onEstimate: (estimate: Estimate) => void;
  readonly log: Log;
}

const estimatedAfterMs = 150;
const countedAfterMs = 700;

/**
 * Tells what the next question takes and costs while it is still being written: first about, and, when the person
 * pauses, as the API counts it. Only what the person has written or attached since the last count goes out for it. The
 * newest question wins; a count that cannot be had is left out.
 */
export class Preflight {
  readonly #parts: PreflightParts;
  #estimating: NodeJS.Timeout | undefined;
  #counting: NodeJS.Timeout | undefined;
  /** Ends what is being found out of the last change. */
  #abort = new AbortController();
  #last: Estimate | undefined;
  /** The person has written or attached something that was not counted. */
  #isEdited = false;

  constructor(parts: PreflightParts) {
    this.#parts = parts;
  }

  /** The last estimate, for a page that has just been loaded. */
  get last(): Estimate | undefined {
    return this.#last;
  }

  /** The person has written or attached something. */
  edited(): void {
    this.#isEdited = true;
    this.changed();
  }

  /** The conversation, the model, the settings or what goes along by itself may have changed. */
  changed(): void {
    this.#cancel();
    this.#estimating ??= setTimeout(() => {
      this.#estimating = undefined;
      const { signal } = this.#abort;
      void this.#estimate(signal).catch((error: unknown) =>
        this.#parts.log.error("Estimating tokens failed in this extension.", error),
      );
    }, estimatedAfterMs);
  }

  /** Something happened to the conversation; the words of an answer under way change nothing yet. */
  heard(events: readonly ConversationEvent[]): void {
    const ends: readonly string[] = ["completed", "failed"];
    if (events.some((event) => event.type !== "answer" || ends.includes(event.event.type))) {
      this.changed();
    }
  }

  /** It is about another conversation from now on. */
  forget(): void {
    this.dispose();
    this.#last = undefined;
    this.#isEdited = false;
  }

  dispose(): void {
    clearTimeout(this.#estimating);
    this.#estimating = undefined;
    this.#cancel();
  }

  #cancel(): void {
    clearTimeout(this.#counting);
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async #estimate(signal: AbortSignal): Promise<void> {
    const subject = await this.#parts.subject();
    if (signal.aborted) {
      return;
    }
    const { conversation, question, options } = subject;
    const next: Next = { ...nextRequest(conversation, question, options), chips: question.context };
    this.#tell(next, estimateRequest(next.request), false);
    if (question.text.trim() === "") {
      // There is no question yet that could be counted.
      this.#isEdited = false;
      return;
    }
    if (pendingAnswer(conversation) === undefined) {
      this.#counting = setTimeout(() => {
        void this.#count(next, subject.isInSight, signal).catch((error: unknown) =>
          this.#parts.log.error("Counting tokens failed in this extension.", error),
        );
      }, countedAfterMs - estimatedAfterMs);
    }
  }

  async #count(next: Next, isInSight: boolean, signal: AbortSignal): Promise<void> {
    const { connections, counter, isVisible } = this.#parts;
    if (next.imageTokens > 0 && hasThinking(next.request)) {
      // The API refuses thinking without the images that it was written for, even to count it.
      return;
    }
    const connection = await connections.open();
    if (!connection.ok || signal.aborted) {
      return;
    }
    const asks = this.#isEdited && isInSight && isVisible();
    this.#isEdited &&= !asks;
    const tokens = asks
      ? await counter.count(next.request, connection, signal)
      : counter.recall(next.request, connection.endpoint);
    if (tokens !== undefined && !signal.aborted) {
      this.#tell(next, tokens, true);
    }
  }

  /** @param words tokens of the request without its images */
  #tell({ request, chips, sentBefore, imageTokens }: Next, words: number, isCounted: boolean): void {
    const { models, prices, onEstimate } = this.#parts;
    const tokens = words + imageTokens;
    const contextTokens = models.find(request.model)?.contextTokens;
    const size = { tokens, sentBefore, maxTokens: request.max_tokens };
    const price = priceRange(size, request.model, prices());
    this.#last = {
      tokens,
      // Images are not counted by the API: none goes out before the question does.
      isExact: isCounted && imageTokens === 0,
      fit: fitOf(tokens, contextTokens, request.max_tokens),
      chips: Object.fromEntries(chips.map((item) => [item.id, estimateChip(item, request.model)])),
      ...(contextTokens === undefined ? {} : { contextTokens }),
      ...(price === undefined ? {} : { price }),
    };
    onEstimate(this.#last);
  }
}

/** The request that is looked at. */
type Next = NextRequest & { readonly chips: PossibleQuestion["context"] };
