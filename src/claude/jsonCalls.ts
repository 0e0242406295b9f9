import { APIError } from "@anthropic-ai/sdk/error";
import type { Failure } from "../core/failure";
import type { ModelInfo, ModelList } from "../core/model";
import type { MessageRequest } from "../core/request";
import type { Line } from "./answerStream";
import { letGoOf, mediaType } from "./egress";
import { bodyFailure, notTheApi, requestFailure, requestIdIn } from "./failures";
import { modelTable } from "../core/modelTable";
import { readModelPage } from "./models";
import { isObject, withEveryString } from "../core/shape";
import { countIn, parseJson } from "./shape";
import { openLifeline } from "./watchdog";

/** The models, or why they could not be had. */
export type ModelsResult =
  | { readonly ok: true; readonly list: ModelList }
  | { readonly ok: false; readonly failure: Failure };

/** The number of tokens, or why it could not be had. */
export type CountResult =
  | { readonly ok: true; readonly inputTokens: number }
  | { readonly ok: false; readonly failure: Failure };

/** How many pages are read at most, and how long each is: far more models than there are. */
const mostPages = 10;
const pageLength = 100;

/** Every model the endpoint lists, or the built-in table where the endpoint does not know the question. */
export async function listModels(line: Line, personsSignal: AbortSignal): Promise<ModelsResult> {
  const models = new Map<string, ModelInfo>();
  let after: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const query = { limit: pageLength, ...(after === undefined ? {} : { after_id: after }) };
    const reply = await callJson(line, personsSignal, 0, undefined, (signal) =>
      line.sdk.get("/v1/models", { query, signal }).asResponse(),
    );
    if (!reply.ok) {
      return reply.unknownEndpoint && count === 0
        ? { ok: true, list: modelTable }
        : { ok: false, failure: reply.failure };
    }
    const page = readModelPage(reply.value);
    if (page === undefined) {
      return { ok: false, failure: { kind: "garbled", ...reply.requestId } };
    }
    for (const model of page.models) {
      models.set(model.id, model);
    }
    if (page.next === undefined || page.next === after) {
      break;
    }
    after = page.next;
  }
  return { ok: true, list: { models: [...models.values()], source: "endpoint" } };
}

/** Counts what the request would take as input; the length of the answer plays no part in it. */
export async function countTokens(
  line: Line,
  request: MessageRequest,
  personsSignal: AbortSignal,
): Promise<CountResult> {
  const { max_tokens: _maxTokens, stream: _stream, ...countable } = request;
  const body = JSON.stringify(countable);
  const bytes = Buffer.byteLength(body);
  const reply = await callJson(line, personsSignal, bytes, request.model, (signal) =>
    line.sdk.post("/v1/messages/count_tokens", { body, signal }).asResponse(),
  );
  if (!reply.ok) {
    return { ok: false, failure: reply.failure };
  }
  const inputTokens = isObject(reply.value) ? countIn(reply.value, "input_tokens") : undefined;
  return inputTokens === undefined
    ? { ok: false, failure: { kind: "garbled", ...reply.requestId } }
    : { ok: true, inputTokens };
}

type JsonReply =
  | { readonly ok: true; readonly value: unknown; readonly requestId: { readonly requestId?: string } }
  | { readonly ok: false; readonly failure: Failure; readonly unknownEndpoint: boolean };

async function callJson(
  line: Line,
  personsSignal: AbortSignal,
  bodyBytes: number,
  model: string | undefined,
  send: (signal: AbortSignal) => Promise<Response>,
): Promise<JsonReply> {
  const life = openLifeline(personsSignal, line.timeouts, line.clocks);
  const fail = (failure: Failure, unknownEndpoint = false): JsonReply => {
    const verdict = life.verdict(false);
    if (verdict !== undefined) {
      return { ok: false, failure: verdict, unknownEndpoint: false };
    }
    return life.abandoned()
      ? { ok: false, failure: { kind: "interrupted" }, unknownEndpoint: false }
      : { ok: false, failure, unknownEndpoint };
  };
  try {
    life.expectWithin(line.timeouts.firstByteMs);
    const response = await send(life.signal);
    const requestId = requestIdIn(response.headers, line.redact);
    if (mediaType(response.headers).toLowerCase() !== "application/json") {
      letGoOf(response);
      return fail(notTheApi(response.headers, line.host, line.redact));
    }
    const text = await response.text().catch((error: unknown) => ({ failure: bodyFailure(error) }));
    if (typeof text !== "string") {
      return fail({ ...text.failure, ...requestId });
    }
    const told = parseJson(text);
    // The names of models are kept and shown, and a server may echo anything as a name.
    const value = told === undefined ? undefined : withEveryString(told, line.redact);
    return value === undefined || life.abandoned()
      ? fail({ kind: "garbled", ...requestId })
      : { ok: true, value, requestId };
  } catch (error) {
    const attempt = {
      host: line.host,
      bodyBytes,
      redact: line.redact,
      ...(model === undefined ? {} : { model }),
    };
    return fail(requestFailure(error, attempt), isUnknownEndpoint(error));
  } finally {
    life.leave();
  }
}

function isUnknownEndpoint(error: unknown): boolean {
  return error instanceof APIError && (error.status === 404 || error.status === 405 || error.status === 501);
}
