import type { ContentBlockParam } from "@anthropic-ai/sdk/resources/messages/messages";
import type { Part, RawBlock } from "./answer";
import { isObject } from "./shape";

/** What the API's own tools leave in an answer. */
type ServerToolBlock = Extract<
  ContentBlockParam,
  { readonly type: "server_tool_use" | `${string}_tool_result` }
>;

/**
 * The block of a server's tool as it has to go back: unchanged, and a use only with its result, unless the answer is to
 * go on from there.
 * @param parts all of the answer, as far as it is sent back
 */
export function serverToolBlock(
  part: Part,
  parts: readonly Part[],
  isPaused: boolean,
): ServerToolBlock | undefined {
  const block = part.type === "unknown" ? part.block : undefined;
  if (block === undefined || !isServerToolBlock(block)) {
    return undefined;
  }
  const isAnswered =
    block.type !== "server_tool_use" ||
    parts.some((other) => other.type === "unknown" && other.block?.["tool_use_id"] === block.id);
  return isAnswered || isPaused ? block : undefined;
}

function isServerToolBlock(block: RawBlock): block is RawBlock & ServerToolBlock {
  const { type, id, name, input, content } = block;
  if (type === "server_tool_use") {
    return typeof id === "string" && typeof name === "string" && isObject(input);
  }
  return (
    typeof type === "string" &&
    /^\w+_tool_result$/.test(type) &&
    typeof block["tool_use_id"] === "string" &&
    content !== undefined
  );
}
