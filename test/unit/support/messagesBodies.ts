import { signatureFor } from "../../support/messages/signature";

/** The first message of most conversations here. */
export const hello = { role: "user", content: "Hello" };
/** The least that is a request. */
export const good = { model: "claude-sonnet-5-5", max_tokens: 1024, messages: [hello] };
/** The same to a model that still takes prefill and sampling. */
export const old = { ...good, model: "claude-haiku-4-5" };
/** A cache breakpoint. */
export const marked = { cache_control: { type: "ephemeral" } };
/** As much of a PNG file as its size needs, in base64. */
export const png = (width: number, height = width): string => {
  const bytes = Buffer.alloc(33);
  bytes.write("\x89PNG\r\n\x1a\n", "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString("base64");
};
/** As much of a JPEG file as its size needs, in base64. */
export const jpeg = (width: number): string =>
  Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 9, width >> 8, width & 255, 3]).toString("base64");
/** An image block. */
export const image = (media_type: string, data: string) => ({
  type: "image",
  source: { type: "base64", media_type, data },
});
/** A text block. */
export const text = (words: string) => ({ type: "text", text: words });
/** A request of one message with these blocks. */
export const user = (...content: object[]) => ({ ...good, messages: [{ role: "user", content }] });
/** A tool of one's own. */
export const tool = { name: "read", description: "Reads", input_schema: { type: "object" } };
/** A call of that tool. */
export const call = (id: string) => ({ type: "tool_use", id, name: "read", input: {} });
/** The result of such a call. */
export const result = (id: string) => ({ type: "tool_result", tool_use_id: id, content: "done" });
/** A request with one answer of the assistant in it, and what came after. */
export const talk = (assistant: unknown, ...last: object[]) => ({
  ...good,
  tools: [tool],
  messages: [
    hello,
    { role: "assistant", content: assistant },
    ...last.map((content) => ({ role: "user", content })),
  ],
});
/** A thinking block as it comes with its display omitted. */
export const thinking = (signature: string) => ({ type: "thinking", thinking: "", signature });
const prefix = [
  { role: "user", index: 0, blocks: [{ block: text("Hello"), path: "messages.0.content" }] },
] as const;
/** The signature of a thinking block that answers `hello`. */
export const ours = signatureFor("claude-sonnet-5-5", "", prefix);

/** Bodies that the API takes, by what they show. */
export const acceptedBodies: Readonly<Record<string, object>> = {
  "the least there is": good,
  "a dated id's alias": old,
  "everything optional": {
    ...good,
    system: [{ ...text("Be brief"), cache_control: { type: "ephemeral", ttl: "1h" } }],
    stop_sequences: ["END"],
    metadata: { user_id: "u1" },
    service_tier: "auto",
    thinking: { type: "adaptive", display: "summarized" },
    output_config: { effort: "high" },
    tools: [tool],
    tool_choice: { type: "auto", disable_parallel_tool_use: true },
    cache_control: { type: "ephemeral" },
  },
  "neighbouring messages of one role": { ...good, messages: [hello, hello] },
  "text and an image": user(image("image/png", png(10)), text("What is it?")),
  "an image by its address": user({ type: "image", source: { type: "url", url: "https://a.test/a.png" } }),
  "a JPEG": user(image("image/jpeg", jpeg(900))),
  "a document of plain text": user({
    type: "document",
    source: { type: "text", media_type: "text/plain", data: "x" },
    citations: { enabled: true },
  }),
  "a tool's call with its result": talk([call("t1")], [result("t1"), text("Go on")]),
  "a tool of the API's own": { ...good, tools: [{ type: "web_search_20260318", name: "web_search" }] },
  "a thinking block that was signed here": talk([thinking(ours), text("Hi")], [text("And?")]),
  "a system message amid the conversation": {
    ...good,
    messages: [hello, { role: "assistant", content: "Hi" }, { role: "system", content: "Be brief" }, hello],
  },
  "a budget for thinking where it exists": {
    ...old,
    max_tokens: 4096,
    thinking: { type: "enabled", budget_tokens: 1024 },
  },
  "a temperature where it exists": { ...old, temperature: 0.2 },
  "the beginning of the answer where it may be given": {
    ...old,
    messages: [hello, { role: "assistant", content: "Well" }],
  },
  "no thinking where it can be turned off": {
    ...good,
    model: "claude-opus-4-8",
    thinking: { type: "disabled" },
  },
};
