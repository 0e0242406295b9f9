/** A line that says nothing of what stands below it. */
const comment = /^(?:\/\/|\/\*|\*|#(?!\w)|--|;|%|<!--|"""|''')/;

/**
 * Whether new lines have, somewhere, what the old ones begin with, up to its first bracket: another version of a function
 * has, an example of how to call it has not.
 */
export function hasSameBeginning(old: readonly string[], now: readonly string[]): boolean {
  const first = old.map((line) => line.trim()).find((line) => line !== "" && !comment.test(line));
  if (first === undefined) {
    return true;
  }
  const bracket = first.search(/[([{<=:]/);
  const beginning = first.slice(0, bracket < longestBeginning && bracket > 2 ? bracket : longestBeginning);
  return now.some((line) => line.trim().startsWith(beginning));
}

const longestBeginning = 40;
