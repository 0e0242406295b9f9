import type { BaseAnthropic } from "@anthropic-ai/sdk/client";
import { Stream } from "@anthropic-ai/sdk/streaming";
import type { AnswerEvent } from "../core/answer";
import type { Failure } from "../core/failure";
import { hasImages } from "../core/imageBlocks";
import type { Patience } from "../core/patience";
import { type MessageRequest, requestBody } from "../core/request";
import { isEventStream, letGoOf } from "./egress";
import { readAnswer, type StreamRecord } from "./events";
import { keepKeyOut } from "./keyOut";
import { bodyFailure, notTheApi, requestFailure, requestIdIn } from "./failures";
import type { Redact } from "../core/redact";
import { type Clocks, openLifeline, thinkingPatience, type Lifeline, type Timeouts } from "./watchdog";

/** What all requests of one client share. */
export interface Line {
  readonly sdk: BaseAnthropic;
  readonly host: string;
  readonly apiKey: string;
  readonly redact: Redact;
  readonly timeouts: Timeouts;
  readonly clocks: Clocks;
}

/**
 * Sends one request when its first event is asked for, and translates what comes back as it comes. Each iteration is
 * a request of its own.
 */
export function streamAnswer(
  line: Line,
  request: MessageRequest,
  personsSignal: AbortSignal,
  patience?: Patience,
): AsyncIterable<AnswerEvent> {
  return {
    [Symbol.asyncIterator]: () => {
      let begun: { readonly life: Lifeline; readonly events: AsyncGenerator<AnswerEvent, void> } | undefined;
      const begin = (): NonNullable<typeof begun> => {
        const life = openLifeline(personsSignal, line.timeouts, line.clocks);
        begun = { life, events: answer(line, request, life, patience) };
        return begun;
      };
      return {
        next: () => (begun ?? begin()).events.next(),
        return: () => {
          const { life, events } = begun ?? begin();
          // A generator hears of a return only after what it waits for, so that the wait has to end first.
          life.leave();
          return events.return();
        },
      };
    },
  };
}

async function* answer(
  line: Line,
  request: MessageRequest,
  life: Lifeline,
  patience: Patience | undefined,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const unlisten = patience?.listen(() => life.extend());
  try {
    const opening = yield* tellingSilence(open(line, request, life), life, () => false);
    if (!life.abandoned()) {
      yield* opening.ok ? read(line, opening.response, life) : [failed(opening.failure)];
    }
  } finally {
    unlisten?.();
    life.leave();
  }
}

/** Waits, and tells meanwhile of each second in which nothing comes. */
async function* tellingSilence<Value>(
  value: Promise<Value>,
  life: Lifeline,
  isThinking: () => boolean,
): AsyncGenerator<AnswerEvent, Value, undefined> {
  for (;;) {
    const news = await life.orSilence(value);
    if ("value" in news) {
      return news.value;
    }
    yield isThinking() ? { ...news, isThinking: true } : news;
  }
}

type Opening =
  | { readonly ok: true; readonly response: Response }
  | { readonly ok: false; readonly failure: Failure };

/** Waits for headers, and for the ones of an event stream. */
async function open(line: Line, request: MessageRequest, life: Lifeline): Promise<Opening> {
  const body = requestBody(request);
  life.expectWithin(line.timeouts.firstByteMs);
  try {
    const response = await line.sdk
      .post("/v1/messages", { body, stream: true, signal: life.signal })
      .asResponse();
    life.rest();
    if (isEventStream(response.headers)) {
      return { ok: true, response };
    }
    letGoOf(response);
    return { ok: false, failure: notTheApi(response.headers, line.host, line.redact) };
  } catch (error) {
    const verdict = life.verdict(false);
    if (verdict !== undefined) {
      return { ok: false, failure: verdict };
    }
    const attempt = {
      host: line.host,
      model: request.model,
      bodyBytes: Buffer.byteLength(body),
      hasImages: hasImages(request),
      redact: line.redact,
    };
    return { ok: false, failure: requestFailure(error, attempt) };
  }
}

async function* read(
  line: Line,
  response: Response,
  life: Lifeline,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const { contentMs, thinkingWakeMs } = line.timeouts;
  const requestId = requestIdIn(response.headers, line.redact);
  const reader = readAnswer(line.redact);
  const clean = keepKeyOut(line.apiKey);
  const records = Stream.rawEvents(response);
  yield { type: "opened", ...requestId };
  life.expectWithin(contentMs);
  for (;;) {
    const record = yield* tellingSilence(nextRecord(records), life, () => reader.thinking());
    if (life.abandoned()) {
      return;
    }
    if (!record.ok) {
      yield* clean(failed({ ...(life.verdict(reader.began()) ?? record.failure), ...requestId }));
      return;
    }
    const { event, progress } = reader.read(record.value);
    if (progress) {
      life.rest();
    } else {
      life.heard();
    }
    if (event?.type === "completed") {
      life.settle();
    }
    if (event !== undefined) {
      yield* clean(event.type === "failed" ? failed({ ...event.failure, ...requestId }) : event);
    }
    if (event?.type === "completed" || event?.type === "failed") {
      return;
    }
    if (progress && reader.thinking()) {
      life.expectWithin(contentMs * thinkingPatience, thinkingWakeMs);
    } else if (progress) {
      life.expectWithin(contentMs);
    }
  }
}

type NextRecord =
  | { readonly ok: true; readonly value: StreamRecord }
  | { readonly ok: false; readonly failure: Failure };

async function nextRecord(records: AsyncGenerator<StreamRecord, void>): Promise<NextRecord> {
  try {
    const next = await records.next();
    return next.done === true ? { ok: false, failure: { kind: "cut" } } : { ok: true, value: next.value };
  } catch (error) {
    return { ok: false, failure: bodyFailure(error) };
  }
}

function failed(failure: Failure): AnswerEvent {
  return { type: "failed", failure };
}
