import type { AnswerEvent } from "../core/answer";
import type { MessageRequest } from "../core/request";

/** Sends one request and tells what comes back; never throws. Aborting the signal ends it without a last event. */
export type Ask = (request: MessageRequest, signal: AbortSignal) => AsyncIterable<AnswerEvent>;
