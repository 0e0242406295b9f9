import { createHash } from "node:crypto";
import type { Accepted } from "./check";
import { isObject } from "./shape";
import { estimateTokens } from "./tokens";
import { systemText } from "./turns";

/** How many of a request's tokens came from the cache, and how many went there. */
export interface Cached {
  readonly read: number;
  readonly written: number;
}

/** How many blocks before a mark are looked at for something that is there already. */
const lookBack = 20;

/** Remembers the beginnings of requests as the API's prompt cache does; nothing grows old in it. */
export class PromptCache {
  readonly #known = new Set<string>();

  /** Looks a request up, and keeps what it marks. Only the mark of the whole request and of single blocks count. */
  take({ body, model, turns, inputTokens }: Accepted): Cached {
    const blocks = turns.flatMap((turn) => turn.blocks.map(({ block }) => ({ role: turn.role, block })));
    const isMarked = ({ block }: (typeof blocks)[number]): boolean => isObject(block["cache_control"]);
    const end = isObject(body["cache_control"]) ? blocks.length : blocks.findLastIndex(isMarked) + 1;
    if (end === 0) {
      return { read: 0, written: 0 };
    }
    const start = JSON.stringify([model.id, body["tools"], systemText(body), body["thinking"]]);
    const prefixes = prefixesOf(start, blocks);
    const tokensTo = (length: number): number =>
      length === blocks.length
        ? inputTokens
        : estimateTokens({
            ...body,
            messages: blocks.slice(0, length).map(({ block }) => ({ content: [block] })),
          });
    const isLong = (length: number): boolean => tokensTo(length) >= model.cacheMinimum;
    let known = 0;
    for (let length = end; length > Math.max(0, end - lookBack); length -= 1) {
      if (this.#known.has(prefixes[length] ?? "") && isLong(length)) {
        known = length;
        break;
      }
    }
    if (isLong(end)) {
      this.#known.add(prefixes[end] ?? "");
    }
    const read = known === 0 ? 0 : tokensTo(known);
    return { read, written: isLong(end) ? tokensTo(end) - read : 0 };
  }

  clear(): void {
    this.#known.clear();
  }
}

/** The identity of the first so many blocks, by their number. */
function prefixesOf(
  start: string,
  blocks: readonly { readonly role: string; readonly block: Readonly<Record<string, unknown>> }[],
): readonly string[] {
  const prefixes = [hash(start)];
  for (const { role, block } of blocks) {
    const { cache_control: _mark, ...content } = block;
    prefixes.push(hash(`${prefixes.at(-1)}${role}${JSON.stringify(content)}`));
  }
  return prefixes;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
