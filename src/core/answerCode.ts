import { type Block, blocksIn, fenceOf } from "./fences";
import { firstWritten, indentOf } from "./indentation";
import { likenessTo } from "./likeness";
import { isBlank, isProseLanguage, trimmed } from "./prose";
import { type AnswerCode, introductionLength, unfencedCode } from "./unfencedCode";

/** Lines of the answer that may be the code: from `start` up to, not including, `end`; the rest is words. */
interface Candidate {
  readonly start: number;
  readonly end: number;
  /** The lines that the code takes together with its fence. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** The fence around the code; none for code that holds its fences itself. */
  readonly block?: Block;
}

/** Finds the code in the lines of an answer, by what it is to replace. */
export function codeIn(
  lines: readonly string[],
  original: readonly string[],
  languageId: string,
): AnswerCode {
  const blocks = topBlocks(lines, original, languageId);
  if (blocks.length === 0 || isUnderline(blocks[0], lines, original)) {
    return unfencedCode(lines, original, languageId);
  }
  const chosen = choose(lines, original, languageId, blocks);
  const code = insideOf(chosen, lines, original);
  const said = [...trimmed(lines.slice(0, chosen.outerStart)), "", ...trimmed(lines.slice(chosen.outerEnd))];
  const isNothing = chosen.block?.isClosed === false && isBlank(code);
  return { code: isNothing ? undefined : code, said: said.join("\n").trim(), isFenced: true };
}

/** A line of tildes that the original has too marks a heading there, or is its own fence. */
function isUnderline(
  block: Block | undefined,
  lines: readonly string[],
  original: readonly string[],
): boolean {
  return block?.fence.mark === "~" && original.includes(lines[block.start] ?? "");
}

/** The lines of a candidate without what the fence did to them. */
function insideOf(
  { start, end, block }: Candidate,
  lines: readonly string[],
  original: readonly string[],
): readonly string[] {
  const code = lines.slice(start, end);
  if (block === undefined) {
    return code;
  }
  const { mark, length, indent } = block.fence;
  const marks = mark.repeat(length);
  const last = code.at(-1) ?? "";
  // The end of the fence may come without a line of its own.
  const endsInMarks = fenceOf(last) === undefined && last.trimEnd().endsWith(marks);
  if (!block.isClosed && endsInMarks && !original.some((line) => line.endsWith(marks))) {
    code[code.length - 1] = last.trimEnd().slice(0, -length);
  }
  // What stands in a list is indented along with its fence; what stands in code only looks so.
  const isShifted =
    code.every((line) => line.trim() === "" || indentOf(line).length >= indent) &&
    indentOf(firstWritten(code)) !== indentOf(firstWritten(original));
  return indent > 0 && isShifted ? code.map((line) => line.slice(indent)) : code;
}

/** Blocks within blocks are read as such, unless that leaves open what is closed when they are not. */
function topBlocks(
  lines: readonly string[],
  original: readonly string[],
  languageId: string,
): readonly Block[] {
  const nested = blocksIn(lines, { readsNested: true });
  if (nested.every(({ isClosed }) => isClosed) || mayHoldFences(original, languageId)) {
    return nested;
  }
  const plain = blocksIn(lines, { readsNested: false });
  return plain.every(({ isClosed }) => isClosed) ? plain : nested;
}

function mayHoldFences(original: readonly string[], languageId: string): boolean {
  return isProseLanguage(languageId) || original.some((line) => fenceOf(line) !== undefined);
}

function choose(
  lines: readonly string[],
  original: readonly string[],
  languageId: string,
  blocks: readonly Block[],
): Candidate {
  const inner: readonly Candidate[] = blocks.map((block) => ({
    start: block.start + 1,
    end: block.end,
    outerStart: block.start,
    outerEnd: block.end + 1,
    block,
  }));
  const widest = widestOf(lines, blocks);
  if (widest !== undefined && isMarkdownInMarkdown(blocks, languageId)) {
    return widest;
  }
  const others = mayHoldFences(original, languageId) ? withFences(lines, original, blocks, widest) : [];
  const likeness = likenessTo(original);
  const quoted = original.join("\n").trim();
  const ranked = [...inner, ...others]
    .map((candidate) => {
      const code = lines.slice(candidate.start, candidate.end);
      const isSame = code.join("\n").trim() === quoted;
      return { candidate, like: likeness(code), isBlank: isBlank(code), isSame };
    })
    .sort((a, b) => Number(a.isBlank) - Number(b.isBlank) || b.like - a.like);
  // "Before" and "after": the block that quotes the original is not the proposal, if another comes near to it.
  const changed = ranked.find(({ like, isSame }) => like >= 0.5 && !isSame);
  const [best] = ranked;
  const chosen = best?.isSame === true && inner.length > 1 ? (changed ?? best) : best;
  return chosen?.candidate ?? { start: 0, end: lines.length, outerStart: 0, outerEnd: lines.length };
}

