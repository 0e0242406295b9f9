import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { emptyConversation } from "../../core/conversation";
import { formatUsd } from "../../core/cost";
import { editQuestion } from "../../core/editPrompt";
import { estimateRequest, priceRange } from "../../core/estimate";
import type { LineRange } from "../../core/lineRange";
import type { PriceOverrides } from "../../core/prices";
import { buildRequest, type MessageRequest, requestBody, type RequestOptions } from "../../core/request";
import type { ReadOnlyTexts } from "../readOnlyText";
import { linesOf } from "./documentLines";
import { subjectOf } from "./subject";
import { asked } from "./writing";

/** An edit that could be asked for. */
export interface PossibleEdit {
  readonly document: vscode.TextDocument;
  readonly ranges: readonly LineRange[];
  readonly instruction: string;
  readonly context: readonly ContextItem[];
}

/** Tells what an edit would send and cost, before it does. */
export class EditPreview {
  readonly #options: () => RequestOptions;
  readonly #prices: () => PriceOverrides;
  readonly #texts: ReadOnlyTexts;

  constructor(options: () => RequestOptions, prices: () => PriceOverrides, texts: ReadOnlyTexts) {
    this.#options = options;
    this.#prices = prices;
    this.#texts = texts;
  }

  /** The requests that an edit would make, one for each selection. */
  requests({ document, ranges, instruction, context }: PossibleEdit): readonly MessageRequest[] {
    const options = this.#options();
    const lines = linesOf(document);
    return ranges.map((range) => {
      const question = editQuestion(subjectOf(document, lines, range), instruction);
      return buildRequest(asked(emptyConversation(""), question, context, options), options);
    });
  }

  /** What requests send and cost, in short, such as "≈ 640 tokens · $0.0019–$0.25". */
  words(requests: readonly MessageRequest[]): string {
    const locale = vscode.env.language;
    const tokens = requests.reduce((sum, request) => sum + estimateRequest(request), 0);
    const count = vscode.l10n.t("≈ {0} tokens", tokens.toLocaleString(locale));
    const prices = requests.map((request) =>
      priceRange(
        { tokens: estimateRequest(request), sentBefore: 0, maxTokens: request.max_tokens },
        request.model,
        this.#prices(),
      ),
    );
    const total = prices.reduce(
      (sum, price) => sum && price && { low: sum.low + price.low, high: sum.high + price.high },
      { low: 0, high: 0 },
    );
    return total === undefined
      ? `${count} · $?`
      : `${count} · ${formatUsd(total.low, locale)}–${formatUsd(total.high, locale)}`;
  }

  /** Shows requests as they would go out, in read-only editors. */
  async show(requests: readonly MessageRequest[]): Promise<void> {
    for (const request of requests) {
      await this.#texts.show(vscode.l10n.t("Next Request.json"), requestBody(request), { preview: false });
    }
  }
}
