import type { Usage } from "../core/answer";
import { costOf } from "../core/cost";
import type { Endpoint } from "../core/endpoint";
import { estimateRequest, priceRange } from "../core/estimate";
import { hasThinking } from "../core/imageBlocks";
import type { Failure } from "../core/failure";
import { isRetired } from "../core/model";
import type { PriceOverrides } from "../core/prices";
import type { MessageRequest } from "../core/request";
import type { Client } from "./connection";
import { dayOf, type Ledger } from "./ledger";
import type { Log } from "./log";
import type { Models } from "./models";
import type { ProvenKeys } from "./provenKeys";
import type { TokenCounter } from "./tokenCounter";

export interface GateParts {
  readonly models: Pick<Models, "find">;
  readonly ledger: Ledger;
  readonly counter: TokenCounter;
  readonly proven: Pick<ProvenKeys, "add">;
  readonly prices: () => PriceOverrides;
  /** US dollars for a day; 0 for none. */
  readonly dailyBudget: () => number;
  readonly log: Log;
  /** Something was spent. */
  readonly onSpent: () => void;
}

/** A request that the estimate puts below this part of the context needs no counting. */
const surelyFits = 0.6;
/** How far the estimate may be off: only above it is a request held back without the API's own count. */
const surelyTooLong = 1.5;
/** A count that does not come must not hold a question back. */
const countPatienceMs = 5_000;

/** What every request passes on its way out, whoever asked: it has to fit, and to be paid for. */
export class Gate {
  readonly #parts: GateParts;
  /** The least that each request under way costs, in US dollars: the ledger does not know of it yet. */
  readonly #underWay = new Map<MessageRequest, number>();

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /**
   * Why a request is held back, or undefined when it may go; then `over` has to be told when it is over.
   * @param isForced the person has been told, and wants it all the same: then only what cannot work is held back
   * @param imageTokens of the images in it
   */
  async refuse(
    request: MessageRequest,
    connection: { readonly client: Client; readonly endpoint: Endpoint },
    isForced: boolean,
    signal: AbortSignal,
    imageTokens = 0,
  ): Promise<Failure | undefined> {
    const { models, prices } = this.#parts;
    const model = models.find(request.model);
    if (!isForced && model !== undefined && isRetired(model, dayOf(new Date()))) {
      return { kind: "modelRetired", model: model.name };
    }
    const estimate = estimateRequest(request) + imageTokens;
    const limit = model?.contextTokens;
    let tokens = estimate;
    if (limit !== undefined && estimate > surelyFits * limit) {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(countPatienceMs)]);
      // The API refuses thinking without the images that it was written for, even to count it.
      const canCount = imageTokens === 0 || !hasThinking(request);
      const words = canCount ? await this.#parts.counter.count(request, connection, patience) : undefined;
      const counted = words === undefined ? undefined : words + imageTokens;
      tokens = counted ?? estimate;
      if (tokens > (counted === undefined ? surelyTooLong * limit : limit)) {
        return { kind: "contextTooLong", tokens, limit };
      }
    }
    const size = { tokens, sentBefore: tokens, maxTokens: request.max_tokens };
    const least = priceRange(size, request.model, prices())?.low;
    const others = [...this.#underWay.values()].reduce((sum, usd) => sum + usd, 0);
    // Before anything is waited for: of several that go out at once, each counts on those before it.
    this.#underWay.set(request, least ?? 0);
    const refusal = isForced
      ? undefined
      : await this.#overBudget(model?.name ?? request.model, least, others);
    if (refusal !== undefined) {
      this.over(request);
    }
    return refusal;
  }

  /** The endpoint has begun to answer. */
  answered(endpoint: Endpoint): void {
    this.#parts.proven.add(endpoint.origin);
  }

  /** A request that was let through is over, however it ended; what it took is recorded by now. */
  over(request: MessageRequest): void {
    this.#underWay.delete(request);
  }

  /** A request took something that is paid for. */
  spent(model: string, usage: Usage): void {
    const usd = costOf(usage, model, this.#parts.prices());
    const spending = { time: Date.now(), model, usage, ...(usd === undefined ? {} : { usd }) };
    void this.#parts.ledger.record(spending).then(() => this.#parts.onSpent());
  }

  /**
   * @param least US dollars that the request costs at the very least, if that is known
   * @param others the same of all requests under way
   */
  async #overBudget(model: string, least: number | undefined, others: number): Promise<Failure | undefined> {
    const budget = this.#parts.dailyBudget();
    if (budget === 0) {
      return undefined;
    }
    if (least === undefined) {
      return { kind: "unknownPrice", model, budget };
    }
    try {
      const { usd, isPartial } = await this.#parts.ledger.spentOn(dayOf(new Date()));
      const spent = usd + others;
      return spent + least > budget
        ? { kind: "overBudget", spent, budget, least, ...(isPartial ? { isPartial } : {}) }
        : undefined;
    } catch (error) {
      // Whoever set a budget wants to be asked when nobody knows what is left of it.
      this.#parts.log.error("What was spent today could not be read.", error);
      return { kind: "overBudget", spent: budget, budget, least };
    }
  }
}
