import { hello, good, old, marked, text, user, tool } from "./messagesBodies";
import type { Refusals } from "./messagesRefusals";

const six = { ...good, model: "claude-opus-4-6", thinking: { type: "adaptive" } };

/** Bodies that the API refuses for anything but their messages. */
export const refusedSettings: Refusals = [
  [{ ...good, system: 5 }, 400, "system: Input should be a valid list"],
  [{ ...good, system: [text(" ")] }, 400, "system: text content blocks must contain non-whitespace text"],
  [{ ...good, stream: "yes" }, 400, "stream: Input should be a valid boolean"],
  [{ ...good, stop_sequences: "x" }, 400, "stop_sequences: Input should be a valid list"],
  [{ ...good, metadata: { name: "me" } }, 400, "metadata.name: Extra inputs are not permitted"],
  [{ ...good, n: 2 }, 400, "n: Extra inputs are not permitted"],
  [{ ...good, toString: 1 }, 400, "toString: Extra inputs are not permitted"],
  [{ ...good, temperature: 0.5 }, 400, "`temperature` is deprecated for this model."],
  [{ ...good, top_k: 5 }, 400, "`top_k` is deprecated for this model."],
  [{ ...old, temperature: 1.5 }, 400, "temperature: Input should be less than or equal to 1"],
  [{ ...old, temperature: 1, top_p: 1 }, 400, "`temperature` and `top_p` cannot both be specified"],
  [
    { ...old, max_tokens: 4096, thinking: { type: "enabled", budget_tokens: 1024 }, temperature: 0 },
    400,
    "`temperature` may only be set to 1 when thinking",
  ],
  [{ ...good, thinking: {} }, 400, "thinking.type: Field required"],
  [{ ...good, thinking: { type: "deep" } }, 400, "thinking: Input tag 'deep' found using 'type'"],
  [{ ...old, thinking: { type: "adaptive" } }, 400, "adaptive thinking is not supported on this model"],
  [
    { ...good, thinking: { type: "disabled" } },
    400,
    '"thinking.type.disabled" is not supported for this model',
  ],
  [
    { ...good, thinking: { type: "enabled", budget_tokens: 1024 } },
    400,
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"',
  ],
  [
    { ...old, thinking: { type: "enabled", budget_tokens: 9 } },
    400,
    "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
  ],
  [
    { ...old, thinking: { type: "enabled", budget_tokens: 1024 } },
    400,
    "`max_tokens` must be greater than `thinking.budget_tokens`",
  ],
  [
    { ...good, output_config: { effort: "huge" } },
    400,
    "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'",
  ],
  [{ ...old, output_config: { effort: "low" } }, 400, "This model does not support the effort parameter."],
  [
    { ...good, model: "claude-opus-4-6", output_config: { effort: "xhigh" } },
    400,
    "This model does not support effort level 'xhigh'",
  ],
  [{ ...good, cache_control: { type: "always" } }, 400, "cache_control: Input tag 'always' found using"],
  [
    { ...good, cache_control: { type: "ephemeral", ttl: "2h" } },
    400,
    "cache_control.ephemeral.ttl: Input should be '5m' or '1h'",
  ],
  [
    user(...Array.from({ length: 5 }, () => ({ ...text("a"), ...marked }))),
    400,
    "A maximum of 4 blocks with cache_control may be provided. Found 5.",
  ],
  [
    user({ ...text("a"), ...marked }, { ...text("b"), cache_control: { type: "ephemeral", ttl: "1h" } }),
    400,
    "messages.0.content.1.cache_control.ttl: a ttl='1h' cache_control block must not come after",
  ],
  [
    { ...good, tools: [{ name: "a b", input_schema: { type: "object" } }] },
    400,
    "tools.0.custom.name: String should match pattern",
  ],
  [{ ...good, tools: [{ name: "a" }] }, 400, "tools.0.custom.input_schema: Field required"],
  [{ ...good, tools: [tool, tool] }, 400, "tools: Tool names must be unique."],
  [
    { ...good, tool_choice: { type: "auto" } },
    400,
    "tool_choice: `tool_choice` may only be specified while providing `tools`.",
  ],
  [
    { ...good, tools: [tool], tool_choice: { type: "any" } },
    400,
    "tool_choice: `any` is not supported on this model.",
  ],
  [
    { ...old, tools: [tool], tool_choice: { type: "tool", name: "w" } },
    400,
    "Tool 'w' not found in provided tools",
  ],
  [
    {
      ...good,
      model: "claude-sonnet-5",
      messages: [hello, { role: "assistant", content: "Hi" }, { role: "system", content: "x" }, hello],
    },
    400,
    "role 'system' is not supported on this model",
  ],
  [{ ...old, messages: [{ role: "user", content: "word ".repeat(200_000) }] }, 400, "prompt is too long: "],
  [
    { ...good, messages: [{ role: "user", content: "cut \ud83d" }] },
    400,
    "The request body is not valid JSON",
  ],
  [
    { ...good, metadata: { user_id: "u".repeat(257) } },
    400,
    "metadata.user_id: String should have at most 256 characters",
  ],
  [{ ...old, top_p: 2 }, 400, "top_p: Input should be less than or equal to 1"],
  [{ ...six, top_k: 5 }, 400, "`top_k` must be unset when thinking is enabled or in adaptive mode."],
  [{ ...six, top_p: 0.5 }, 400, "`top_p` must be greater than or equal to 0.95 or unset when thinking"],
  [
    { ...six, tools: [tool], tool_choice: { type: "any" } },
    400,
    "Thinking may not be enabled when tool_choice",
  ],
  [
    { ...good, model: "claude-opus-5", thinking: { type: "disabled" }, output_config: { effort: "max" } },
    400,
    '"thinking.type.disabled" requires "output_config.effort" of "high" or lower on this model.',
  ],
  [
    { ...good, tools: [{ type: "hammer", name: "h" }] },
    400,
    "tools.0: Input tag 'hammer' found using 'type'",
  ],
];