const markdown = /^(?:markdown|md|mdx)\b/i;

/** A Markdown document in a fence no longer than the ones in it: the first block is called Markdown, the next nothing. */
function isMarkdownInMarkdown(blocks: readonly Block[], languageId: string): boolean {
  const [first, second] = blocks;
  return (
    isProseLanguage(languageId) &&
    first !== undefined &&
    second !== undefined &&
    markdown.test(first.fence.info) &&
    second.fence.info === ""
  );
}

/** From the first opener to the last line that could close it. */
function widestOf(lines: readonly string[], blocks: readonly Block[]): Candidate | undefined {
  const [first] = blocks;
  if (first === undefined || blocks.length < 2) {
    return undefined;
  }
  const { mark, length } = first.fence;
  const last = lines.findLastIndex((line) => {
    const fence = fenceOf(line);
    return fence?.mark === mark && fence.length >= length && fence.info === "";
  });
  return last > first.end
    ? { start: first.start + 1, end: last, outerStart: first.start, outerEnd: last + 1 }
    : undefined;
}

/** Whether the lines begin with a fence and end with one. */
function isOneBlock(lines: readonly string[]): boolean {
  const written = trimmed(lines);
  return fenceOf(written[0] ?? "") !== undefined && fenceOf(written.at(-1) ?? "")?.info === "";
}

/** A fence that says Markdown stands around a document, unless the document has it itself. */
function namesMarkdown({ fence }: Block, known: ReadonlySet<string>): boolean {
  return markdown.test(fence.info) && !known.has(fence.mark.repeat(fence.length) + fence.info);
}

/** What the answer may mean when the fences in it can be the document's own. */
function withFences(
  lines: readonly string[],
  original: readonly string[],
  blocks: readonly Block[],
  widest: Candidate | undefined,
): readonly Candidate[] {
  const longest = longestFence(original, blocks[0]?.fence.mark);
  const hasFences = longest > 0;
  if (hasFences && blocks.every(({ fence }) => fence.length > longest)) {
    // Longer than any of the document's, as it was asked for.
    return [];
  }
  const known = new Set(original.map((line) => line.trim()).filter((line) => line !== ""));
  const outside = [...blocks.map(({ start }) => start), lines.length].flatMap((next, index) =>
    lines.slice((blocks[index - 1]?.end ?? -1) + 1, next),
  );
  const hasKnownOutside = outside.some((line) => known.has(line.trim()));
  const [first = ""] = trimmed(original);
  const beginsAlike = fenceOf(first) !== undefined && trimmed(lines)[0] === first;
  const lead = introductionLength(lines, original, true);
  const whole = { start: lead, end: lines.length, outerStart: lead, outerEnd: lines.length };
  const own = blocks
    .filter((block) => !isBlank(lines.slice(block.start + 1, block.end)) && !namesMarkdown(block, known))
    .map(({ start, end }) => ({ start, end: end + 1, outerStart: start, outerEnd: end + 1 }));
  return [
    ...(hasFences && isOneBlock(original) ? own : []),
    ...((hasFences || hasKnownOutside) && widest !== undefined ? [widest] : []),
    ...((hasFences && (!isBlank(outside) || beginsAlike)) || hasKnownOutside ? [whole] : []),
  ];
}

/** How many marks the longest fence of that mark has; 0 without any. */
function longestFence(lines: readonly string[], mark: string | undefined): number {
  return lines.reduce((longest, line) => {
    const fence = fenceOf(line);
    return fence?.mark === mark ? Math.max(longest, fence?.length ?? 0) : longest;
  }, 0);
}
