/** What a character has to do with hidden ones, as bits. One that is hidden itself has no other trait. */
export const trait = {
  hidden: 1,
  pictograph: 2,
  skinTone: 4,
  joining: 8,
  word: 16,
  unspaced: 32,
  picturedOrText: 64,
  keycap: 128,
  han: 256,
  mathOrBurmese: 512,
  mongolian: 1024,
  rightToLeft: 2048,
  dots: 4096,
} as const;

/**
 * What a text may hold that a person cannot see: controls of direction and other controls, characters of no width,
 * fillers, tags, line separators. Spaces of all widths and private use (fonts of icons) do show as something.
 */
const hidden = /(?:[^\P{Cc}\t]|[\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\uFFF9-\uFFFB])+/gu;

const others: readonly (readonly [bit: number, of: RegExp])[] = [
  [trait.pictograph, /\p{Extended_Pictographic}+/gu],
  [trait.skinTone, /\p{Emoji_Modifier}+/gu],
  // Letters that change their form beside a joiner, so that their languages cannot be written without one.
  [
    trait.joining,
    new RegExp(
      "[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Nkoo}\\p{scx=Mong}\\p{scx=Adlm}\\p{scx=Rohg}\\p{scx=Deva}\\p{scx=Beng}" +
        "\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}" +
        "\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]+",
      "gu",
    ),
  ],
  [trait.word, /[\p{L}\p{N}\p{P}]+/gu],
  // Written without spaces, so that a character of no width says where a line may break.
  [trait.unspaced, /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]+/gu],
  // Not as one class: Chromium 153 finds nothing by that.
  [trait.picturedOrText, /(?:\p{Extended_Pictographic}|\p{So}|\p{Sm})+/gu],
  [trait.keycap, /[\d#*]+/gu],
  [trait.han, /[\p{sc=Han}\u3001\u3002\uFF01\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F]+/gu],
  [trait.mathOrBurmese, /[\p{Sm}\p{sc=Mymr}]+/gu],
  [trait.mongolian, /\p{sc=Mong}+/gu],
  [trait.rightToLeft, /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}]+/gu],
  [trait.dots, /[\u2801-\u28FF]+/gu],
];

const pageBits = 10;
const pageSize = 1 << pageBits;

/** Unicode has nothing in these planes but what a font may put there. */
function isEmptyPlane(plane: number): boolean {
  return (plane > 3 && plane < 14) || plane > 14;
}

/** The traits of all characters near one that was met: asking a pattern about each would take a hundred times as long. */
const pages: (Uint16Array | undefined)[] = [];

/** The traits of a code point. */
export function traitsOf(code: number): number {
  if (isEmptyPlane(code >> 16)) {
    return 0;
  }
  const number = code >> pageBits;
  const page = pages[number] ?? newPage(number);
  return page[code & (pageSize - 1)] ?? 0;
}

function newPage(number: number): Uint16Array {
  const page = new Uint16Array(pageSize);
  const first = number << pageBits;
  const units = first > 0xff_ff ? 2 : 1;
  const all = Array.from({ length: pageSize }, (_, at) => standIn(first + at)).join("");
  for (const [bit, of] of others) {
    for (const { 0: run, index } of all.matchAll(of)) {
      const from = index / units;
      for (let at = from; at < from + run.length / units; at += 1) {
        page[at] = (page[at] ?? 0) | bit;
      }
    }
  }
  for (const { 0: run, index } of all.matchAll(hidden)) {
    page.fill(trait.hidden, index / units, (index + run.length) / units);
  }
  pages[number] = page;
  return page;
}

/** Half a character is nothing, and beside its other half it would be another one. */
function standIn(code: number): string {
  return code >= 0xd8_00 && code <= 0xdf_ff ? " " : String.fromCodePoint(code);
}
