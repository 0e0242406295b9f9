import type { LineRange } from "./lineRange";

const script = /^(?:import\b(?!\s*[(.])|export\b.+\bfrom\b|(?:const|let|var)\b.+=\s*require\(|"use \w+")/;
const jvm = /^(?:package|import)\s/;
const include = /^\s*#\s*(?:include|import)\b|^(?:import|using)\s/;
const style = /^@(?:import|use|forward)\b/;

/** What a line that names another part of the program looks like; at the left edge, where such lines stand. */
const patterns: ReadonlyMap<string, RegExp> = new Map([
  ["javascript", script],
  ["javascriptreact", script],
  ["typescript", script],
  ["typescriptreact", script],
  ["vue", script],
  ["svelte", script],
  ["python", /^(?:import\s|from\s.+\simport\b)/],
  ["java", jvm],
  ["kotlin", jvm],
  ["scala", jvm],
  ["groovy", jvm],
  ["csharp", /^(?:global\s+)?using\s/],
  ["fsharp", /^(?:open|module|namespace)\s/],
  ["go", /^(?:package|import)\b/],
  ["rust", /^(?:(?:pub(?:\([^)]*\))?\s+)?(?:use\s|mod\s+\w+;)|extern\s+crate\s)/],
  ["c", include],
  ["cpp", include],
  ["cuda-cpp", include],
  ["objective-c", include],
  ["objective-cpp", include],
  ["php", /^(?:namespace\s[^{]*;|(?:use|(?:require|include)(?:_once)?)\b)/],
  ["ruby", /^(?:require|require_relative|load)\b/],
  ["swift", /^(?:@testable\s+)?import\s/],
  ["dart", /^(?:import|export|part|library)\s/],
  ["css", style],
  ["scss", style],
  ["less", style],
  ["sass", style],
  ["haskell", /^(?:module|import)\s/],
  ["elm", /^(?:module|import)\s/],
  ["elixir", /^\s*(?:alias|import|require|use)\s/],
  ["perl", /^(?:use|require|package)\s/],
  ["lua", /^(?:local\b.+=\s*)?require\b/],
  ["r", /^(?:library|require|source)\(/],
  ["julia", /^(?:using|import)\s/],
  ["shellscript", /^(?:source|\.)\s/],
  ["powershell", /^(?:using|import-module|\.)\s/i],
]);

/** In UTF-16 units. */
const longest = 4_000;
const mostLinesOfOne = 100;

/**
 * The lines outside of a range by which a file names what it uses, whole ones where they go on over several lines. None
 * for a language that is not known here; at most some 4,000 characters, the first ones.
 */
export function importsOutside(
  lines: readonly string[],
  { start, end }: LineRange,
  languageId: string,
): readonly string[] {
  const pattern = patterns.get(languageId);
  if (pattern === undefined) {
    return [];
  }
  const found: string[] = [];
  let room = longest;
  for (let line = 0; line < lines.length; line++) {
    if (line >= start && line < end) {
      line = end - 1;
      continue;
    }
    if (!pattern.test(lines[line] ?? "")) {
      continue;
    }
    const statement = statementAt(lines, line, line < start ? start : lines.length);
    room -= statement.reduce((length, { length: more }) => length + more + 1, 0);
    if (room < 0) {
      break;
    }
    found.push(...statement);
    line += statement.length - 1;
  }
  return found;
}

/** From a line on until its brackets are closed; the line alone where they are not. */
function statementAt(lines: readonly string[], first: number, until: number): readonly string[] {
  let open = 0;
  for (let line = first; line < Math.min(until, first + mostLinesOfOne); line++) {
    for (const [bracket] of (lines[line] ?? "").matchAll(/[({})]/g)) {
      open += bracket === "(" || bracket === "{" ? 1 : -1;
    }
    if (open <= 0) {
      return lines.slice(first, line + 1);
    }
  }
  return lines.slice(first, first + 1);
}
