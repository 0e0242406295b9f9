import type { ContextItem } from "../core/context";
import { inputTokens } from "../core/cost";
import { findTurn } from "../core/branches";
import { type Conversation, type ConversationEvent, pendingAnswer } from "../core/conversation";
import { type Estimate, estimateChip, estimateRequest, fitOf, priceRange } from "../core/estimate";
import type { PriceOverrides } from "../core/prices";
import type { Draft } from "../core/protocol";
import { reduce } from "../core/reduce";
import { buildRequest, type MessageRequest, type RequestOptions } from "../core/request";
import type { Connections } from "./connection";
import type { Log } from "./log";
import type { Models } from "./models";
import type { TokenCounter } from "./tokenCounter";

/** What the next question would be made of. */
export interface Subject {
  readonly conversation: Conversation;
  readonly draft: Draft;
  readonly options: RequestOptions;
}

export interface PreflightParts {
  readonly connections: Connections;
  readonly models: Pick<Models, "find">;
  readonly counter: TokenCounter;
  readonly prices: () => PriceOverrides;
  readonly subject: () => Subject;
  readonly onEstimate: (estimate: Estimate) => void;
  readonly log: Log;
}

const estimatedAfterMs = 150;
const countedAfterMs = 700;

/**
 * Tells what the next question takes and costs while it is still being written: first about, and, when the person
 * pauses, as the API counts it. The newest draft wins; a count that cannot be had is left out.
 */
export class Preflight {
  readonly #parts: PreflightParts;
  #estimating: NodeJS.Timeout | undefined;
  #counting: NodeJS.Timeout | undefined;
  #abort: AbortController | undefined;
  #last: Estimate | undefined;

  constructor(parts: PreflightParts) {
    this.#parts = parts;
  }

  /** The last estimate, for a page that has just been loaded. */
  get last(): Estimate | undefined {
    return this.#last;
  }

  /** The draft, the conversation, the model or the settings may have changed. */
  changed(): void {
    this.#cancelCount();
    this.#estimating ??= setTimeout(() => this.#estimate(), estimatedAfterMs);
  }

  /** Something happened to the conversation; the words of an answer under way change nothing yet. */
  heard(events: readonly ConversationEvent[]): void {
    if (events.some((event) => event.type !== "answer" || event.event.type === "completed")) {
      this.changed();
    }
  }

  dispose(): void {
    clearTimeout(this.#estimating);
    this.#estimating = undefined;
    this.#cancelCount();
  }

  #cancelCount(): void {
    clearTimeout(this.#counting);
    this.#counting = undefined;
    this.#abort?.abort();
    this.#abort = undefined;
  }

  #estimate(): void {
    this.#estimating = undefined;
    const { draft, options, conversation } = this.#parts.subject();
    const asked = withDraft(conversation, draft, options.model);
    const request = buildRequest(asked, options);
    const next: Next = { request, chips: draft.context, sentBefore: sentBefore(asked, options.model) };
    this.#tell(next, estimateRequest(request), false);
    if (draft.text.trim() === "" || pendingAnswer(conversation) !== undefined) {
      // There is no question yet that could be counted.
      return;
    }
    this.#counting = setTimeout(() => {
      void this.#count(next).catch((error: unknown) =>
        this.#parts.log.error("Counting tokens failed in this extension.", error),
      );
    }, countedAfterMs - estimatedAfterMs);
  }

  async #count(next: Next): Promise<void> {
    const { request } = next;
    const abort = new AbortController();
    this.#abort = abort;
    const connection = await this.#parts.connections.open();
    if (!connection.ok || abort.signal.aborted) {
      return;
    }
    const tokens = await this.#parts.counter.count(request, connection, abort.signal);
    if (tokens !== undefined && !abort.signal.aborted) {
      this.#tell(next, tokens, true);
    }
  }

  #tell({ request, chips, sentBefore }: Next, tokens: number, isExact: boolean): void {
    const { models, prices, onEstimate } = this.#parts;
    const contextTokens = models.find(request.model)?.contextTokens;
    const size = { tokens, sentBefore, maxTokens: request.max_tokens };
    const price = priceRange(size, request.model, prices());
    this.#last = {
      tokens,
      isExact,
      fit: fitOf(tokens, contextTokens, request.max_tokens),
      chips: Object.fromEntries(chips.map((item) => [item.id, estimateChip(item, request.model)])),
      ...(contextTokens === undefined ? {} : { contextTokens }),
      ...(price === undefined ? {} : { price }),
    };
    onEstimate(this.#last);
  }
}

/** The request that is looked at. */
interface Next {
  readonly request: MessageRequest;
  readonly chips: readonly ContextItem[];
  /** Tokens that an earlier request had too. */
  readonly sentBefore: number;
}

/** The conversation as it would be if the draft was sent now. */
function withDraft(conversation: Conversation, draft: Draft, model: string): Conversation {
  const edited = draft.editing === undefined ? undefined : findTurn(conversation, draft.editing);
  return reduce(conversation, {
    type: "asked",
    turn: {
      role: "user",
      id: "the draft",
      text: draft.text,
      context: draft.context,
      ...(edited === undefined ? {} : { parentId: edited.parentId }),
    },
    answerId: "the answer to the draft",
    options: { model },
  });
}

/** How much of the next request the last one had already, so that it may be in the cache. */
function sentBefore(asked: Conversation, model: string): number {
  const last = asked.turns.findLast((turn) => turn.role === "assistant" && turn.usage !== undefined);
  return last?.role === "assistant" && last.usage !== undefined && last.model === model
    ? inputTokens(last.usage)
    : 0;
}
