/** "12: foo", "12 | foo", "12→foo" and "12<tab>foo"; the number may be padded to the width of the others. */
const numberedLine = /^ *(\d+)(?: ?[:|]|→|\t)(.*)$/u;

/** Where a line such as `1: foo` is a line of the file itself. */
const languagesOfTables: ReadonlySet<string> = new Set([
  "yaml",
  "csv",
  "tsv",
  "markdown",
  "plaintext",
  "json",
]);

/**
 * The lines without the numbers that stand before every one of them, when those count up by one and the original has
 * none. A table can look the same: without any line that the original has too, it counts as one.
 */
export function withoutLineNumbers(
  lines: readonly string[],
  original: readonly string[],
  languageId: string,
): readonly string[] {
  const read = lines.map((line) => numberedLine.exec(line));
  const first = Number(read[0]?.[1]);
  const areNumbered = read.every((match, index) => match !== null && Number(match[1]) === first + index);
  if (lines.length < 2 || !areNumbered || original.some((line) => numberedLine.test(line))) {
    return lines;
  }
  // Numbers are padded to end in one column; what is indented as a whole is code.
  if (lines.every((line) => /^ +\d+ ?:/.test(line))) {
    return lines;
  }
  const rests = read.map((match) => match?.[2] ?? "");
  const areSpaced = rests.every((rest) => rest === "" || rest.startsWith(" "));
  const isTabbed = lines.every((line) => /^ *\d+\t/.test(line));
  const bare = areSpaced && !isTabbed ? rests.map((rest) => rest.slice(1)) : rests;
  const known = new Set(original.map((line) => line.trim()));
  const hasKnown = bare.some((line) => /\w/.test(line) && known.has(line.trim()));
  return hasKnown || (first > 1 && !languagesOfTables.has(languageId)) ? bare : lines;
}
