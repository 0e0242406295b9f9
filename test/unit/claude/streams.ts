/** Streams as the API documents them, one of each kind that a reader has to live with. */

type Json = Readonly<Record<string, unknown>>;

/** One record. The API names the event twice and pads some of its JSON with blanks. */
export function record(data: Json, padding = ""): string {
  const json = JSON.stringify(data);
  return `event: ${String(data["type"])}\ndata: ${json.slice(0, -1)}${padding}}\n\n`;
}

export function messageStart(usage: Json = { input_tokens: 12, output_tokens: 1 }): string {
  const message = { id: "msg_1", type: "message", role: "assistant", content: [], stop_reason: null, usage };
  return record({ type: "message_start", message }, "    ");
}

export function block(index: number, content: Json, ...deltas: readonly Json[]): string {
  return [
    record({ type: "content_block_start", index, content_block: content }, "  "),
    ...deltas.map((delta) => record({ type: "content_block_delta", index, delta }, " ")),
    record({ type: "content_block_stop", index }),
  ].join("");
}

export function textBlock(index: number, ...texts: readonly string[]): string {
  return block(index, { type: "text", text: "" }, ...texts.map((text) => ({ type: "text_delta", text })));
}

export function messageEnd(
  stopReason: string | null = "end_turn",
  usage: Json = { output_tokens: 9 },
): string {
  const delta = { stop_reason: stopReason, stop_sequence: null };
  return record({ type: "message_delta", delta, usage }) + record({ type: "message_stop" }, "   ");
}

export const ping = record({ type: "ping" });

const citation = {
  type: "char_location",
  cited_text: "x",
  document_index: 0,
  start_char_index: 0,
  end_char_index: 1,
};

/** Every one of them ends as the API ends it, with `message_stop` or an `error`. */
export const streams = {
  text: messageStart() + textBlock(0, "Hel", "lo") + messageEnd(),
  pings: ping + messageStart() + ping + textBlock(0, "a") + ping + messageEnd() + ping,
  thinking:
    messageStart() +
    block(
      0,
      { type: "thinking", thinking: "", signature: "" },
      { type: "thinking_delta", thinking: "Hm" },
      { type: "signature_delta", signature: "c2ln" },
    ) +
    textBlock(1, "So") +
    messageEnd(),
  thinkingOmitted:
    messageStart() +
    block(0, { type: "thinking", thinking: "" }, { type: "signature_delta", signature: "c2ln" }) +
    textBlock(1, "So") +
    messageEnd(),
  redactedThinking:
    messageStart() +
    block(0, { type: "redacted_thinking", data: "ZGF0YQ==" }) +
    textBlock(1, "Ok") +
    messageEnd(),
  toolUse:
    messageStart() +
    textBlock(0, "Let me") +
    block(
      1,
      { type: "tool_use", id: "toolu_1", name: "look", input: {} },
      { type: "input_json_delta", partial_json: "" },
      { type: "input_json_delta", partial_json: '{"a":' },
    ) +
    messageEnd("tool_use"),
  citations:
    messageStart() +
    block(
      0,
      { type: "text", text: "", citations: [] },
      { type: "citations_delta", citation },
      { type: "text_delta", text: "x" },
    ) +
    messageEnd(),
  refusal: messageStart() + messageEnd("refusal", { input_tokens: 12, output_tokens: 2 }),
  errorEvent:
    messageStart() +
    textBlock(0, "Half") +
    record({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
  unicode: messageStart() + textBlock(0, "Grüße, 世界 👩‍👩‍👧", " \u2028\u0085 \r\n e\u0301") + messageEnd(),
  unknownEvents:
    `: a comment\n\nid: 7\nretry: 10\n${messageStart()}` +
    record({ type: "weather_report", wind: 3 }) +
    block(0, { type: "hologram", pixels: [] }, { type: "pixel_delta", pixel: 1 }) +
    block(
      1,
      { type: "text", text: "" },
      { type: "glow_delta", glow: 1 },
      { type: "text_delta", text: "on" },
    ) +
    messageEnd("brand_new_reason"),
  multiBlock:
    messageStart({
      input_tokens: 3,
      cache_creation_input_tokens: 5,
      cache_read_input_tokens: 7,
      output_tokens: 1,
    }) +
    textBlock(0, "one") +
    textBlock(1, "two") +
    record({ type: "message_delta", delta: { stop_reason: "max_tokens" }, usage: { output_tokens: 4 } }) +
    messageEnd(null, { output_tokens: 6, input_tokens: null }),
} as const;
