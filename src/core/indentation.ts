/** How a document is indented, as its editor says. */
export interface IndentStyle {
  readonly languageId: string;
  readonly insertSpaces: boolean;
  /** Columns from one tab stop to the next. */
  readonly tabSize: number;
}

/** Languages that take no tab for indentation, whatever the editor says. */
const withoutTabs: ReadonlySet<string> = new Set(["yaml", "dockercompose", "fsharp", "elm", "nim"]);

/** Languages in which a tab at the start of a line is more than white space. */
const withMeaningfulTabs: ReadonlySet<string> = new Set(["makefile", "tsv", "csv"]);

/** The white space that a line begins with. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** How many columns white space fills. */
export function columnsOf(space: string, tabSize: number): number {
  let columns = 0;
  for (const character of space) {
    columns += character === "\t" ? tabSize - (columns % tabSize) : 1;
  }
  return columns;
}

/** White space of so many columns, by tabs as far as they go or by spaces alone. */
export function indentOfColumns(columns: number, usesTabs: boolean, tabSize: number): string {
  return usesTabs
    ? "\t".repeat(Math.floor(columns / tabSize)) + " ".repeat(columns % tabSize)
    : " ".repeat(columns);
}

/** Whether the document is indented by tabs: as the original is where all of it is one way, else as the editor says. */
export function usesTabs(original: readonly string[], style: IndentStyle): boolean {
  const { hasTabs, hasSpaces } = kindsIn(original);
  return hasTabs === hasSpaces ? !style.insertSpaces && !withoutTabs.has(style.languageId) : hasTabs;
}

function kindsIn(lines: readonly string[]): { readonly hasTabs: boolean; readonly hasSpaces: boolean } {
  return {
    hasTabs: lines.some((line) => /^\t+ *\S/.test(line)),
    hasSpaces: lines.some((line) => /^ {2,}\S/.test(line)),
  };
}

/** Whether both tabs and spaces indent, also within one line. */
function isMixed(lines: readonly string[]): boolean {
  return lines.some((line) => /^ *\t/.test(line)) && lines.some((line) => /^\t* {2}/.test(line));
}

/** The lines with their own indentation in the document's characters; how deep they are stays as it is. */
export function inStyleOf(
  original: readonly string[],
  lines: readonly string[],
  style: IndentStyle,
): readonly string[] {
  if (isMixed(original) && isMixed(lines)) {
    // The document is indented both ways, and the answer goes along with it.
    return lines;
  }
  if (usesTabs(original, style)) {
    const unit = unitOf(original, lines, style);
    return lines.map((line) => {
      const { length } = indentOf(line);
      return line.trim() === "" || length < unit || indentOf(line).includes("\t")
        ? line
        : "\t".repeat(Math.floor(length / unit)) + " ".repeat(length % unit) + line.slice(length);
    });
  }
  if (withMeaningfulTabs.has(style.languageId)) {
    return lines;
  }
  return lines.map((line) => {
    const space = indentOf(line);
    return space.includes("\t") && line.trim() !== ""
      ? " ".repeat(columnsOf(space, style.tabSize)) + line.slice(space.length)
      : line;
  });
}

/** How many spaces the answer takes for one level. */
function unitOf(original: readonly string[], lines: readonly string[], { tabSize }: IndentStyle): number {
  const counts = new Map<number, number>();
  const lengths = lines.filter((line) => /\S/.test(line)).map((line) => indentOf(line).length);
  for (const [index, length] of lengths.entries()) {
    const step = length - (lengths[index - 1] ?? length);
    if (step >= 2 && step <= 8) {
      counts.set(step, (counts.get(step) ?? 0) + 1);
    }
  }
  const [mostCommon] = [...counts].sort(
    ([a, m], [b, n]) => n - m || Number(b === tabSize) - Number(a === tabSize),
  );
  // Without a step, the lines are all of one level: the one that the original begins at.
  const perLevel = (lengths[0] ?? 0) / indentOf(firstWritten(original)).length;
  return (
    mostCommon?.[0] ?? (perLevel >= 2 && perLevel <= 8 && Number.isInteger(perLevel) ? perLevel : tabSize)
  );
}

/** The first line that is not blank; else the first, whose white space says where the cursor was; else "". */
export function firstWritten(lines: readonly string[]): string {
  return lines.find((line) => /\S/.test(line)) ?? lines[0] ?? "";
}
