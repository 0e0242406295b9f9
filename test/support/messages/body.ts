import {
  anyObject,
  anything,
  at,
  flag,
  list,
  number,
  object,
  oneOf,
  orNull,
  stringOr,
  tagged,
  text,
  isObject,
  type Check,
} from "./shape";
import { refuse } from "./refused";

const type = anything;
const id = text({ pattern: /^[a-zA-Z0-9_-]+$/ });

const cacheControl = orNull(tagged({ ephemeral: object({ type }, { ttl: oneOf("5m", "1h") }) }));
const cacheable = { cache_control: cacheControl };

const textBlock = object({ type, text: text() }, { ...cacheable, citations: orNull(list(anyObject)) });

const imageBlock = object(
  {
    type,
    source: tagged({
      base64: object({
        type,
        media_type: oneOf("image/jpeg", "image/png", "image/gif", "image/webp"),
        data: text(),
      }),
      url: object({ type, url: text({ min: 1 }) }),
      file: object({ type, file_id: text({ min: 1 }) }),
    }),
  },
  {
    ...cacheable,
    transformations: orNull(object({}, { oversized_image: orNull(oneOf("downsize", "error")) })),
  },
);

const documentBlock = object(
  {
    type,
    source: tagged({
      base64: object({ type, media_type: oneOf("application/pdf"), data: text() }),
      text: object({ type, media_type: oneOf("text/plain"), data: text() }),
      content: object({ type, content: stringOr(list(tagged({ text: textBlock, image: imageBlock }))) }),
      url: object({ type, url: text({ min: 1 }) }),
      file: object({ type, file_id: text({ min: 1 }) }),
    }),
  },
  {
    ...cacheable,
    citations: orNull(object({}, { enabled: flag })),
    context: orNull(text({ min: 1 })),
    title: orNull(text({ min: 1, max: 500 })),
  },
);

const searchResultBlock = object(
  { type, source: text(), title: text(), content: list(tagged({ text: textBlock })) },
  { ...cacheable, citations: object({}, { enabled: flag }) },
);

const toolResultBlock = object(
  { type, tool_use_id: id },
  {
    ...cacheable,
    content: stringOr(
      list(
        tagged({
          text: textBlock,
          image: imageBlock,
          search_result: searchResultBlock,
          document: documentBlock,
          tool_reference: object({ type, tool_name: text({ min: 1 }) }, cacheable),
          browser_state: anyObject,
        }),
      ),
    ),
    is_error: flag,
    toolset_name: orNull(text()),
  },
);

const toolUse = {
  required: { type, id, name: text({ min: 1, max: 200 }), input: anyObject },
  optional: { ...cacheable, caller: anyObject, toolset_name: orNull(text()) },
};

/** What a server's own tool gave: the endpoint runs none, so of these only the frame is looked at. */
const serverToolResult: Check = (value, path) => {
  if (isObject(value) && !Object.hasOwn(value, "content")) {
    refuse(`${at(path, "content")}: Field required`);
  }
  text({ min: 1 })(isObject(value) ? value["tool_use_id"] : undefined, at(path, "tool_use_id"));
};

const block = tagged({
  text: textBlock,
  image: imageBlock,
  document: documentBlock,
  search_result: searchResultBlock,
  thinking: object({ type, thinking: text(), signature: text() }),
  redacted_thinking: object({ type, data: text({ min: 1 }) }),
  tool_use: object(toolUse.required, toolUse.optional),
  tool_result: toolResultBlock,
  server_tool_use: object(toolUse.required, toolUse.optional),
  web_search_tool_result: serverToolResult,
  web_fetch_tool_result: serverToolResult,
  code_execution_tool_result: serverToolResult,
  bash_code_execution_tool_result: serverToolResult,
  text_editor_code_execution_tool_result: serverToolResult,
  tool_search_tool_result: serverToolResult,
  container_upload: object({ type, file_id: text({ min: 1 }) }, cacheable),
});

const message = object({
  role: oneOf("user", "assistant", "system"),
  content: stringOr(list(block)),
});

const customTool = object(
  { name: text({ pattern: /^[a-zA-Z0-9_-]{1,128}$/ }), input_schema: inputSchema },
  {
    ...cacheable,
    type: orNull(oneOf("custom")),
    description: text(),
    strict: flag,
    eager_input_streaming: orNull(flag),
    input_examples: list(anyObject),
    defer_loading: flag,
    allowed_callers: list(text()),
  },
);

const builtInTool =
  /^(bash|text_editor|memory|browser_toolset|computer_toolset|web_search|web_fetch|code_execution|tool_search_tool_(bm25|regex))_\d{8}$/;

/** A tool of one's own is checked whole; of the API's own tools only the type. */
const tool: Check = (value, path) => {
  const kind = isObject(value) ? value["type"] : undefined;
  if (typeof kind !== "string" || kind === "custom") {
    customTool(value, at(path, "custom"));
  } else if (!builtInTool.test(kind)) {
    refuse(
      `${path}: Input tag '${kind}' found using 'type' does not match any of the expected tags: 'custom'`,
    );
  }
};

function inputSchema(value: unknown, path: string): void {
  anyObject(value, path);
  oneOf("object")(isObject(value) ? value["type"] : undefined, at(path, "type"));
}

const parallel = { disable_parallel_tool_use: flag };
const display = { display: orNull(oneOf("summarized", "omitted")) };

const required = {
  model: text({ min: 1, max: 256 }),
  messages: list(message, { max: 100_000 }),
};

const optional = {
  system: stringOr(list(tagged({ text: textBlock }))),
  tools: list(tool),
  tool_choice: tagged({
    auto: object({ type }, parallel),
    any: object({ type }, parallel),
    tool: object({ type, name: text({ min: 1 }) }, parallel),
    none: object({ type }),
  }),
  thinking: tagged({
    adaptive: object({ type }, display),
    enabled: object({ type, budget_tokens: number({ min: 1024, whole: true }) }, display),
    disabled: object({ type }),
    between_tools: object({ type }),
  }),
  output_config: object(
    {},
    {
      effort: orNull(oneOf("low", "medium", "high", "xhigh", "max")),
      format: orNull(tagged({ json_schema: object({ type, schema: anyObject }) })),
    },
  ),
  cache_control: cacheControl,
  speed: orNull(oneOf("standard", "fast")),
};

/** Gone with version 2026-10-21. */
const sampling = {
  temperature: number({ min: 0, max: 1 }),
  top_p: number({ min: 0, max: 1 }),
  top_k: number({ min: 0, whole: true }),
};

const createOnly = {
  stream: flag,
  stop_sequences: list(text()),
  metadata: object({}, { user_id: orNull(text({ max: 256 })) }),
  service_tier: oneOf("auto", "standard_only"),
  inference_geo: orNull(text()),
  container: orNull(stringOr(object({}, { id: orNull(text()), skills: orNull(list(anyObject)) }))),
  diagnostics: orNull(object({}, { previous_message_id: orNull(text()) })),
};

const maxTokens = { max_tokens: number({ min: 0, whole: true }) };

/** The body of `POST /v1/messages` under each version: fields, their types and ranges, and nothing else. */
export function createBody(version: string): Check {
  return object(
    { ...required, ...maxTokens },
    version === "2023-06-01" || version === "2023-01-01"
      ? { ...optional, ...createOnly, ...sampling }
      : { ...optional, ...createOnly },
  );
}

/** The body of `POST /v1/messages/count_tokens`. */
export const countBody: Check = object(required, optional);
