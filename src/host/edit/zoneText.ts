import { fenced } from "../../core/contextText";
import { withHiddenShown } from "../../core/plainText";

/** A line longer than this, in characters, says nothing more to a person, and costs the page dearly. */
const longestLine = 1_000;

/** Markdown that shows lines that went, each with a minus, as a diff does; nothing in them has a meaning of its own. */
export function removedMarkdown(lines: readonly string[]): string {
  return fenced(lines.map((line) => `- ${shown(line)}`).join("\n"), "diff");
}

/**
 * Markdown that shows the last lines of what is being written, padded to one of a few heights so that what stands below
 * does not move with every line.
 * @param lineCount how many lines came in all
 */
export function writtenMarkdown(tail: readonly string[], lineCount: number, languageId: string): string {
  const height = heights.find((lines) => lineCount <= lines) ?? tail.length;
  const lines = tail.slice(-height).map(shown);
  const padding = Array.from({ length: Math.max(0, height - lines.length) }, () => "\u00a0");
  return fenced([...lines, ...padding].join("\n"), languageId);
}

/** In lines. */
const heights = [3, 6, 12];

function shown(line: string): string {
  const cut = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
  return withHiddenShown(cut);
}
