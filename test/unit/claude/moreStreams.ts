import { block, messageEnd, messageStart, ping, record, textBlock } from "./streams";

const search = { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} };
const found = { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] };

/** Further streams, for whoever cuts them up: what is long, what is odd, and what breaks off by itself. */
export const moreStreams: Readonly<Record<string, string>> = {
  empty: messageStart() + messageEnd(),
  emptyText: messageStart() + textBlock(0, "", "", "") + messageEnd(),
  longDeltas: messageStart() + textBlock(0, "a".repeat(700), "ß".repeat(200)) + messageEnd(),
  code:
    messageStart() + textBlock(0, "```ts\nconst a = 1;\r\n", "\tlet b;\n```\n") + messageEnd("max_tokens"),
  surrogates:
    messageStart() + textBlock(0, "\ud83d\ude00", "\u0000\u0007\ufeff", "\\u0041 \\n \"'") + messageEnd(),
  serverTool:
    messageStart() +
    textBlock(0, "Looking.") +
    block(
      1,
      search,
      { type: "input_json_delta", partial_json: '{"query":' },
      { type: "input_json_delta", partial_json: '"x"}' },
    ) +
    block(2, found) +
    messageEnd("pause_turn"),
  errorBeforeText:
    ping +
    messageStart() +
    record({ type: "error", error: { type: "api_error", message: "Internal server error" } }),
  bothThinkings:
    messageStart() +
    block(0, { type: "redacted_thinking", data: "ZGF0YQ==" }) +
    block(
      1,
      { type: "thinking", thinking: "", signature: "" },
      { type: "thinking_delta", thinking: "思考" },
      { type: "signature_delta", signature: "c2ln" },
    ) +
    textBlock(2, "Done") +
    messageEnd("stop_sequence"),
};
