/** A stretch of a text and what is to stand in its place. Offsets count UTF-16 units; lines end with "\n". */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is known of where code belongs. */
export interface PlaceHint {
  /** What the question was about, as it was attached; `startLine` is 1-based. */
  readonly attached?: { readonly text: string; readonly startLine: number };
  /** What is selected in the document now; empty for a cursor. */
  readonly selection?: { readonly start: number; readonly end: number };
}

/**
 * How code of an answer changes a document: in place of what was attached, else of the stretch that begins and ends with
 * the same lines as the code, else of what is selected. Where none of these is known, nothing is taken away: the code
 * comes in at the cursor, else at the end. Undefined when what was attached is not in the document any more.
 */
export function replacement(code: string, document: string, hint: PlaceHint): Replacement | undefined {
  const { attached, selection } = hint;
  if (attached !== undefined) {
    const start = attachedStart(attached, document);
    return start === undefined ? undefined : replace(code, document, start, start + attached.text.length);
  }
  const found = sameEnds(code, document);
  if (found !== undefined) {
    return replace(code, document, found.start, found.end);
  }
  return selection !== undefined && selection.end > selection.start
    ? replace(code, document, selection.start, selection.end)
    : insert(code, document, selection?.start ?? document.length);
}

/** The text with the replacement made. */
export function replaced(document: string, { start, end, text }: Replacement): string {
  return document.slice(0, start) + text + document.slice(end);
}

/** The code without a first line that does nothing but name the file, unless the document has that line too. */
export function withoutNameLine(code: string, fileName: string, document: string): string {
  const end = code.indexOf("\n");
  const first = end === -1 ? code : code.slice(0, end);
  const isName = fileName !== "" && first.includes(fileName) && /^\s*(?:\/\/|#|--|;|%|\/\*|<!--)/.test(first);
  return isName && end !== -1 && !document.includes(first.trim())
    ? code.slice(end + 1).replace(/^\n+/, "")
    : code;
}

function replace(code: string, document: string, start: number, end: number): Replacement {
  const old = document.slice(start, end);
  const indented = withIndentOf(old, code);
  return { start, end, text: old.endsWith("\n") ? `${indented}\n` : indented };
}

/** On lines of its own, and indented as the line that the place is in. */
function insert(code: string, document: string, at: number): Replacement {
  const before = document.slice(document.lastIndexOf("\n", at - 1) + 1, at);
  const after = document.slice(at);
  const isAtIndent = before.trim() === "";
  const indented = withIndentOf(`${before}x`, code);
  const lines = isAtIndent && indented.startsWith(before) ? indented.slice(before.length) : indented;
  const isLineEnd = after === "" ? !document.endsWith("\n") : after.startsWith("\n");
  return { start: at, end: at, text: `${isAtIndent ? "" : "\n"}${lines}${isLineEnd ? "" : "\n"}` };
}

/** The occurrence of what was attached that is nearest to where it was. */
function attachedStart(
  { text, startLine }: { readonly text: string; readonly startLine: number },
  document: string,
): number | undefined {
  const expected = offsetOfLine(document, startLine - 1);
  const after = document.indexOf(text, expected);
  const before = expected === 0 ? -1 : document.lastIndexOf(text, expected);
  const found = [after, before].filter((index) => index !== -1);
  return found.sort((a, b) => Math.abs(a - expected) - Math.abs(b - expected))[0];
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let count = 0; count < line; count += 1) {
    const end = text.indexOf("\n", offset);
    if (end === -1) {
      return text.length;
    }
    offset = end + 1;
  }
  return offset;
}

/** The stretch from the one line that is the code's first to the line that is its last, as often as the code has that. */
function sameEnds(
  code: string,
  document: string,
): { readonly start: number; readonly end: number } | undefined {
  const codeLines = code.split("\n").map((line) => line.trimEnd());
  const first = codeLines.find((line) => line !== "");
  const last = codeLines.findLast((line) => line !== "");
  const lines = document.split("\n");
  const starts = lines.flatMap((line, index) => (line.trimEnd() === first ? [index] : []));
  const [start] = starts;
  if (
    first === undefined ||
    last === undefined ||
    start === undefined ||
    starts.length > 1 ||
    codeLines.length < 2
  ) {
    return undefined;
  }
  const wanted = codeLines.filter((line) => line === last).length;
  const ends = lines.flatMap((line, index) => (index > start && line.trimEnd() === last ? [index] : []));
  const end = ends[wanted - 1];
  return end === undefined
    ? undefined
    : { start: offsetOfLine(document, start), end: offsetOfLine(document, end) + (lines[end] ?? "").length };
}

/** Code that was written further to the left than what it replaces is moved to the right as a whole. */
function withIndentOf(old: string, code: string): string {
  const missing = firstIndent(old).slice(firstIndent(code).length);
  const fits = firstIndent(old).startsWith(firstIndent(code));
  return missing === "" || !fits ? code : code.replaceAll(/^(?=.)/gm, missing);
}

function firstIndent(text: string): string {
  return /^([ \t]*)\S/m.exec(text)?.[1] ?? "";
}
