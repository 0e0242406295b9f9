import { contextLabel } from "./context";
import type { Conversation } from "./conversation";

/** How long a title made from a question may be, in characters as people count them. */
const longestTitle = 80;

/**
 * What a conversation is called, on one line: what the person named it, else how its first question begins, else what
 * was attached to that. Empty when nothing has been asked.
 */
export function titleOf({ title, turns }: Pick<Conversation, "title" | "turns">): string {
  const named = firstLine(title ?? "");
  if (named !== "") {
    return named;
  }
  const first = turns.find((turn) => turn.role === "user");
  return first?.role === "user"
    ? firstLine(first.text) || firstLine(first.context.map(contextLabel).join(", "))
    : "";
}

/** The first line that says something, its white space made even, cut where it is too long for a list. */
export function firstLine(text: string): string {
  const line = /\S.*/u.exec(text)?.[0].slice(0, 4_000).trim().replace(/\s+/gu, " ") ?? "";
  const whole = beginning(line, longestTitle);
  return whole === line ? line : `${beginning(line, longestTitle - 1).trimEnd()}…`;
}

/** At most so many characters, as people count them, from the beginning of a text. */
export function beginning(text: string, characters: number): string {
  if (text.length <= characters) {
    return text;
  }
  let end = 0;
  let count = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (count === characters) {
      break;
    }
    count += 1;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
