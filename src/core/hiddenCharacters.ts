/** Where a character stands that shows as nothing, or that changes how its neighbours show. */
export interface HiddenCharacter {
  /** 0-based. */
  readonly line: number;
  /** Its code point. */
  readonly code: number;
}

/**
 * What a text may hold that a person cannot see: controls of direction and other controls, characters of no width,
 * fillers, tags, line separators. Spaces of all widths and private use (fonts of icons) do show as something.
 */
const candidate = /[^\P{Cc}\t]|[\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\uFFF9-\uFFFB]/gu;

/** The flags of England, Scotland and Wales: the only tag characters that emoji have. */
const tagFlag =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu;

/** What the flags begin with, as long as each of their characters. */
const flagAlone = "\u{1F3F4}";

/** Letters that change their form beside a joiner, so that their languages cannot be written without one. */
const joining =
  "[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Nkoo}\\p{scx=Mong}\\p{scx=Adlm}\\p{scx=Rohg}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}" +
  "\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}" +
  "\\p{scx=Tibt}]";

interface Excuse {
  /** Which characters. */
  readonly of: RegExp;
  /** What ends before one, and what begins behind it, where it is an ordinary part of writing. */
  readonly after: RegExp;
  readonly before?: RegExp;
}

/** One row excuses when all that it says holds. Each takes a visible neighbour, so that no row excuses a run of them. */
const excuses: readonly Excuse[] = [
  // Joined emoji: person, skin tone or variation selector, joiner, what they do.
  {
    of: /\u200D/u,
    after: /\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?$/u,
    before: /^\p{Extended_Pictographic}/u,
  },
  // Persian, Urdu, Hindi, Bengali, Sinhala and others.
  { of: /[\u200C\u200D]/u, after: new RegExp(`${joining}$`, "u") },
  { of: /[\u200C\u200D]/u, after: /[\p{L}\p{N}\p{P}]$/u, before: new RegExp(`^${joining}`, "u") },
  // Where a line may break, in writing without spaces.
  {
    of: /\u200B/u,
    after: /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u,
    before: /^[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u,
  },
  // As a picture or as text; on digits for keycaps only. Not as one class: Chromium 153 finds nothing by that.
  { of: /[\uFE0E\uFE0F]/u, after: /(?:\p{Extended_Pictographic}|\p{So}|\p{Sm})$/u },
  { of: /[\uFE0E\uFE0F]/u, after: /[\d#*]$/u, before: /^\u20E3/u },
  // Forms of Han characters and their punctuation, of mathematical signs and of Burmese letters.
  {
    of: /[\uFE00-\uFE02\u{E0100}-\u{E01EF}]/u,
    after: /[\p{sc=Han}\u3001\u3002\uFF01\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F]$/u,
  },
  { of: /\uFE00/u, after: /[\p{Sm}\p{sc=Mymr}]$/u },
  { of: /[\u180B-\u180F]/u, after: /\p{sc=Mong}$/u },
];

/**
 * The characters of a proposal that cannot be seen and that the original does not have, or has fewer of. What writing
 * needs is left out: joined emoji, joiners in Persian or Hindi words, forms of Han characters. Look-alikes of other
 * letters are seen, and so not looked for.
 */
export function hiddenCharacters(
  proposal: readonly string[],
  original: readonly string[],
): readonly HiddenCharacter[] {
  const found = hiddenIn(proposal);
  if (found.length === 0) {
    return found;
  }
  const had = new Map<number, number>();
  for (const { code } of hiddenIn(original)) {
    had.set(code, (had.get(code) ?? 0) + 1);
  }
  const unchanged = new Set(original);
  const isNew = ({ code }: HiddenCharacter): boolean => {
    const left = had.get(code) ?? 0;
    had.set(code, left - 1);
    return left <= 0;
  };
  // Lines that stayed take theirs first, so that those are named that came.
  const stayed = found.filter(({ line }) => unchanged.has(proposal[line] ?? ""));
  const came = found.filter(({ line }) => !unchanged.has(proposal[line] ?? ""));
  return [...stayed.filter(isNew), ...came.filter(isNew)].toSorted((a, b) => a.line - b.line);
}

function hiddenIn(lines: readonly string[]): readonly HiddenCharacter[] {
  return lines.flatMap((text, line) => hiddenInLine(text).map((code) => ({ line, code })));
}

function hiddenInLine(line: string): readonly number[] {
  return [...hiddenSpans(line)].map(({ code }) => code);
}

/** A hidden character in a line, in UTF-16 units. */
export interface HiddenSpan {
  readonly index: number;
  readonly length: number;
  /** Its code point. */
  readonly code: number;
}

/** The hidden characters of one line, in order. */
export function* hiddenSpans(line: string): Iterable<HiddenSpan> {
  // As long as before, so that places stay what they are. The blank among patterns of dots draws, and whole rows of them
  // are drawn with it.
  const text = line
    .replace(tagFlag, (flag) => flagAlone.repeat(flag.length / flagAlone.length))
    .replace(/^.*[\u2801-\u28FF].*$/u, (dots) => dots.replaceAll("\u2800", " "));
  if (/^\s*\f\s*$/u.test(text)) {
    // Old sources begin a page with a form feed on a line of its own.
    return;
  }
  for (const { 0: character, index } of text.matchAll(candidate)) {
    if (!isExcused(character, text, index)) {
      yield { index, length: character.length, code: character.codePointAt(0) ?? 0 };
    }
  }
}

function isExcused(character: string, text: string, index: number): boolean {
  const behind = index + character.length;
  const before = text.slice(Math.max(0, index - 8), index);
  const after = text.slice(behind, behind + 8);
  return excuses.some(
    (row) => row.of.test(character) && row.after.test(before) && (row.before?.test(after) ?? true),
  );
}
