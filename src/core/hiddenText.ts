import { type HiddenSpan, hiddenSpans } from "./hiddenCharacters";

/** What hidden characters are, as a person is told of them; the gravest first. */
export const hiddenKinds = ["tag", "direction", "variation", "invisible", "control"] as const;

export type HiddenKind = (typeof hiddenKinds)[number];

/** How many there are of each kind; kinds that there are none of are left out. */
export type HiddenCounts = Readonly<Partial<Record<HiddenKind, number>>>;

/** A part of a text: what is seen as it is, or hidden characters that stand in a row. */
export interface TextPart {
  readonly text: string;
  readonly isHidden: boolean;
}

/** What any hidden character is among; most texts have none of these, and are looked at no closer. */
const suspect = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\uFFF9-\uFFFB]/u;

/** More are not counted one by one: finding them takes time, and nobody reads the figure. */
export const mostCounted = 10_000;

/** Hidden text is asked about that is not just stray: a few selectors are, and they can carry nothing. */
const strayVariations = 2;

/** Writing from right to left uses marks of direction as others use spaces. */
const rightToLeft = /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}]/u;
const mark = /[\u200E\u200F\u061C]/u;

/** The kind of a character that cannot be seen. */
export function kindOf(code: number): HiddenKind {
  if (code >= 0xe_00_00 && code <= 0xe_00_7f) {
    return "tag";
  }
  const isIn = (from: number, to: number): boolean => code >= from && code <= to;
  if (isIn(0x20_2a, 0x20_2e) || isIn(0x20_66, 0x20_6f)) {
    return "direction";
  }
  if (isIn(0xfe_00, 0xfe_0f) || isIn(0xe_01_00, 0xe_01_ef)) {
    return "variation";
  }
  return code < 0x20 || isIn(0x7f, 0x9f) ? "control" : "invisible";
}

/** Whether a text may hold hidden characters: quick, and true for some that hold none. */
export function isSuspect(text: string): boolean {
  return suspect.test(text);
}

/** How many hidden characters a text has, by kind; counting ends soon after `mostCounted`. */
export function countHidden(text: string): HiddenCounts {
  const counts: Partial<Record<HiddenKind, number>> = {};
  for (const { code } of hiddenIn(text, mostCounted)) {
    const kind = kindOf(code);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** The counts of several texts in one. */
export function addCounts(all: readonly HiddenCounts[]): HiddenCounts {
  const sum: Partial<Record<HiddenKind, number>> = {};
  for (const counts of all) {
    for (const kind of hiddenKinds) {
      const more = counts[kind] ?? 0;
      if (more > 0) {
        sum[kind] = (sum[kind] ?? 0) + more;
      }
    }
  }
  return sum;
}

/** How many they are in all. */
export function totalOf(counts: HiddenCounts): number {
  return hiddenKinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
}

/**
 * Whether characters like these are sent only when the person says so: tags and selectors can hold a whole text that is
 * read by Claude and by nobody else, and controls of direction make one text look like another.
 */
export function needConsent({ tag = 0, direction = 0, variation = 0 }: HiddenCounts): boolean {
  return tag > 0 || direction > 0 || variation > strayVariations;
}

/**
 * A text in parts, which make the text when they are joined. No more than `mostParts` hidden ones are told apart: the
 * rest of the text is in the last part.
 */
export function hiddenParts(text: string, mostParts = Number.POSITIVE_INFINITY): readonly TextPart[] {
  const parts: TextPart[] = [];
  let seen = 0;
  let runStart = 0;
  let runEnd = 0;
  let runs = 0;
  const endRun = (): void => {
    if (runEnd > runStart) {
      if (runStart > seen) {
        parts.push({ text: text.slice(seen, runStart), isHidden: false });
      }
      parts.push({ text: text.slice(runStart, runEnd), isHidden: true });
      seen = runEnd;
      runs += 1;
    }
  };
  for (const { index, length } of hiddenIn(text, Number.POSITIVE_INFINITY)) {
    if (index !== runEnd || runEnd === runStart) {
      endRun();
      if (runs >= mostParts) {
        runStart = runEnd;
        break;
      }
      runStart = index;
    }
    runEnd = index + length;
  }
  endRun();
  return seen < text.length ? [...parts, { text: text.slice(seen), isHidden: false }] : parts;
}

/** The text without its hidden characters; what comes of it has none. */
export function withoutHidden(text: string): string {
  let before = text;
  for (;;) {
    const parts = hiddenParts(before);
    if (!parts.some(({ isHidden }) => isHidden)) {
      return before;
    }
    // A joiner that was excused beside a hidden character may stand alone now.
    before = parts.map((part) => (part.isHidden ? "" : part.text)).join("");
  }
}

/** The text that tag characters spell, as plain letters; empty when a run holds none. */
export function textOfTags(run: string): string {
  return Array.from(run)
    .map((character) => (character.codePointAt(0) ?? 0) - 0xe_00_00)
    .filter((code) => code >= 0x20 && code < 0x7f)
    .map((code) => String.fromCodePoint(code))
    .join("");
}

/** The hidden characters of a text of any number of lines, in order; ends soon after so many. */
function* hiddenIn(text: string, most: number): Iterable<HiddenSpan> {
  if (!isSuspect(text)) {
    return;
  }
  let found = 0;
  for (const line of text.matchAll(/[^\n]+/g)) {
    const [whole] = line;
    const content = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    if (!isSuspect(content)) {
      continue;
    }
    const allowsMarks = mark.test(content) && rightToLeft.test(content);
    for (const span of hiddenSpans(content)) {
      if (allowsMarks && mark.test(String.fromCodePoint(span.code))) {
        continue;
      }
      yield { ...span, index: span.index + line.index };
      found += 1;
      if (found >= most) {
        return;
      }
    }
  }
}
