import type { IncomingHttpHeaders } from "node:http";
import { countBody, createBody } from "./body";
import { modelOf, type CatalogueModel } from "./catalogue";
import { checkForModel } from "./modelRules";
import type { Cached } from "./promptCache";
import { refuse } from "./refused";
import { checkCacheMarks, checkMedia, checkMessages, checkTexts, checkToolPairs } from "./rules";
import { isObject, type Json } from "./shape";
import { estimateTokens, imageTokens } from "./tokens";
import { turnsOf, type Turn } from "./turns";

const versions = ["2023-01-01", "2023-06-01", "2026-10-21"];

/** The largest body that the API reads, in bytes. */
export const largestBody = 32 * 1024 * 1024;

/** A request that passed, as the answer needs it. */
export interface Accepted {
  readonly body: Json;
  readonly model: CatalogueModel;
  readonly turns: readonly Turn[];
  readonly inputTokens: number;
  /** Of the input, what the cache has to do with. */
  readonly cached?: Cached;
}

/**
 * Refuses a request without a good key or a version that exists.
 * @returns the version
 */
export function checkHeaders(headers: IncomingHttpHeaders, keys: readonly string[] | undefined): string {
  const key = headers["x-api-key"];
  if (typeof key !== "string" || key === "") {
    refuse("x-api-key header is required", 401, "authentication_error");
  }
  if (key.startsWith("sk-ant-test-bad") || (keys !== undefined && !keys.includes(key))) {
    refuse("invalid x-api-key", 401, "authentication_error");
  }
  const version = headers["anthropic-version"];
  if (typeof version !== "string" || version === "") {
    refuse("anthropic-version: header is required");
  }
  if (!versions.includes(version)) {
    refuse(`anthropic-version: "${version}" is not a valid version`);
  }
  return version;
}

/** Refuses a body that is not JSON text in UTF-8, or not declared as such. */
export function parseBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? "")) {
    refuse("Content-Type header must be application/json");
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    refuse(`The request body is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (holdsHalfCharacter(parsed)) {
    refuse("The request body is not valid JSON: no low surrogate in string");
  }
  return parsed;
}

/** Refuses a body of `POST /v1/messages` that the API would not take. */
export function checkCreate(parsed: unknown, version: string): Accepted {
  createBody(version)(parsed, "");
  return checkMeaning(parsed, version);
}

/** Refuses a body of `POST /v1/messages/count_tokens` that the API would not take. */
export function checkCount(parsed: unknown, version: string): Accepted {
  countBody(parsed, "");
  return checkMeaning(parsed, version);
}

function checkMeaning(parsed: unknown, version: string): Accepted {
  const body = isObject(parsed) ? parsed : {};
  const turns = turnsOf(body);
  const model = modelOf(String(body["model"]));
  checkMessages(body, turns, version);
  checkTexts(body, turns);
  checkToolPairs(turns);
  checkCacheMarks(body, turns);
  const images = checkMedia(body, turns, model.context > 200_000 ? 600 : 100);
  checkForModel(body, turns, model);
  const inputTokens = estimateTokens(body) + imageTokens(images);
  if (inputTokens > model.context) {
    refuse(`prompt is too long: ${inputTokens} tokens > ${model.context} maximum`);
  }
  return { body, model, turns, inputTokens };
}

/** JSON can escape one half of a pair of surrogates, which is no character; the API refuses such a body. */
function holdsHalfCharacter(value: unknown): boolean {
  if (typeof value === "string") {
    return /[\ud800-\udfff]/u.test(value);
  }
  if (Array.isArray(value)) {
    return value.some(holdsHalfCharacter);
  }
  return isObject(value) && Object.entries(value).some((entry) => entry.some(holdsHalfCharacter));
}
