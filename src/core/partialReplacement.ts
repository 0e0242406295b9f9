import { diffHunks } from "./hunks";

/**
 * What a replacement that broke off can be used for: the lines that came, then those of the original that it had not
 * got to yet.
 * @param came without a last line that may be half
 */
export function partialReplacement(original: readonly string[], came: readonly string[]): readonly string[] {
  const last = diffHunks(original, came, 0).at(-1);
  const isBeforeEnd = last === undefined || last.line + last.added < came.length;
  return isBeforeEnd ? came : [...came, ...last.removed.slice(last.added)];
}
