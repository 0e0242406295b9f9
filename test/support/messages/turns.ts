import { isObject, type Json } from "./shape";

/** A content block and its place in the body, in the API's notation. */
export interface Block {
  readonly block: Json;
  readonly path: string;
}

/** Neighbouring messages of one role, which the API reads as one turn. */
export interface Turn {
  readonly role: string;
  /** Index of its first message. */
  readonly index: number;
  readonly blocks: readonly Block[];
}

/** The turns of a body whose shape is known to be right; a string is one text block. */
export function turnsOf(body: Json): readonly Turn[] {
  const turns: { role: string; index: number; blocks: Block[] }[] = [];
  for (const [index, message] of listOf(body["messages"]).entries()) {
    const role = String(message["role"]);
    const blocks = blocksOf(message["content"], `messages.${index}.content`);
    const last = turns.at(-1);
    if (last?.role === role) {
      last.blocks.push(...blocks);
    } else {
      turns.push({ role, index, blocks: [...blocks] });
    }
  }
  return turns;
}

/** Content as blocks: of a message, of the system prompt, of a tool's result. */
export function blocksOf(content: unknown, path: string): readonly Block[] {
  return typeof content === "string"
    ? [{ block: { type: "text", text: content }, path }]
    : listOf(content).map((block, index) => ({ block, path: `${path}.${index}` }));
}

/** The objects of an array; none where there is no array. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The `type` of a block or of a setting such as `thinking`, or "" without one. */
export function typeOf(value: unknown): string {
  return isObject(value) && typeof value["type"] === "string" ? value["type"] : "";
}

/** A block's text, or "" for any other block. */
export function textOf(block: Json): string {
  return block["type"] === "text" && typeof block["text"] === "string" ? block["text"] : "";
}

/** What Claude would be told first, blocks joined. */
export function systemText(body: Json): string {
  return blocksOf(body["system"], "system")
    .map(({ block }) => textOf(block))
    .join("\n");
}
