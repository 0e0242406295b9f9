import type { Hunk } from "../../../src/core/hunk";
import type { TextPosition } from "../../../src/core/lineEdits";
import type { TextChange } from "../../../src/core/shift";
import type { Random } from "./random";

const someLines = ["", "", "}", "  }", "a", "b", "  call();", "\tx = 1", "let é = '𝒳';", "end"];

/** A small document in which lines often repeat, and which now and then ends without a final newline. */
export function randomLines(random: Random): readonly string[] {
  const lines = Array.from({ length: random.between(1, 14) }, () => random.oneOf(someLines));
  return random.chance(70) ? [...lines, ""] : lines;
}

/** What Claude could make of lines: some go, some come, some are others. */
export function proposalFor(lines: readonly string[], random: Random): readonly string[] {
  return lines.flatMap((line) => {
    switch (random.below(8)) {
      case 0:
        return [];
      case 1:
        return [`claude ${random.below(9)}`];
      case 2:
        return [line, random.oneOf(someLines), random.oneOf(someLines)];
      case 3:
        return [`  ${line}`];
      default:
        return [line];
    }
  });
}

const texts = ["x", "y", " ", "\n", "\r\n", "\n\n", "\n  ", "z\n", "\nz", "p\rq\r\n", "a\nb\nc", "", "}\n"];

/** What a person could do next: type, break and join lines, delete, paste, move in and out, put lines back. */
export function randomChange(lines: readonly string[], hunks: readonly Hunk[], random: Random): TextChange {
  const line = random.below(lines.length);
  const caret = placeIn(lines, line, random);
  switch (random.below(9)) {
    case 0:
    case 1:
    case 2:
      return at(caret, caret, random.oneOf(texts));
    case 3: {
      const end = placeIn(lines, Math.min(lines.length - 1, line + random.below(4)), random);
      return end.line === line && end.character < caret.character
        ? at(end, caret, random.oneOf(texts))
        : at(caret, end, random.oneOf(texts));
    }
    case 4:
      return line + 1 < lines.length
        ? at(endOf(lines, line), { line: line + 1, character: 0 }, random.oneOf(["", "", " "]))
        : at({ line, character: 0 }, endOf(lines, line), "");
    case 5: {
      const end = Math.min(lines.length - 1, line + random.below(4));
      return at({ line, character: 0 }, { line: end, character: 0 }, random.oneOf(texts));
    }
    case 6: {
      const indentation = /^\s*/.exec(lines[line] ?? "")?.[0].length ?? 0;
      return at(
        { line, character: 0 },
        { line, character: indentation },
        random.oneOf(["", "\t", "  ", "    "]),
      );
    }
    case 7: {
      const hunk = hunks[random.below(hunks.length)];
      return hunk === undefined ? at(caret, caret, "x") : putBack(lines, hunk);
    }
    default: {
      const end = Math.min(lines.length - 1, line + random.below(3));
      return at({ line, character: 0 }, endOf(lines, end), random.oneOf(texts));
    }
  }
}

/** The change that makes the lines of a hunk what they were. */
function putBack(lines: readonly string[], { line, added, removed }: Hunk): TextChange {
  const end = line + added;
  return end < lines.length
    ? at({ line, character: 0 }, { line: end, character: 0 }, removed.map((text) => `${text}\n`).join(""))
    : at({ line: Math.min(line, end - 1), character: 0 }, endOf(lines, end - 1), removed.join("\n"));
}

function at(start: TextPosition, end: TextPosition, text: string): TextChange {
  return { range: { start, end }, text };
}

function endOf(lines: readonly string[], line: number): TextPosition {
  return { line, character: lines[line]!.length };
}

function placeIn(lines: readonly string[], line: number, random: Random): TextPosition {
  return { line, character: random.between(0, lines[line]!.length) };
}
