/** A line that may open or close a fenced block of Markdown. */
export interface Fence {
  readonly mark: "`" | "~";
  /** How many marks it has, at least 3. */
  readonly length: number;
  /** How many characters of white space stand before it. */
  readonly indent: number;
  /** What stands after it, such as a language; empty for one that can close. */
  readonly info: string;
}

/** A longer one is code that happens to begin with marks; the bound keeps the reading of a huge line cheap. */
const longestFenceLine = 1_000;

/** The fence that a line is, if it is one. */
export function fenceOf(line: string): Fence | undefined {
  if (line.length > longestFenceLine) {
    return undefined;
  }
  const [, space = "", marks = "", rest = ""] = /^([ \t]*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  const mark = marks.startsWith("`") ? "`" : "~";
  // With marks behind it, it is code within a line: ```this```.
  return marks === "" || (mark === "`" && rest.includes("`"))
    ? undefined
    : { mark, length: marks.length, indent: space.length, info: rest.trim() };
}

/** What a line is to the blocks around it. */
export type FencedLine = "outside" | "opener" | "code" | "closer";

/**
 * Reads the lines of an answer one by one. Unlike in Markdown, a block within a block counts when its opener says a
 * language, as in a Markdown document that was given in a fence no longer than its own.
 */
export class FenceReader {
  readonly #readsNested: boolean;
  readonly #open: Fence[] = [];

  constructor(options: { readonly readsNested: boolean }) {
    this.#readsNested = options.readsNested;
  }

  read(line: string): FencedLine {
    const fence = fenceOf(line);
    const [outer] = this.#open;
    const inner = this.#open.at(-1);
    if (outer === undefined || inner === undefined) {
      if (fence === undefined) {
        return "outside";
      }
      this.#open.push(fence);
      return "opener";
    }
    if (fence === undefined || fence.mark !== outer.mark || fence.length < outer.length) {
      return "code";
    }
    if (fence.info === "") {
      if (fence.length >= inner.length && fence.indent <= inner.indent + 3) {
        this.#open.pop();
        return this.#open.length === 0 ? "closer" : "code";
      }
    } else if (this.#readsNested && fence.indent <= outer.indent + 3) {
      this.#open.push(fence);
    }
    return "code";
  }
}

/** A fenced block. Indexes count lines of the answer. */
export interface Block {
  readonly fence: Fence;
  /** The opener's line; the code begins with the next. */
  readonly start: number;
  /** The closer's line, or one past the last line when nothing closed it. */
  readonly end: number;
  readonly isClosed: boolean;
}

/** The blocks that stand in no other, in their order. One that nothing closes goes on to the end. */
export function blocksIn(
  lines: readonly string[],
  options: { readonly readsNested: boolean },
): readonly Block[] {
  const reader = new FenceReader(options);
  const blocks: Block[] = [];
  let opened: { readonly fence: Fence; readonly start: number } | undefined;
  for (const [index, line] of lines.entries()) {
    const kind = reader.read(line);
    if (kind === "opener") {
      const fence = fenceOf(line);
      opened = fence === undefined ? undefined : { fence, start: index };
    } else if (kind === "closer" && opened !== undefined) {
      blocks.push({ ...opened, end: index, isClosed: true });
      opened = undefined;
    }
  }
  return opened === undefined ? blocks : [...blocks, { ...opened, end: lines.length, isClosed: false }];
}
