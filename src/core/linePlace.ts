import {
  columnsOf,
  firstWritten,
  type IndentStyle,
  indentOf,
  indentOfColumns,
  inStyleOf,
  usesTabs,
} from "./indentation";
import { matchingLines } from "./lineMatch";

/**
 * The lines as they stand in place of the original: moved as a whole to where it begins, indented in its characters.
 * Lines that are the same but for white space that shows nothing are the original's, byte for byte. When white space
 * is all that differs, it is what was asked for, and stays.
 */
export function inPlaceOf(
  original: readonly string[],
  lines: readonly string[],
  style: IndentStyle,
): readonly string[] {
  const { tabSize } = style;
  const styled = inStyleOf(original, lines, style);
  const matches = matchingLines(
    original.map((line) => line.trim()),
    lines.map((line) => line.trim()),
  );
  const columns = styled.map((line) => columnsOf(indentOf(line), tabSize));
  const before = original.map((line) => columnsOf(indentOf(line), tabSize));
  if (matches.size === lines.length && lines.length === original.length) {
    return styled.map((line, index) => {
      if (lines[index] === original[index]) {
        return lines[index] ?? "";
      }
      const isDeepAsBefore = line.trim() !== "" && columns[index] === before[index];
      return isDeepAsBefore ? indentOf(original[index] ?? "") + line.slice(indentOf(line).length) : line;
    });
  }
  const move = moveOf({ original, before, styled, columns, matches, tabSize });
  const tabs = usesTabs(original, style);
  const known = new Set(original);
  return styled.map((line, index) => {
    const isBlank = line.trim() === "";
    const isMoved = move.by !== 0 && !isBlank && (move.only === undefined || move.only === index);
    const column = columns[index] ?? 0;
    const target = isMoved ? Math.max(0, column + move.by) : column;
    const at = matches.get(index) ?? -1;
    const old = original[at];
    const oldColumn = before[at] ?? 0;
    // What stands further left than the move is long could not be written as much further left as the rest.
    const couldNotMove = isMoved && oldColumn < move.by && (column === 0 || column === oldColumn);
    const raw = lines[index] ?? "";
    const isWhereItWas =
      oldColumn === (isMoved ? target : columnsOf(indentOf(raw), tabSize)) || oldColumn === target;
    if (old !== undefined && (isBlank || isWhereItWas || couldNotMove)) {
      return old;
    }
    // A line that only went elsewhere keeps its own white space, however unlike the document's.
    return isMoved ? moved(line, move.by, tabs, tabSize) : known.has(raw) ? raw : line;
  });
}

/** By how many columns lines go to the right; to the left when negative. */
interface Move {
  readonly by: number;
  /** The one line that goes; all of them when undefined. */
  readonly only?: number;
}

const none: Move = { by: 0 };

interface Comparison {
  readonly original: readonly string[];
  /** Columns that each line of the original is indented by. */
  readonly before: readonly number[];
  readonly styled: readonly string[];
  /** Columns that each line of the answer is indented by. */
  readonly columns: readonly number[];
  readonly matches: ReadonlyMap<number, number>;
  readonly tabSize: number;
}

function moveOf(comparison: Comparison): Move {
  const { original, styled, columns, tabSize } = comparison;
  const start = styled.findIndex((line) => /\S/.test(line));
  const oldStart = original.findIndex((line) => /\S/.test(line));
  const own = columns[start] ?? 0;
  const by = columnsOf(indentOf(firstWritten(original)), tabSize) - own;
  const rest = columns.filter((_, index) => index > start && /\S/.test(styled[index] ?? ""));
  // White space that a cursor stands behind says where code begins; none at all says nothing.
  if (start === -1 || by === 0 || (oldStart === -1 && by < 0)) {
    return none;
  }
  if (by < 0) {
    return Math.min(own, ...rest) + by >= 0 && !stayMostly(comparison, 0) ? { by } : none;
  }
  if (stayMostly(comparison, 0, own === 0 ? start : undefined)) {
    // All but the first line are where they were: it lost the white space that the answer began with.
    const isSameLine = comparison.matches.get(start) === oldStart;
    const isNewLine = !comparison.matches.has(start) && !/^[#)\]}]/.test(styled[start] ?? "");
    return own === 0 && (isSameLine || isNewLine) ? { by, only: start } : none;
  }
  const isFirstAlone = own === 0 && rest.length > 0 && rest.every((column) => column >= by);
  if (!isFirstAlone || stayMostly(comparison, by, start)) {
    return { by };
  }
  // Either the answer lost the white space it began with, or it began at the margin: the next line tells.
  const expected = stepAfter(comparison, start);
  const next = rest[0] ?? 0;
  return Math.abs(next - by - expected) < Math.abs(next - expected) ? { by, only: start } : { by };
}

/** By how many columns the line after this one is likely to be deeper: as in the original, else as code goes. */
function stepAfter({ original, before, styled, matches, tabSize }: Comparison, start: number): number {
  const at = matches.get(start) ?? -1;
  const next = original.findIndex((line, index) => index > at && /\S/.test(line));
  if (at !== -1 && next !== -1) {
    return (before[next] ?? 0) - (before[at] ?? 0);
  }
  return /[{([:>]$|\b(?:then|do|else)$/.test((styled[start] ?? "").trimEnd()) ? tabSize : 0;
}

/** Whether more than half of the lines that the original has too lie so many columns left of where they were. */
function stayMostly(
  { before, styled, columns, matches }: Comparison,
  by: number,
  exceptAt?: number,
): boolean {
  const written = [...matches].filter(([index]) => index !== exceptAt && /\S/.test(styled[index] ?? ""));
  const telling = written.filter(([index]) => /[\p{L}\p{N}]/u.test(styled[index] ?? ""));
  const counted = telling.length > 0 ? telling : written;
  const staying = counted.filter(([index, at]) => (before[at] ?? 0) - (columns[index] ?? 0) === by);
  return staying.length * 2 > counted.length;
}

function moved(line: string, by: number, tabs: boolean, tabSize: number): string {
  const space = indentOf(line);
  const rest = line.slice(space.length);
  const added = by > 0 ? indentOfColumns(by, tabs, tabSize) : "";
  // Spaces that only line something up after tabs stay spaces.
  return by > 0 && (!tabs || by % tabSize === 0)
    ? added + space + rest
    : indentOfColumns(Math.max(0, columnsOf(space, tabSize) + by), tabs, tabSize) + rest;
}
