import type { AnswerEvent, Part } from "../core/answer";
import { type PieceRedactor, redactPieces } from "../core/redactPieces";

type Growth = Extract<AnswerEvent, { readonly type: "partGrew" }>;

/**
 * Keeps the key out of what a server answers: one that echoes it as text would otherwise bring it into the
 * conversation, and so onto the disk. Gives, for each event of one answer in turn, what may be told of it now.
 */
export function keepKeyOut(apiKey: string): (event: AnswerEvent) => readonly AnswerEvent[] {
  let growing: { readonly of: Pick<Growth, "index" | "field">; readonly pieces: PieceRedactor } | undefined;

  const grow = (of: Pick<Growth, "index" | "field">, text: string): readonly AnswerEvent[] =>
    text === "" ? [] : [{ type: "partGrew", index: of.index, field: of.field, delta: text }];

  const settle = (): readonly AnswerEvent[] => {
    const rest = growing === undefined ? [] : grow(growing.of, growing.pieces.end());
    growing = undefined;
    return rest;
  };

  const whole = (text: string): string => {
    const pieces = redactPieces(apiKey);
    return pieces.push(text) + pieces.end();
  };

  /** What a part begins with goes on with what it grows by. */
  const begin = (index: number, field: Growth["field"], text: string): string => {
    const pieces = redactPieces(apiKey);
    growing = { of: { index, field }, pieces };
    return pieces.push(text);
  };

  /** A block of an unknown kind has been seen to where it was read. */
  const partWithout = (index: number, part: Part): Part => {
    switch (part.type) {
      case "text":
        return { ...part, text: begin(index, "text", part.text) };
      case "thinking":
        return {
          ...part,
          signature: whole(part.signature),
          thinking: begin(index, "thinking", part.thinking),
        };
      case "redacted_thinking":
        return { ...part, data: whole(part.data) };
      case "unknown":
        return part;
    }
  };

  return (event) => {
    switch (event.type) {
      case "partStarted":
        return [...settle(), { ...event, part: partWithout(event.index, event.part) }];
      case "partGrew": {
        const { index, field, delta } = event;
        const before = growing?.of.index === index && growing.of.field === field ? [] : settle();
        growing ??= { of: { index, field }, pieces: redactPieces(apiKey) };
        return [...before, ...grow(growing.of, growing.pieces.push(delta))];
      }
      case "completed":
      case "failed":
        return [...settle(), event];
      default:
        return [event];
    }
  };
}
