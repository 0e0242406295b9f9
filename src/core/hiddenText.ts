import { eachHidden } from "./hiddenCharacters";

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

/** How many hidden characters a text has, by kind; counting ends at `mostCounted`. */
export function countHidden(text: string): HiddenCounts {
  const counts: Partial<Record<HiddenKind, number>> = {};
  let left = mostCounted;
  visitHidden(text, (code) => {
    const kind = kindOf(code);
    counts[kind] = (counts[kind] ?? 0) + 1;
    left -= 1;
    return left > 0;
  });
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
  for (const { start, end } of hiddenRuns(text, mostParts)) {
    if (start > seen) {
      parts.push({ text: text.slice(seen, start), isHidden: false });
    }
    parts.push({ text: text.slice(start, end), isHidden: true });
    seen = end;
  }
  return seen < text.length ? [...parts, { text: text.slice(seen), isHidden: false }] : parts;
}

/** The text without its hidden characters; what comes of it has none. */
export function withoutHidden(text: string): string {
  let clean = "";
  let seen = 0;
  let start = 0;
  const endRun = (end: number): void => {
    clean += text.slice(seen, start);
    // Two halves that only what was hidden kept apart would make a character, which may be a hidden one.
    clean += isHalf(text, start - 1, 0xd8_00) && isHalf(text, end, 0xdc_00) ? "\uFFFD" : "";
    seen = end;
  };
  let end = 0;
  visitHidden(text, (_, index, length) => {
    if (index !== end) {
      endRun(end);
      start = index;
    }
    end = index + length;
    return true;
  });
  endRun(end);
  return clean + text.slice(seen);
}

function isHalf(text: string, at: number, first: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= first && unit < first + 0x4_00;
}

/** The text that tag characters spell, as plain letters, up to `most` of them; empty when a run holds none. */
export function textOfTags(run: string, most = Number.POSITIVE_INFINITY): string {
  let spelled = "";
  for (const [tags] of run.matchAll(/[\u{E0020}-\u{E007E}]+/gu)) {
    for (const tag of tags) {
      if (spelled.length >= most) {
        return spelled;
      }
      spelled += String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe_00_00);
    }
  }
  return spelled;
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Where hidden characters stand in a row, in order. */
function hiddenRuns(text: string, most: number): readonly Run[] {
  const runs: Run[] = [];
  let start = 0;
  let end = 0;
  visitHidden(text, (_, index, length) => {
    if (index !== end) {
      if (end > start) {
        runs.push({ start, end });
      }
      start = index;
    }
    end = index + length;
    return runs.length < most;
  });
  if (end > start && runs.length < most) {
    runs.push({ start, end });
  }
  return runs;
}

function visitHidden(text: string, visit: (code: number, index: number, length: number) => boolean): void {
  if (isSuspect(text)) {
    eachHidden(text, { areLines: true }, visit);
  }
}
