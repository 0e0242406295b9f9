/** Lines with branches that no input reaches, and why they stand there all the same. */
export interface Unreachable {
  readonly why: string;
  /** By file: the lines as they stand there, trimmed, so that a line that changes is judged again. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

/** The exceptions of `npm run coverage`. */
export const unreachable: readonly Unreachable[] = [
  {
    why: "An index within bounds, or a group that its pattern always has: only the compiler wants to know what stands there otherwise, and `!` and `as` are not used.",
    lines: {
      "src/core/anchors.ts": [
        "for (let index = tops.at(-1) ?? -1; index >= 0; index = below[index] ?? -1) {",
        "if ((anchors[tops[middle] ?? 0]?.after ?? 0) < after) {",
      ],
      "src/core/answerCode.ts": [
        'return block?.fence.mark === "~" && original.includes(lines[block.start] ?? "");',
        "return fence?.mark === mark ? Math.max(longest, fence?.length ?? 0) : longest;",
        'return fenceOf(written[0] ?? "") !== undefined && fenceOf(written.at(-1) ?? "")?.info === "";',
      ],
      "src/core/editPrompt.ts": ['length += (lines[line] ?? "").length + 1;'],
      "src/core/editSurroundings.ts": ['room -= (lines[line] ?? "").length + 1;'],
      "src/core/elision.ts": ['leavesOut(block ?? slashes ?? hash ?? "", "certain"),'],
      "src/core/gifPixels.ts": ["left -= runs[code] ?? 0;", "runs[free] = (runs[before] ?? 0) + 1;"],
      "src/core/hiddenCharacters.ts": [
        "yield { index, length: character.length, code: character.codePointAt(0) ?? 0 };",
        'const came = found.filter(({ line }) => !unchanged.has(proposal[line] ?? ""));',
        'const stayed = found.filter(({ line }) => unchanged.has(proposal[line] ?? ""));',
      ],
      "src/core/hiddenText.ts": [".map((character) => (character.codePointAt(0) ?? 0) - 0xe_00_00)"],
      "src/core/imageBlame.ts": [
        'return [before.length + imagesIn(content?.slice(0, Number(blockIndex)) ?? "").length];',
      ],
      "src/core/importLines.ts": [
        'for (const [bracket] of (lines[line] ?? "").matchAll(/[({})]/g)) {',
        'if (!pattern.test(lines[line] ?? "")) {',
      ],
      "src/core/indentation.ts": ['return /^[ \\t]*/.exec(line)?.[0] ?? "";'],
      "src/core/lineDiff.ts": [
        "if (there.has(lines[index] ?? 0)) {",
        "partners[fromBefore[one] ?? 0] = fromAfter[other] ?? 0;",
        "return texts.before[fromBefore[one] ?? 0] === texts.after[fromAfter[other] ?? 0];",
      ],
      "src/core/lineEdits.ts": [
        'result.push(some[index] ?? "");',
        "return { line, character: lines[line]?.length ?? 0 };",
      ],
      "src/core/lineMatch.ts": [
        'const line = lines[index] ?? "";',
        "for (let index = piles.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) {",
        "if ((pairs[piles[middle] ?? 0]?.[1] ?? 0) < value) {",
      ],
      "src/core/lineNumbers.ts": ['const rests = read.map((match) => match?.[2] ?? "");'],
      "src/core/linePlace.ts": [
        "const column = columns[index] ?? 0;",
        'const isNewLine = !comparison.matches.has(start) && !/^[#)\\]}]/.test(styled[start] ?? "");',
        "const next = rest[0] ?? 0;",
        'const raw = lines[index] ?? "";',
        'const rest = columns.filter((_, index) => index > start && /\\S/.test(styled[index] ?? ""));',
        "const staying = counted.filter(([index, at]) => (before[at] ?? 0) - (columns[index] ?? 0) === by);",
        'const telling = written.filter(([index]) => /[\\p{L}\\p{N}]/u.test(styled[index] ?? ""));',
        'const written = [...matches].filter(([index]) => index !== exceptAt && /\\S/.test(styled[index] ?? ""));',
        "return (before[next] ?? 0) - (before[at] ?? 0);",
        'return /[{([:>]$|\\b(?:then|do|else)$/.test((styled[start] ?? "").trimEnd()) ? tabSize : 0;',
        'return isDeepAsBefore ? indentOf(original[index] ?? "") + line.slice(indentOf(line).length) : line;',
        'return lines[index] ?? "";',
      ],
      "src/core/placement.ts": [
        ': { start: offsetOfLine(document, start), end: offsetOfLine(document, end) + (lines[end] ?? "").length };',
        'return /^([ \\t]*)\\S/m.exec(text)?.[1] ?? "";',
      ],
      "src/core/plainText.ts": [": `\\\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,"],
      "src/core/pngBytes.ts": [
        "value = (checksums[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);",
      ],
      "src/core/prose.ts": ['listMark.test(paragraph[0] ?? "") &&'],
      "src/core/replacement.ts": [
        'const before = opening?.[2] ?? "";',
        'const end = (lines[last] ?? "").trimEnd();',
        'return [opening?.[2]?.trimEnd().slice(0, -closer.length) ?? ""];',
        'return original.length === 1 ? body : [...body, original.at(-1) ?? ""];',
      ],
      "src/core/shift.ts": [
        'const before = (lines[range.start.line] ?? "").slice(0, range.start.character);',
        'const behind = (lines[range.end.line] ?? "").slice(range.end.character);',
        'now[0] = before + (now[0] ?? "");',
        'now[now.length - 1] = (now.at(-1) ?? "") + behind;',
      ],
      "src/core/slide.ts": [
        'const gapAbove = (text[line - 1] ?? "").trim() === "" && here.trim() !== "";',
        'const here = text[line] ?? "";',
        'const indentation = /^\\s*/.exec(next)?.[0].replaceAll("\\t", "    ").length ?? 0;',
      ],
      "src/core/svgDrawing.ts": [
        ': Array.from(value.matchAll(/url\\(\\s*["\']?\\s*#([^"\')\\s]+)/gi), ([, name]) => name ?? ""),',
        "const around = this.#open.at(-1) ?? 0;",
        'const number = Number.parseFloat(text ?? "");',
        "top.weight += weight ?? 0;",
      ],
      "src/core/svgMarkup.ts": ['const value = withoutReferences(attribute[2] ?? attribute[3] ?? "");'],
      "src/core/svgPicture.ts": [
        "height: Math.ceil(height ?? (proportion === undefined ? 150 : (width ?? 0) / proportion)),",
        "width: Math.ceil(width ?? (proportion === undefined ? 300 : (height ?? 0) * proportion)),",
      ],
    },
  },
  {
    why: "What was found or put there right before cannot be missing, which the compiler does not see.",
    lines: {
      "src/core/anchors.ts": ["if (anchor !== undefined) {"],
      "src/core/answerCode.ts": [
        "return chosen?.candidate ?? { start: 0, end: lines.length, outerStart: 0, outerEnd: lines.length };",
      ],
      "src/core/fences.ts": ["opened = fence === undefined ? undefined : { fence, start: index };"],
      "src/core/lineMatch.ts": [
        "if (pair !== undefined) {",
        "previous.push(low === 0 ? -1 : (piles[low - 1] ?? -1));",
      ],
      "src/core/shift.ts": ["const start = Math.min(edit.start, hunks[0]?.line ?? edit.start);"],
      "src/core/unfencedCode.ts": ['const line = lines[start]?.trim() ?? "";'],
      "src/core/svgDrawing.ts": [
        "const { own = 0, drawn = [] } = this.#parts[top.part] ?? {};",
        "if (part !== undefined) {",
      ],
      "src/core/svgPicture.ts": ["const attributes = root?.attributes ?? new Map<string, string>();"],
    },
  },
  {
    why: "The SDK takes the code of a refusal out of its details, whose type it does not tell: where there is a code, there are details.",
    lines: {
      "src/claude/imageRefusal.ts": ['const paths = isObject(details) ? details["paths"] : undefined;'],
    },
  },
  {
    why: "Whoever calls a format unsupported names it; one type stands for all problems of an image, most of which have none to name.",
    lines: { "src/core/imageText.ts": ['format ?? "",'] },
  },
  {
    why: "What else would be thrown there is a defect of ours: it must not pass for patience that ran out.",
    lines: { "src/core/lineDiff.ts": ["if (error instanceof OutOfPatience) {"] },
  },
];
