import type { RefusalCategory } from "./behaviour";
import type { Cached } from "./promptCache";
import { tokensOf } from "./tokens";

/** One record of an event stream, before it is written down. */
export interface StreamEvent {
  readonly event: string;
  readonly data: object;
}

/** Everything that an answer's events are made of. */
export interface Answer {
  readonly model: string;
  readonly text: string;
  /** Comes first as a block of its own; "" is a block whose display is omitted. */
  readonly thinking?: string | undefined;
  readonly signature?: string | undefined;
  /** Comes last as a block of its own. */
  readonly toolUse?: { readonly id: string; readonly name: string; readonly input: object } | undefined;
  /** Citations of the text, each one delta after it. */
  readonly citations?: readonly object[] | undefined;
  /** `end_turn` unless told, or `tool_use` when a tool is called. */
  readonly stopReason?: string | undefined;
  readonly stopSequence?: string | undefined;
  readonly refusalCategory?: RefusalCategory | undefined;
  readonly id?: string | undefined;
  /** All of the input. */
  readonly inputTokens?: number | undefined;
  readonly cached?: Cached | undefined;
  /** Code points of each delta; a changing few unless told. */
  readonly deltaChars?: number | undefined;
  /** Whether `ping` events come among the deltas, as they do unless told. */
  readonly pings?: boolean | undefined;
}

/** A made-up signature, for streams that nobody sends back. */
const anySignature = "bG9jYWwgc3RhbmQtaW4=";

/** A `ping`, as it may come anywhere. */
export const ping: StreamEvent = { event: "ping", data: { type: "ping" } };

/** The events of a whole answer in the documented order, from `message_start` to `message_stop`. */
export function answerEvents(answer: Answer): readonly StreamEvent[] {
  const events: StreamEvent[] = [event("message_start", { message: startOf(answer) })];
  const pings = answer.pings ?? true;
  let index = 0;
  const block = (contentBlock: object, deltas: readonly object[]): void => {
    events.push(event("content_block_start", { index, content_block: contentBlock }));
    for (const [place, delta] of deltas.entries()) {
      if (pings && place % 25 === 0 && (place > 0 || index === 0)) {
        events.push(ping);
      }
      events.push(event("content_block_delta", { index, delta }));
    }
    events.push(event("content_block_stop", { index }));
    index += 1;
  };
  if (answer.thinking !== undefined) {
    block({ type: "thinking", thinking: "", signature: "" }, [
      ...pieces(answer.thinking, answer.deltaChars).map((thinking) => ({ type: "thinking_delta", thinking })),
      { type: "signature_delta", signature: answer.signature ?? anySignature },
    ]);
  }
  if (answer.text !== "" || answer.toolUse === undefined) {
    block({ type: "text", text: "", citations: null }, [
      ...pieces(answer.text, answer.deltaChars).map((text) => ({ type: "text_delta", text })),
      ...(answer.citations ?? []).map((citation) => ({ type: "citations_delta", citation })),
    ]);
  }
  if (answer.toolUse !== undefined) {
    const { id, name, input } = answer.toolUse;
    block({ type: "tool_use", id, name, input: {}, caller: { type: "direct" } }, [
      { type: "input_json_delta", partial_json: "" },
      ...pieces(JSON.stringify(input), answer.deltaChars).map((json) => ({
        type: "input_json_delta",
        partial_json: json,
      })),
    ]);
  }
  events.push(event("message_delta", endOf(answer)), event("message_stop", {}));
  return events;
}

/** The same answer as one message, as it comes when `stream` is not true. */
export function answerMessage(answer: Answer): object {
  const { delta, usage } = endOf(answer);
  const content: object[] = [];
  if (answer.thinking !== undefined) {
    const signature = answer.signature ?? anySignature;
    content.push({ type: "thinking", thinking: answer.thinking, signature });
  }
  if (answer.text !== "") {
    content.push({ type: "text", text: answer.text, citations: answer.citations ?? null });
  }
  if (answer.toolUse !== undefined) {
    content.push({ type: "tool_use", ...answer.toolUse });
  }
  const start = startOf(answer);
  return { ...start, ...delta, content, usage: { ...start.usage, ...usage } };
}

