import { checkImage, checkPdf, type Size } from "./images";
import { refuse } from "./refused";
import { isObject, type Json } from "./shape";
import { blocksOf, listOf, textOf, typeOf, type Block, type Turn } from "./turns";

const onlyFrom: Readonly<Record<string, "user" | "assistant">> = {
  image: "user",
  search_result: "user",
  tool_result: "user",
  container_upload: "user",
  thinking: "assistant",
  redacted_thinking: "assistant",
  tool_use: "assistant",
  server_tool_use: "assistant",
  web_search_tool_result: "assistant",
  web_fetch_tool_result: "assistant",
  code_execution_tool_result: "assistant",
  bash_code_execution_tool_result: "assistant",
  text_editor_code_execution_tool_result: "assistant",
  tool_search_tool_result: "assistant",
};

/** Refuses messages that are empty, in the wrong order, or hold what their role cannot say. */
export function checkMessages(body: Json, turns: readonly Turn[], version: string): void {
  if (turns.length === 0) {
    refuse("messages: at least one message is required");
  }
  if (turns[0]?.role !== "user") {
    refuse('messages: first message must use the "user" role');
  }
  const messages = listOf(body["messages"]);
  for (const [index, message] of messages.entries()) {
    const content = message["content"];
    const empty = content === "" || (Array.isArray(content) && content.length === 0);
    if (empty && message["role"] === "user") {
      refuse(`messages.${index}: user messages must have non-empty content`);
    }
    if (empty && !(message["role"] === "assistant" && index === messages.length - 1)) {
      refuse(
        `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
      );
    }
  }
  for (const turn of turns) {
    for (const placed of turn.blocks) {
      checkRole(placed, turn.role, version);
    }
    if (turn.role === "assistant" && typeOf(turn.blocks.at(-1)?.block) === "thinking") {
      refuse(`messages.${turn.index}: The final block in an assistant message cannot be \`thinking\`.`);
    }
  }
}

function checkRole({ block, path }: Block, role: string, version: string): void {
  const type = typeOf(block);
  const owner = type === "document" && version === "2026-10-21" ? "user" : onlyFrom[type];
  if (role === "system" && type !== "text") {
    refuse(`${path}: \`${type}\` blocks are not allowed in \`system\` messages`);
  }
  if (owner !== undefined && owner !== role) {
    refuse(`${path}: \`${type}\` blocks can only be in \`${owner}\` messages`);
  }
  const citations = block["citations"];
  if (type === "text" && role === "user" && version === "2026-10-21" && Array.isArray(citations)) {
    if (citations.length > 0) {
      refuse(`${path}.text.citations: Citations are not permitted in user messages`);
    }
  }
}

/** Refuses text blocks that say nothing, wherever they stand. */
export function checkTexts(body: Json, turns: readonly Turn[]): void {
  const blocks = everyBlock(body, turns);
  for (const { block, path } of blocks) {
    const text = textOf(block);
    if (typeOf(block) !== "text" || text.trim() !== "") {
      continue;
    }
    if (isObject(block["cache_control"])) {
      refuse(`${path}.text: cache_control cannot be set for empty text blocks`);
    }
    // A message or prompt that is an empty string has been judged as a whole.
    const whole = path === "system" || /^messages\.\d+\.content$/.test(path);
    if (text !== "" || !whole) {
      const field = path.startsWith("system") ? "system" : "messages";
      const words = text === "" ? "be non-empty" : "contain non-whitespace text";
      refuse(`${field}: text content blocks must ${words}`);
    }
  }
}

/** Refuses a tool's call without its result right after it, and a result without its call right before it. */
export function checkToolPairs(turns: readonly Turn[]): void {
  const seen = new Set<string>();
  for (const [place, turn] of turns.entries()) {
    const next = turns[place + 1];
    const calls = idsOf(turn.blocks, "tool_use", "id");
    for (const id of calls) {
      if (seen.has(id)) {
        refuse("messages: `tool_use` ids must be unique");
      }
      seen.add(id);
    }
    // Results come first in their message: one behind a text counts as missing.
    const firstOther = next?.blocks.findIndex(({ block }) => typeOf(block) !== "tool_result") ?? 0;
    const leading = firstOther < 0 ? next?.blocks : next?.blocks.slice(0, firstOther);
    const results = next?.role === "user" ? idsOf(leading ?? [], "tool_result", "tool_use_id") : [];
    const missing = calls.filter((id) => !results.includes(id));
    if (missing.length > 0) {
      refuse(
        `messages.${turn.index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ` +
          `${missing.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      );
    }
    checkResults(turn, turns[place - 1]);
    checkServerUses(turn, place === turns.length - 1);
  }
}

/** The last turn may still wait for its result: that is how a paused turn goes back. */
function checkServerUses({ blocks }: Turn, isLast: boolean): void {
  const answered = new Set(blocks.map(({ block }) => block["tool_use_id"]));
  for (const { block, path } of blocks) {
    if (typeOf(block) === "server_tool_use" && !isLast && !answered.has(block["id"])) {
      refuse(
        `${path}: \`${String(block["name"])}\` tool use with id \`${String(block["id"])}\` was found without a ` +
          `corresponding \`${String(block["name"])}_tool_result\` block`,
      );
    }
  }
}

