import type { AnswerEvent, Part, Usage } from "../core/answer";
import type { Redact } from "../core/redact";
import { UnknownBlock, unknownPart } from "./unknownBlock";
import { cleanWords, shortWord } from "./words";
import { isObject } from "../core/shape";
import { countIn, objectIn, parseJson, textIn } from "./shape";

/** One record of the stream, as the SDK's decoder yields it. */
export interface StreamRecord {
  readonly event: string | null;
  readonly data: string;
}

/** What one record says. */
export interface Reading {
  readonly event?: AnswerEvent;
  /**
   * Whether the answer has moved on. A ping, an event nobody knows, an empty piece or one more report of usage is no
   * progress, so that a server cannot keep an answer open with them.
   */
  readonly progress: boolean;
}

/** Reads the records of one answer in their order. After a `completed` or `failed` there is nothing more to read. */
export interface AnswerReader {
  readonly read: (record: StreamRecord) => Reading;
  /** Whether the first event of the message has been seen. */
  readonly began: () => boolean;
  /** Whether Claude is thinking; what it thinks is not always sent, so that a long silence means nothing. */
  readonly thinking: () => boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const nothing: Reading = { progress: false };
const garbled: Reading = { event: { type: "failed", failure: { kind: "garbled" } }, progress: true };

/** Translates the records of one stream into answer events, and tolerates what later versions of the API may add. */
export function readAnswer(redact: Redact): AnswerReader {
  const parts = new Map<number, Part["type"]>();
  let began = false;
  let open: number | undefined;
  let stopReason: string | undefined;
  let refusalCategory: string | undefined;
  let unknown: UnknownBlock | undefined;
  /** How many blocks in a row began empty, with nothing since. */
  let emptyBlocks = 0;
  let usage: Usage = { input: 0, output: 0, cacheWrite: 0, cacheRead: 0 };

  const readUsage = (holder: Fields, isProgress: boolean): Reading => {
    const changed = mergeUsage(usage, objectIn(holder, "usage"));
    if (changed === usage) {
      return { progress: isProgress };
    }
    usage = changed;
    return { event: { type: "usage", usage }, progress: isProgress };
  };

  const startMessage = (event: Fields): Reading => {
    const message = objectIn(event, "message");
    if (began || message === undefined) {
      return garbled;
    }
    began = true;
    return readUsage(message, true);
  };

  const startBlock = (event: Fields): Reading => {
    const index = indexIn(event);
    const block = objectIn(event, "content_block");
    const part = newPart(block, redact);
    // The API numbers blocks from 0 without gaps.
    if (index !== parts.size || part === undefined) {
      return garbled;
    }
    parts.set(index, part.type);
    open = index;
    unknown = part.type === "unknown" && block !== undefined ? new UnknownBlock(block) : undefined;
    emptyBlocks = isEmptyPart(part) ? emptyBlocks + 1 : 0;
    return { event: { type: "partStarted", index, part }, progress: emptyBlocks <= mostEmptyBlocks };
  };

  const stopBlock = (): Reading => {
    const index = open;
    const block = unknown?.whole(redact);
    const moved = index !== undefined && emptyBlocks === 0;
    open = undefined;
    unknown = undefined;
    return index === undefined || block === undefined
      ? { progress: moved }
      : progress({ type: "partStarted", index, part: { ...unknownPart(block, redact), block } });
  };

  const growBlock = (event: Fields): Reading => {
    const index = indexIn(event);
    const part = index === undefined ? undefined : parts.get(index);
    const delta = objectIn(event, "delta");
    if (index === undefined || part === undefined || delta === undefined) {
      return garbled;
    }
    const kind = textIn(delta, "type");
    const target = kind === undefined ? undefined : growth.get(kind);
    if (part === "unknown" || target === undefined) {
      const grew = part === "unknown" && unknown?.grow(delta) === true;
      emptyBlocks = grew ? 0 : emptyBlocks;
      return kind === undefined ? garbled : { progress: grew };
    }
    const text = textIn(delta, target.field);
    if (text === undefined || part !== target.part) {
      return garbled;
    }
    if (text === "") {
      return nothing;
    }
    emptyBlocks = 0;
    return progress({ type: "partGrew", index, field: target.field, delta: text });
  };

  const changeMessage = (event: Fields): Reading => {
    const delta = objectIn(event, "delta");
    if (delta === undefined) {
      return garbled;
    }
    const isFirstReason = stopReason === undefined && textIn(delta, "stop_reason") !== undefined;
    stopReason = textIn(delta, "stop_reason") ?? stopReason;
    refusalCategory = textIn(objectIn(delta, "stop_details") ?? {}, "category") ?? refusalCategory;
    return readUsage(event, isFirstReason);
  };

  const readEvent = (type: string, event: Fields): Reading => {
    if (type === "message_start") {
      return startMessage(event);
    }
    if (!began) {
      return known.has(type) ? garbled : nothing;
    }
    switch (type) {
      case "content_block_start":
        return startBlock(event);
      case "content_block_delta":
        return growBlock(event);
      case "content_block_stop":
        return stopBlock();
      case "message_delta":
        return changeMessage(event);
      case "message_stop":
        return progress({
          type: "completed",
          stopReason: shortWord(stopReason ?? "unknown", redact),
          ...(refusalCategory === undefined ? {} : { refusalCategory: shortWord(refusalCategory, redact) }),
        });
      default:
        return nothing;
    }
  };

  return {
    read: (record) => {
      if (record.event === "ping" || record.data === "") {
        return nothing;
      }
      const event = parseJson(record.data);
      const type = isObject(event) ? textIn(event, "type") : undefined;
      if (!isObject(event) || type === undefined) {
        return garbled;
      }
      return type === "error" ? readError(event, redact) : readEvent(type, event);
    },
    began: () => began,
    thinking: () => open !== undefined && parts.get(open) === "thinking",
  };
}

/** More in a row say nothing; an honest answer may begin with one, and think after it. */
const mostEmptyBlocks = 3;

function isEmptyPart(part: Part): boolean {
  return (part.type === "text" && part.text === "") || (part.type === "thinking" && part.thinking === "");
}

const known: ReadonlySet<string> = new Set([
  "content_block_start",
  "content_block_delta",
  "content_block_stop",
  "message_delta",
  "message_stop",
]);

/** Which deltas make a part grow, and which part each of them belongs to. All others are passed over. */
const growth: ReadonlyMap<
  string,
  { readonly part: Part["type"]; readonly field: "text" | "thinking" | "signature" }
> = new Map([
  ["text_delta", { part: "text", field: "text" }],
  ["thinking_delta", { part: "thinking", field: "thinking" }],
  ["signature_delta", { part: "thinking", field: "signature" }],
]);

function progress(event: AnswerEvent): Reading {
  return { event, progress: true };
}

function indexIn(event: Fields): number | undefined {
  const index = countIn(event, "index");
  return index !== undefined && Number.isInteger(index) ? index : undefined;
}

function newPart(block: Fields | undefined, redact: Redact): Part | undefined {
  const type = block === undefined ? undefined : textIn(block, "type");
  if (block === undefined || type === undefined) {
    return undefined;
  }
  switch (type) {
    case "text": {
      const text = textIn(block, "text");
      return text === undefined ? undefined : { type, text };
    }
    case "thinking":
      return { type, thinking: textIn(block, "thinking") ?? "", signature: textIn(block, "signature") ?? "" };
    case "redacted_thinking": {
      const data = textIn(block, "data");
      return data === undefined ? undefined : { type, data };
    }
    default:
      return unknownPart(block, redact);
  }
}

/** Every report holds totals so far; a field that one leaves out keeps its value. */
function mergeUsage(usage: Usage, report: Fields | undefined): Usage {
  if (report === undefined) {
    return usage;
  }
  const merged: Usage = {
    input: countIn(report, "input_tokens") ?? usage.input,
    output: countIn(report, "output_tokens") ?? usage.output,
    cacheWrite: countIn(report, "cache_creation_input_tokens") ?? usage.cacheWrite,
    cacheRead: countIn(report, "cache_read_input_tokens") ?? usage.cacheRead,
  };
  const same =
    merged.input === usage.input &&
    merged.output === usage.output &&
    merged.cacheWrite === usage.cacheWrite &&
    merged.cacheRead === usage.cacheRead;
  return same ? usage : merged;
}

function readError(event: Fields, redact: Redact): Reading {
  const error = objectIn(event, "error") ?? {};
  const errorType = shortWord(textIn(error, "type") ?? "error", redact);
  const message = cleanWords(error["message"], redact) ?? errorType;
  const requestId = textIn(event, "request_id");
  return progress({
    type: "failed",
    failure: {
      kind: "streamError",
      errorType,
      message,
      ...(requestId === undefined ? {} : { requestId: redact(requestId).slice(0, 200) }),
    },
  });
}
