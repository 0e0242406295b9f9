/** Something that can be searched for: a path, or a name with its path before it. */
export interface Searchable {
  readonly text: string;
  /** Where the name begins in the text: what stands before it weighs less. */
  readonly nameStart: number;
  /** How many were used after it; 0 for the one used last. Undefined for what was not used lately. */
  readonly age?: number;
}

interface Scored<Item> {
  readonly item: Item;
  readonly score: number;
}

/**
 * The items in which the letters of a query stand in this order, best first, no more than `limit`. Letters count more in
 * a name than in the folders before it, at the start of a word, and next to each other; what was used lately comes
 * earlier among equals. White space in the query separates words that may stand in any order.
 */
export function bestMatches<Item extends Searchable>(
  items: readonly Item[],
  query: string,
  limit: number,
): readonly Item[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const found: Scored<Item>[] = [];
  for (const item of items) {
    const score = scoreOf(item, words);
    if (score !== undefined) {
      found.push({ item, score: score + recency(item) });
    }
  }
  found.sort(
    (a, b) => b.score - a.score || a.item.text.length - b.item.text.length || compare(a.item, b.item),
  );
  return found.slice(0, limit).map(({ item }) => item);
}

function compare(a: Searchable, b: Searchable): number {
  return a.text < b.text ? -1 : Number(a.text > b.text);
}

/** Less than a letter's difference in how well it fits. */
function recency({ age }: Searchable): number {
  return age === undefined ? 0 : 4 / (age + 1);
}

function scoreOf(item: Searchable, words: readonly string[]): number | undefined {
  const lower = item.text.toLowerCase();
  let total = 0;
  for (const word of words) {
    const score = wordScore(item, lower, word);
    if (score === undefined) {
      return undefined;
    }
    total += score;
  }
  return total;
}

/** The better of two ways to place a word: in the name alone, or anywhere in the text. */
function wordScore({ text, nameStart }: Searchable, lower: string, word: string): number | undefined {
  const name = placed(text, lower, word, nameStart, nameStart);
  if (name !== undefined) {
    // Of two names that hold the word, the one with less besides is meant.
    return name + word.length * 4 - (text.length - nameStart - word.length) / 8;
  }
  return placed(text, lower, word, 0, nameStart);
}

/** Takes each letter at the start of a word where one follows, else at its next place. */
function placed(
  text: string,
  lower: string,
  word: string,
  from: number,
  nameStart: number,
): number | undefined {
  const whole = lower.indexOf(word, from);
  if (whole !== -1) {
    return word.length * 8 + (startsWord(text, whole) ? 8 : 0) + (whole === nameStart ? 8 : 0);
  }
  if (!fits(lower, word, 0, from)) {
    return undefined;
  }
  let score = 0;
  let at = from - 1;
  for (let index = 0; index < word.length; index += 1) {
    const letter = word.charAt(index);
    const next = lower.indexOf(letter, at + 1);
    const start = next === at + 1 || startsWord(text, next) ? next : wordStart(text, lower, letter, next);
    const chosen = start !== -1 && fits(lower, word, index + 1, start + 1) ? start : next;
    score += 2 + (index > 0 && chosen === at + 1 ? 3 : 0) + (startsWord(text, chosen) ? 3 : 0);
    at = chosen;
  }
  return score;
}

function wordStart(text: string, lower: string, letter: string, from: number): number {
  for (let at = from; at !== -1; at = lower.indexOf(letter, at + 1)) {
    if (startsWord(text, at)) {
      return at;
    }
  }
  return -1;
}

/** Whether the rest of a word still finds its letters. */
function fits(lower: string, word: string, index: number, from: number): boolean {
  let at = from;
  for (let rest = index; rest < word.length; rest += 1) {
    at = lower.indexOf(word.charAt(rest), at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}

function startsWord(text: string, at: number): boolean {
  if (at === 0) {
    return true;
  }
  const before = text.charCodeAt(at - 1);
  const here = text.charCodeAt(at);
  const isSeparator = !isLetter(before) && !isDigit(before);
  return isSeparator || (isUpper(here) && !isUpper(before)) || (isDigit(here) && !isDigit(before));
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLetter(code: number): boolean {
  return isUpper(code) || (code >= 97 && code <= 122) || code > 127;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