function checkResults(turn: Turn, previous: Turn | undefined): void {
  const calls = previous?.role === "assistant" ? idsOf(previous.blocks, "tool_use", "id") : [];
  const answered = new Set<string>();
  for (const { block, path } of turn.blocks) {
    if (typeOf(block) !== "tool_result") {
      continue;
    }
    const id = String(block["tool_use_id"]);
    if (!calls.includes(id)) {
      refuse(
        `${path}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. ` +
          "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.",
      );
    }
    if (answered.has(id)) {
      refuse(
        `${path}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`,
      );
    }
    answered.add(id);
  }
}

function idsOf(blocks: readonly Block[], type: string, field: string): readonly string[] {
  return blocks.filter(({ block }) => typeOf(block) === type).map(({ block }) => String(block[field]));
}

/** Refuses more than four cache marks, and a long-lived one behind a short-lived one. */
export function checkCacheMarks(body: Json, turns: readonly Turn[]): void {
  const marked = [
    ...listOf(body["tools"]).map((block, index) => ({ block, path: `tools.${index}` })),
    ...everyBlock(body, turns),
    { block: body, path: "" },
  ].filter(({ block }) => isObject(block["cache_control"]));
  if (marked.length > 4) {
    refuse(`A maximum of 4 blocks with cache_control may be provided. Found ${marked.length}.`);
  }
  let short = false;
  for (const { block, path } of marked) {
    const control = block["cache_control"];
    const long = isObject(control) && control["ttl"] === "1h";
    if (long && short) {
      refuse(
        `${path === "" ? "" : `${path}.`}cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. ` +
          "Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
      );
    }
    short ||= !long;
  }
}

/**
 * Refuses images and documents that are not what they say, or too many of them.
 * @returns the sizes of the images that tell theirs
 */
export function checkMedia(body: Json, turns: readonly Turn[], most: number): readonly Size[] {
  const sizes: { size: Size; path: string }[] = [];
  let count = 0;
  for (const { block, path } of everyBlock(body, turns)) {
    const type = typeOf(block);
    const source = block["source"];
    if ((type !== "image" && type !== "document") || !isObject(source)) {
      continue;
    }
    count += 1;
    const inside = `${path}.${type}.source.${typeOf(source)}`;
    if (source["type"] === "file") {
      refuse(`File not found: ${String(source["file_id"])}`, 404, "not_found_error");
    }
    if (source["type"] === "url" && !/^https:\/\//i.test(String(source["url"]))) {
      refuse(`${inside}.url: Only HTTPS URLs are supported.`);
    }
    if (source["type"] === "base64" && type === "document") {
      checkPdf(String(source["data"]), inside);
    } else if (source["type"] === "base64") {
      const size = checkImage(String(source["data"]), String(source["media_type"]), inside);
      sizes.push(...(size === undefined ? [] : [{ size, path: inside }]));
    }
  }
  if (count > most) {
    refuse(`messages: too many images and documents: ${count} > ${most}`);
  }
  const large = sizes.find(({ size }) => count > 20 && Math.max(size.width, size.height) > 2000);
  if (large !== undefined) {
    refuse(
      `${large.path}.data: At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels`,
    );
  }
  return sizes.map(({ size }) => size);
}

/** Every block of the prompt in its order, those inside tool results and documents too. */
function everyBlock(body: Json, turns: readonly Turn[]): readonly Block[] {
  const inside = (placed: Block): readonly Block[] => {
    const { block, path } = placed;
    const type = typeOf(block);
    const source = block["source"];
    if (type === "tool_result" || type === "search_result") {
      return [placed, ...listed(block["content"], `${path}.${type}.content`).flatMap(inside)];
    }
    return isObject(source) && source["type"] === "content"
      ? [placed, ...listed(source["content"], `${path}.${type}.source.content.content`).flatMap(inside)]
      : [placed];
  };
  return [...blocksOf(body["system"], "system"), ...turns.flatMap((turn) => turn.blocks)].flatMap(inside);
}

/** A tool may well return an empty string. */
function listed(content: unknown, path: string): readonly Block[] {
  return typeof content === "string" ? [] : blocksOf(content, path);
}
