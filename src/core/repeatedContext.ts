/** Lines of a document around those that are replaced. */
export interface Surroundings {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Nobody repeats more by accident. */
const mostRepeated = 20;

/**
 * The replacement without lines that it repeats from around the place, such as the comment above a function or the
 * bracket below it: put in, they would stand there twice. Only where what follows them, or goes before them, is the
 * first or the last line of the original, so that nothing is taken away that was meant.
 */
export function withoutRepeatedContext(
  lines: readonly string[],
  original: readonly string[],
  { above, below }: Surroundings,
): readonly string[] {
  const first = repeated(lines, original, above);
  const rest = lines.slice(first);
  const last = repeated(rest.toReversed(), original.toReversed(), below.toReversed());
  return last === 0 ? rest : rest.slice(0, -last);
}

/** How many lines at the beginning repeat the last lines above. */
function repeated(lines: readonly string[], original: readonly string[], above: readonly string[]): number {
  const start = original.find((line) => line.trim() !== "");
  for (let count = Math.min(mostRepeated, above.length, lines.length); count > 0; count -= 1) {
    const head = lines.slice(0, count);
    const stood = above.slice(-count);
    const next = lines.slice(count).find((line) => line.trim() !== "");
    if (
      start !== undefined &&
      next?.trim() === start.trim() &&
      head.some((line) => /[\p{L}\p{N}]/u.test(line)) &&
      head.every((line, index) => line.trimEnd() === stood[index]?.trimEnd()) &&
      // Where the original begins like its surroundings, the same lines may be meant.
      original[0]?.trimEnd() !== head[0]?.trimEnd()
    ) {
      return count;
    }
  }
  return 0;
}
