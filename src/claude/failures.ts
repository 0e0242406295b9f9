import { APIError } from "@anthropic-ai/sdk/error";
import type { Failure } from "../core/failure";
import { mediaType } from "./egress";
import { EgressFailure, errorChain, systemCode } from "./egressFailure";
import { refusedImages } from "./imageRefusal";
import type { Redact } from "../core/redact";
import { cleanWords } from "./words";

/** What must be known of a request to say how it failed. */
export interface Attempt {
  readonly host: string;
  readonly model?: string;
  /** The size of the request's body. */
  readonly bodyBytes: number;
  readonly hasImages?: boolean;
  readonly redact: Redact;
}

/** What went wrong before a reply's body could be read. Nothing of it holds the key, and no page's HTML. */
export function requestFailure(error: unknown, attempt: Attempt): Failure {
  const own = egressFailure(error);
  if (own !== undefined) {
    return own;
  }
  if (error instanceof APIError && error.status !== undefined && error.headers !== undefined) {
    return {
      ...refusal(error, error.status, error.headers, attempt),
      ...requestIdIn(error.headers, attempt.redact),
    };
  }
  return { kind: "unexpected", message: attempt.redact(error instanceof Error ? error.message : "") };
}

/** What went wrong while a reply's body was read. */
export function bodyFailure(error: unknown): Failure {
  const own = egressFailure(error);
  if (own !== undefined) {
    return own;
  }
  const code = systemCode(error);
  return { kind: "cut", ...(code === undefined ? {} : { code }) };
}

/** The request's id, ready to be spread, where the reply names one. */
export function requestIdIn(headers: Headers, redact: Redact): { readonly requestId?: string } {
  const requestId = headers.get("request-id");
  return requestId === null || requestId === "" ? {} : { requestId: redact(requestId).slice(0, 200) };
}

/** Something else answered than the API. */
export function notTheApi(headers: Headers, host: string, redact: Redact): Failure {
  const contentType = redact(mediaType(headers)).slice(0, 100);
  return { kind: "notTheApi", host, contentType, ...requestIdIn(headers, redact) };
}

function egressFailure(error: unknown): Failure | undefined {
  const found = errorChain(error).find((link) => link instanceof EgressFailure);
  return found instanceof EgressFailure ? found.failure : undefined;
}

function refusal(error: APIError, status: number, headers: Headers, attempt: Attempt): Failure {
  const words = cleanWords(error.apiMessage, attempt.redact);
  const message = words ?? `HTTP ${status}`;
  const said = words === undefined ? {} : { message: words };
  if (isBilling(error, status, words)) {
    return { kind: "billing", message };
  }
  const tooLong = status === 400 ? contextTooLong(words) : undefined;
  if (tooLong !== undefined) {
    return tooLong;
  }
  const paths = status === 400 && attempt.hasImages === true ? refusedImages(error, words) : undefined;
  if (paths !== undefined) {
    return { kind: "imageRefused", message, images: [], paths };
  }
  switch (status) {
    case 401:
      return { kind: "badKey", host: attempt.host, ...said };
    case 403:
      return { kind: "forbidden", message };
    case 404:
      return notFound(error, headers, attempt, words);
    case 413:
      return {
        kind: "tooLarge",
        bytes: attempt.bodyBytes,
        ...said,
        ...(attempt.hasImages === true ? { hasImages: true } : {}),
      };
    case 429:
      return { kind: "rateLimited", ...retryAfter(headers), ...said };
    case 529:
      return { kind: "overloaded", ...retryAfter(headers), ...said };
    default:
      return status >= 500 ? { kind: "server", status, ...said } : { kind: "badRequest", status, message };
  }
}

/** A 404 of the API names the model; any other server's says that the base URL leads elsewhere. */
function notFound(error: APIError, headers: Headers, attempt: Attempt, words: string | undefined): Failure {
  const fromTheApi = error.type === "not_found_error" || words?.startsWith("model:") === true;
  if (fromTheApi && attempt.model !== undefined) {
    const said = words === undefined ? {} : { message: words };
    return { kind: "modelNotFound", model: attempt.model, ...said };
  }
  if (words !== undefined) {
    return { kind: "badRequest", status: 404, message: words };
  }
  return notTheApi(headers, attempt.host, attempt.redact);
}

/** Money has run out, or a limit on it was reached: waiting a minute does not help, whatever the status. */
function isBilling(error: APIError, status: number, words: string | undefined): boolean {
  if (status === 402 || error.errorCode?.endsWith("_spend_limit_reached") === true) {
    return true;
  }
  // The API has no code for these two, only a sentence.
  return (
    (status === 400 || status === 403 || status === 429) &&
    words !== undefined &&
    /credit balance is too low|\bspend(?:ing)? limit|\bAPI usage limits?\b/i.test(words)
  );
}

/** The API has no code for this either; it gives both numbers in its sentence. */
function contextTooLong(words: string | undefined): Failure | undefined {
  const [, tokens, limit] = /prompt is too long: (\d{1,12}) tokens > (\d{1,12})/.exec(words ?? "") ?? [];
  return tokens === undefined || limit === undefined
    ? undefined
    : { kind: "contextTooLong", tokens: Number(tokens), limit: Number(limit) };
}

/** How long the server asks to wait, in its three notations, ready to be spread. */
function retryAfter(headers: Headers): { readonly retryAfterSeconds?: number } {
  const milliseconds = plainNumber(headers.get("retry-after-ms"));
  if (milliseconds !== undefined) {
    return { retryAfterSeconds: milliseconds / 1000 };
  }
  const text = headers.get("retry-after");
  const seconds = plainNumber(text);
  if (seconds !== undefined) {
    return { retryAfterSeconds: seconds };
  }
  const date = Date.parse(text ?? "");
  return Number.isNaN(date) ? {} : { retryAfterSeconds: Math.max(0, (date - Date.now()) / 1000) };
}

function plainNumber(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,12}(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
