import type { AnswerEvent } from "../core/answer";
import type { Patience } from "../core/patience";
import type { MessageRequest } from "../core/request";

/**
 * Sends one request and tells what comes back; never throws. Aborting the signal ends it without a last event;
 * `patience` makes a wait that is under way longer.
 */
export type Ask = (
  request: MessageRequest,
  signal: AbortSignal,
  patience?: Patience,
) => AsyncIterable<AnswerEvent>;
