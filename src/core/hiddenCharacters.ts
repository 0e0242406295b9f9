import { trait, traitsOf } from "./hiddenTraits";

/** Where a character stands that shows as nothing, or that changes how its neighbours show. */
export interface HiddenCharacter {
  /** 0-based. */
  readonly line: number;
  /** Its code point. */
  readonly code: number;
}

/** The flags of England, Scotland and Wales: the only tag characters that emoji have. */
const tagFlag =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/uy;
const blackFlag = 0x1_f3_f4;

const [lineFeed, formFeed, carriageReturn, blankDots, keycapFrame] = [0xa, 0xc, 0xd, 0x28_00, 0x20_e3];

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
  const found: HiddenCharacter[] = [];
  for (const [line, text] of lines.entries()) {
    eachHidden(text, { areLines: false }, (code) => {
      found.push({ line, code });
      return true;
    });
  }
  return found;
}

/**
 * Visits the hidden characters of a text in order, with code point and place in UTF-16 units, until a visit gives false.
 * @param areLines whether the text is lines with their ends, in which writing from right to left may have its marks
 */
export function eachHidden(
  text: string,
  { areLines }: { readonly areLines: boolean },
  visit: (code: number, index: number, length: number) => boolean,
): void {
  /** Traits of what is seen right before, and of what is seen before a selector of form that stands in between. */
  let before = 0;
  let beforeSelector = 0;
  let line: Line | undefined;
  for (let at = 0, length = 1; at < text.length; at += length) {
    const code = text.codePointAt(at) ?? 0;
    length = code > 0xff_ff ? 2 : 1;
    const isLineEnd =
      areLines &&
      (code === lineFeed ||
        (code === carriageReturn && (at + 1 === text.length || text.charCodeAt(at + 1) === lineFeed)));
    const traits = isLineEnd ? 0 : traitsOf(code);
    if (traits !== trait.hidden) {
      if (code === blackFlag) {
        tagFlag.lastIndex = at;
        length = tagFlag.test(text) ? tagFlag.lastIndex - at : length;
      }
      before = traits;
      beforeSelector = 0;
      continue;
    }
    if (isOfItsLine(code)) {
      line = line !== undefined && at < line.end ? line : lineAt(text, at);
      if (line.allows(code, areLines)) {
        before = 0;
        beforeSelector = 0;
        continue;
      }
    }
    const next = text.codePointAt(at + length) ?? 0;
    if (isNeeded(code, { before, beforeSelector, next })) {
      beforeSelector = isSelector(code) ? before : 0;
    } else {
      beforeSelector = 0;
      if (!visit(code, at, length)) {
        return;
      }
    }
    before = 0;
  }
}

interface Neighbours {
  readonly before: number;
  readonly beforeSelector: number;
  /** A code point. */
  readonly next: number;
}

/** Whether it is an ordinary part of writing. Always by a visible neighbour, so that no run of them ever is. */
function isNeeded(code: number, { before, beforeSelector, next }: Neighbours): boolean {
  const follows = (traits: number): boolean => (traitsOf(next) & traits) !== 0;
  switch (code) {
    case 0x20_0d:
    case 0x20_0c: {
      const joinsEmoji =
        code === 0x20_0d &&
        ((before & (trait.pictograph | trait.skinTone)) !== 0 || (beforeSelector & trait.pictograph) !== 0) &&
        follows(trait.pictograph);
      // Persian, Urdu, Hindi, Bengali, Sinhala and others.
      const joinsLetters =
        ((before | beforeSelector) & trait.joining) !== 0 ||
        ((before & trait.word) !== 0 && follows(trait.joining));
      return joinsEmoji || joinsLetters;
    }
    case 0x20_0b:
      return (before & trait.unspaced) !== 0 && follows(trait.unspaced);
    case 0xfe_0e:
    case 0xfe_0f:
      return (before & trait.picturedOrText) !== 0 || ((before & trait.keycap) !== 0 && next === keycapFrame);
    case 0xfe_00:
      return (before & (trait.mathOrBurmese | trait.han)) !== 0;
    case 0x18_0e:
      return ((before | beforeSelector) & trait.mongolian) !== 0;
    default:
      return (
        ((before & trait.mongolian) !== 0 && isIn(code, 0x18_0b, 0x18_0f)) ||
        ((before & trait.han) !== 0 && (isIn(code, 0xfe_01, 0xfe_02) || isIn(code, 0xe_01_00, 0xe_01_ef)))
      );
  }
}

function isSelector(code: number): boolean {
  return isIn(code, 0xfe_00, 0xfe_0f) || isIn(code, 0x18_0b, 0x18_0f);
}

function isIn(code: number, from: number, to: number): boolean {
  return code >= from && code <= to;
}

/** Marks of direction, which writing from right to left uses as others use spaces. */
function isMark(code: number): boolean {
  return code === 0x20_0e || code === 0x20_0f || code === 0x06_1c;
}

function isOfItsLine(code: number): boolean {
  return code === formFeed || code === blankDots || isMark(code);
}

/** A line, as far as what else is in it says whether a character is hidden. */
interface Line {
  /** Where it ends in the text. */
  readonly end: number;
  readonly allows: (code: number, areMarksAllowed: boolean) => boolean;
}

function lineAt(text: string, at: number): Line {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const found = text.indexOf("\n", at);
  const end = found < 0 ? text.length : found;
  const content = text.slice(start, end).replace(/\r$/, "");
  let has = 0;
  for (let index = 0; index < content.length; index += 1) {
    const code = content.codePointAt(index) ?? 0;
    has |= traitsOf(code);
    index += code > 0xff_ff ? 1 : 0;
  }
  // Old sources begin a page with a form feed on a line of its own.
  const isPageStart = /^[ \t\f]*$/.test(content);
  // The blank among patterns of dots draws, and whole rows of them are drawn with it.
  const isDrawn = (has & trait.dots) !== 0 && !/[\r\u2028\u2029]/.test(content);
  return {
    end,
    allows: (code, areMarksAllowed) =>
      code === formFeed
        ? isPageStart
        : code === blankDots
          ? isDrawn
          : areMarksAllowed && (has & trait.rightToLeft) !== 0,
  };
}
