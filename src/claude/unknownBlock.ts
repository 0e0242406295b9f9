import type { Part, RawBlock } from "../core/answer";
import type { Redact } from "../core/redact";
import { isObject } from "../core/shape";
import { parseJson, textIn } from "./shape";
import { shortWord } from "./words";

/** What the person is told of a block of an unknown kind. */
export function unknownPart(block: RawBlock, redact: Redact): Extract<Part, { readonly type: "unknown" }> {
  return { type: "unknown", blockType: shortWord(textIn(block, "type") ?? "", redact) };
}

/** Keeps a block of an unknown kind as the API wrote it, so that it can go back unchanged. */
export class UnknownBlock {
  readonly #start: RawBlock;
  #input = "";
  #isKnown = true;

  /** @param start the block as it began */
  constructor(start: RawBlock) {
    this.#start = start;
  }

  /**
   * A delta of a tool's input adds to it; after any other, nobody here knows what the block holds. Gives whether the
   * block is longer now.
   */
  grow(delta: RawBlock): boolean {
    const json = delta["type"] === "input_json_delta" ? textIn(delta, "partial_json") : undefined;
    this.#isKnown &&= json !== undefined;
    this.#input += json ?? "";
    return json !== undefined && json !== "";
  }

  /** The whole block, or undefined where it could not be followed or is nested beyond reason. A tool without arguments sends no input at all. */
  whole(redact: Redact): RawBlock | undefined {
    const input = this.#input === "" ? undefined : parseJson(this.#input);
    if (!this.#isKnown || (this.#input !== "" && !isObject(input))) {
      return undefined;
    }
    const block = input === undefined ? this.#start : { ...this.#start, input };
    if (!isShallow(block)) {
      return undefined;
    }
    const clean = parseJson(redact(JSON.stringify(block)));
    return isObject(clean) ? clean : undefined;
  }
}

/** As many levels as no honest block has; some thousands are more than can be written as JSON again. */
const mostLevels = 200;

function isShallow(block: RawBlock): boolean {
  let level: readonly unknown[] = [block];
  for (let depth = 0; depth < mostLevels; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) {
      return true;
    }
  }
  return false;
}
