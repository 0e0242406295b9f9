import { likenessTo } from "./likeness";
import { isBlank, isProse, isRemark, takesProse, trimmed, trimmedStart } from "./prose";

/** What of an answer is code and what is said about it. */
export interface AnswerCode {
  /** Undefined when there is none: nothing but words, or a block that was opened and not written. */
  readonly code: readonly string[] | undefined;
  readonly said: string;
  /** Whether the code stood in a block, so that even its blank lines were meant. */
  readonly isFenced: boolean;
}

/** Finds the code of an answer without a fence: all of it, but for words before and after. */
export function unfencedCode(
  lines: readonly string[],
  original: readonly string[],
  languageId: string,
): AnswerCode {
  const text = trimmed(lines);
  const nothing = { code: undefined, said: text.join("\n"), isFenced: false };
  if (text.length === 0) {
    return nothing;
  }
  const isOwnProse = takesProse(original, languageId);
  const isAside = isRemark(text) && !isRemark(original) && likenessTo(original)(text) < 0.5;
  if (isOwnProse ? isAside : isProse(text)) {
    return nothing;
  }
  const lead = introductionLength(text, original, isOwnProse);
  const body = text.slice(lead);
  const tail = isOwnProse ? 0 : closingLength(body, original);
  const code = trimmed(body.slice(0, body.length - tail));
  const said = [...trimmed(text.slice(0, lead)), "", ...trimmed(body.slice(body.length - tail))];
  return { code, said: said.join("\n").trim(), isFenced: false };
}

const introduction =
  /^(?:Sure|Certainly|Of course|Okay|OK|Absolutely|Got it|Below|Here(?:['’]s| is| are|,| you)|The (?:updated|revised|new|changed|following|replacement|corrected|fixed)|This is the)\b.*[:.!]$/iu;

/** In prose, less can be told apart from what is to stand there. */
const introductionOfProse =
  /^(?:Sure|Certainly|Of course|Absolutely|Here(?:['’]s| is| are) (?:the|your|an?) (?:updated|revised|new|changed|improved|corrected|rewritten|edited|replacement|fixed))\b.*[:.!]$/iu;

/** How many lines at the start only say that the code follows. */
export function introductionLength(
  lines: readonly string[],
  original: readonly string[],
  isOwnProse: boolean,
): number {
  const known = new Set(original.map((line) => line.trim()));
  const start = lines.findIndex((line) => line.trim() !== "");
  const line = lines[start]?.trim() ?? "";
  const pattern = isOwnProse ? introductionOfProse : introduction;
  if (line.length < 300 && pattern.test(line) && !known.has(line)) {
    return isBlank(lines.slice(start + 1)) ? 0 : start + 1;
  }
  let length = 0;
  for (;;) {
    const rest = trimmedStart(lines.slice(length));
    const blank = rest.findIndex((next) => next.trim() === "");
    const paragraph = rest.slice(0, blank);
    if (
      isOwnProse ||
      blank === -1 ||
      !isProse(paragraph) ||
      paragraph.some((next) => known.has(next.trim()))
    ) {
      return length;
    }
    length = lines.length - rest.length + blank;
  }
}

/** How many lines at the end, after a blank one, are words about the code. */
function closingLength(lines: readonly string[], original: readonly string[]): number {
  const known = new Set(original.map((line) => line.trim()));
  let length = 0;
  for (;;) {
    const rest = lines.slice(0, lines.length - length);
    const blank = rest
      .slice(
        0,
        rest.findLastIndex((line) => line.trim() !== ""),
      )
      .findLastIndex((line) => line.trim() === "");
    const paragraph = trimmed(rest.slice(blank + 1));
    if (blank <= 0 || !isProse(paragraph) || paragraph.some((line) => known.has(line.trim()))) {
      return length;
    }
    length = lines.length - blank;
  }
}