/**
 * Events as the bytes of a stream. Each record's JSON ends in a changing number of blanks, as the API's does.
 */
export function sse(events: readonly StreamEvent[], lineEnding: "\n" | "\r\n" | "\r" = "\n"): string {
  return events
    .map(({ event: name, data }) => {
      const json = JSON.stringify(data);
      const padded = `${json.slice(0, -1)}${" ".repeat(json.length % 13)}}`;
      return `event: ${name}${lineEnding}data: ${padded}${lineEnding}${lineEnding}`;
    })
    .join("");
}

/**
 * The beginning of a stream: up to exactly so many code points of its text, the delta they end in cut short; with 0,
 * up to the first delta of text.
 */
export function upToText(events: readonly StreamEvent[], characters: number): readonly StreamEvent[] {
  const kept: StreamEvent[] = [];
  let left = characters;
  for (const one of events) {
    const text = textOfDelta(one);
    if (text === undefined) {
      if (one.event === "message_delta") {
        break;
      }
      kept.push(one);
      continue;
    }
    const points = Array.from(text);
    if (points.length >= left) {
      if (left > 0) {
        const delta = { type: "text_delta", text: points.slice(0, left).join("") };
        kept.push({ event: one.event, data: { ...one.data, delta } });
      }
      return kept;
    }
    left -= points.length;
    kept.push(one);
  }
  // Every character has come and more were asked for: the block stays open all the same.
  return kept.at(-1)?.event === "content_block_stop" ? kept.slice(0, -1) : kept;
}

/** The text that an event adds to the answer; undefined for every other event. */
export function textOfDelta({ data }: StreamEvent): string | undefined {
  const delta = (data as { delta?: { type?: string; text?: string } }).delta;
  return delta?.type === "text_delta" ? delta.text : undefined;
}

function event(type: string, rest: object): StreamEvent {
  return { event: type, data: { type, ...rest } };
}

/** Cuts a text as a model's tokens come: sometimes half a word, sometimes several; never inside a code point. */
function pieces(text: string, size: number | undefined): readonly string[] {
  const sizes = size === undefined ? [3, 9, 5, 17, 2, 12, 7, 21, 4] : [Math.max(1, size)];
  const points = Array.from(text);
  const cut: string[] = [];
  let start = 0;
  while (start < points.length) {
    const end = start + (sizes[cut.length % sizes.length] ?? 1);
    cut.push(points.slice(start, end).join(""));
    start = end;
  }
  return cut;
}

function startOf(answer: Answer) {
  return {
    id: answer.id ?? "msg_local_000000",
    type: "message",
    role: "assistant",
    model: answer.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage: {
      ...inputOf(answer),
      cache_creation: {
        ephemeral_5m_input_tokens: answer.cached?.written ?? 0,
        ephemeral_1h_input_tokens: 0,
      },
      output_tokens: 1,
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: "standard",
      inference_geo: "not_available",
      speed: "standard",
    },
  };
}

/** The three kinds of input, which together are all of it. */
function inputOf({ inputTokens = 10, cached = { read: 0, written: 0 } }: Answer) {
  return {
    input_tokens: inputTokens - cached.read - cached.written,
    cache_creation_input_tokens: cached.written,
    cache_read_input_tokens: cached.read,
  };
}

function endOf(answer: Answer) {
  const stopReason = answer.stopReason ?? (answer.toolUse === undefined ? "end_turn" : "tool_use");
  const written = `${answer.thinking ?? ""}${answer.text}${answer.toolUse === undefined ? "" : JSON.stringify(answer.toolUse)}`;
  const refused = { type: "refusal", category: answer.refusalCategory ?? null, explanation: null };
  return {
    delta: {
      stop_reason: stopReason,
      stop_sequence: answer.stopSequence ?? null,
      stop_details: stopReason === "refusal" ? refused : null,
      container: null,
    },
    usage: {
      ...inputOf(answer),
      output_tokens: 1 + tokensOf(written),
      output_tokens_details: null,
      server_tool_use: null,
    },
  };
}
