import assert from "node:assert/strict";

import fc from "fast-check";

import { hiddenCharacters } from "../../../src/core/hiddenCharacters";

function codesIn(text: string, original = ""): readonly string[] {
  return hiddenCharacters(text.split("\n"), original.split("\n")).map(({ code }) => code.toString(16));
}

/** What cannot be seen, each in a line as it would come. */
const hidden: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "an override of direction",
    'if (level != "user\u202E\u2066// admin\u2069\u2066") {',
    ["202e", "2066", "2069", "2066"],
  ],
  ["an embedding", "a\u202Ab\u202Bc\u202Cd\u202D", ["202a", "202b", "202c", "202d"]],
  ["an isolate", "a\u2066b\u2067c\u2068d\u2069", ["2066", "2067", "2068", "2069"]],
  ["a mark of direction", "a\u200Eb\u200Fc\u061C", ["200e", "200f", "61c"]],
  ["a mark of direction beside Arabic", "سلام\u200F", ["200f"]],
  ["a space of no width", "ad\u200Bmin", ["200b"]],
  ["a joiner in Latin", "ad\u200Dmin\u200C", ["200d", "200c"]],
  [
    "a word joiner and invisible operators",
    "a\u2060\u2061\u2062\u2063\u2064",
    ["2060", "2061", "2062", "2063", "2064"],
  ],
  ["a deprecated format character", "a\u206A\u206F", ["206a", "206f"]],
  ["a byte order mark", "a\uFEFFb", ["feff"]],
  ["tag characters", "a\u{E0041}\u{E0042}\u{E007F}\u{E0001}", ["e0041", "e0042", "e007f", "e0001"]],
  [
    "tag characters behind a flag",
    "\u{1F3F4}\u{E0069}\u{E0067}\u{E006E}\u{E007F}",
    ["e0069", "e0067", "e006e", "e007f"],
  ],
  ["Hangul fillers", "a\u115F\u1160\u3164\uFFA0", ["115f", "1160", "3164", "ffa0"]],
  ["a soft hyphen", "pass\u00ADword", ["ad"]],
  ["a grapheme joiner", "a\u034Fb", ["34f"]],
  ["Khmer vowels without a form", "\u17B4\u17B5", ["17b4", "17b5"]],
  ["a blank of braille", "a\u2800b", ["2800"]],
  ["controls", "a\u0000\u0007\u0008\u001B\u007F\u0085\u009F", ["0", "7", "8", "1b", "7f", "85", "9f"]],
  ["a lone carriage return", "a\rb", ["d"]],
  ["a form feed within a line", "a\fb", ["c"]],
  ["separators of lines and paragraphs", "a\u2028b\u2029", ["2028", "2029"]],
  ["annotations", "a\uFFF9b\uFFFAc\uFFFB", ["fff9", "fffa", "fffb"]],
  ["musical controls", "\u{1D173}\u{1D17A}", ["1d173", "1d17a"]],
  ["unassigned characters that are not shown", "a\u{E0FFF}\u2065", ["e0fff", "2065"]],
  [
    "bytes in variation selectors behind an emoji",
    "😀\uFE0F\u{E0101}\u{E0102}\uFE00",
    ["e0101", "e0102", "fe00"],
  ],
  ["a variation selector behind a letter", "a\uFE0Fb\u{E0100}", ["fe0f", "e0100"]],
  ["a variation selector behind a digit", "1\uFE0F2", ["fe0f"]],
  ["joiners one after the other in Persian", "می\u200C\u200Dخواهم", ["200d"]],
  ["a joiner behind an emoji", "👍\u200D = 1", ["200d"]],
  ["a joiner at the start of a line", "\u200Da", ["200d"]],
];

/** What writing and drawing need. */
const seen: readonly (readonly [string, string])[] = [
  ["code", "\tconst a = `1 + ${b}`; // «ø» — “…”"],
  ["a family", "👨‍👩‍👧‍👦 👩🏽‍❤️‍💋‍👨🏿 👩🏾‍💻 🏴‍☠️ 🏳️‍🌈 🏳️‍⚧️ ❤️‍🔥 🧑🏻‍🤝‍🧑🏿 🙋🏽‍♀️ 🐻‍❄️"],
  ["pictures of signs", "✔️ ⚠️ ℹ️ ▶️ ☑︎ ↔️ ©️ ‼️ Ⓜ️ 〰️ ㊗️"],
  ["arrows and stars as pictures", "→️ ★️ ✓️"],
  ["keycaps", "0️⃣ 9️⃣ #️⃣ *️⃣"],
  ["flags", "🇮🇷 🇫🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿"],
  ["Persian", "می‌خواهم کتاب‌ها را بخوانم، خانه‌ای و PDF‌ها و ۱۲‌ساله"],
  ["an abbreviation in Persian", "۱۴۰۳ ه‍. ش."],
  ["Urdu and Arabic", "اُردُو کے لیے، اَلْعَرَبِيَّة"],
  ["Hindi and Marathi", "क्‍ष क्‌ष र्‍या शक्‌ति"],
  ["Bengali, Malayalam and Sinhala", "র‍্যাব ക്‍ ശ്രീ ශ්‍රී ලංකාව"],
  ["Kannada and Telugu", "ರ‍್ಕ క్‌ష"],
  ["Khmer and Thai", "ខ្ញុំ\u200Bចង់ ภาษา\u200Bไทย"],
  ["Mongolian", "ᠮᠣᠩᠭᠣᠯ\u180Bᠠ ᠨᠢᠭᠡ\u180Eᠠ"],
  ["forms of Han characters", "葛\u{E0100}飾区 辻\u{E0101} ，\uFE01"],
  ["forms of signs", "∩\uFE00 ≨\uFE00"],
  ["a drawing of dots", "⠀⠀⢀⣀⠀⠀⠀⡏\u2800"],
  ["a page break of old sources", "\f"],
  ["spaces of all widths", "a\u00A0b\u202Fc\u3000d\u2003e"],
  ["icons of fonts", "\uE0A0 \uF015 \u{F0001}"],
  ["accents and Vietnamese", "e\u0301 n\u0303 Tiếng Việt"],
  ["Hebrew with points", "שָׁלוֹם"],
  ["Korean and its letters", "한국어 ㄱㄴㄷ 가"],
];

describe("characters that cannot be seen", () => {
  for (const [name, text, codes] of hidden) {
    it(`are found: ${name}`, () => assert.deepEqual(codesIn(text), codes));
  }

  for (const [name, text] of seen) {
    it(`are not ${name}`, () => assert.deepEqual(codesIn(text), []));
  }

  it("are named where they stand", () => {
    assert.deepEqual(hiddenCharacters(["a", "b\u200B", "\u202E"], ["a"]), [
      { line: 1, code: 0x200b },
      { line: 2, code: 0x202e },
    ]);
  });

  it("count when there are more than before, and then where they are new", () => {
    const original = ["one\u200B", "two", "three\u200B"];
    assert.deepEqual(hiddenCharacters(["three\u200B", "one\u200B!"], original), []);
    assert.deepEqual(hiddenCharacters(["new\u200B", "one\u200B", "three\u200B"], original), [
      { line: 0, code: 0x200b },
    ]);
    assert.deepEqual(hiddenCharacters(["one\u202E"], original), [{ line: 0, code: 0x202e }]);
    assert.deepEqual(hiddenCharacters(["\uFEFFa", "b"], ["\uFEFFa"]), []);
  });

  it("are none in any emoji that Unicode recommends", () => {
    const recommended = new RegExp("^\\p{RGI_Emoji}$", "v");
    const people = ["👩", "👨", "🧑"].flatMap((person) => [person, ...tones.map((tone) => person + tone)]);
    const signs = [...charactersOf(/\p{Emoji}/u)];
    const candidates = [
      ...signs.flatMap((sign) => [sign, `${sign}\uFE0F`, `${sign}\uFE0F\u20E3`]),
      ...signs.flatMap((sign) => tones.map((tone) => sign + tone)),
      ...signs.flatMap((sign) =>
        people.flatMap((person) => [`${person}\u200D${sign}`, `${person}\u200D${sign}\uFE0F`]),
      ),
      ...signs.flatMap((sign) =>
        ["♀", "♂"].flatMap((sex) => ["", ...tones].map((tone) => `${sign}${tone}\u200D${sex}\uFE0F`)),
      ),
    ];
    const emoji = candidates.filter((candidate) => recommended.test(candidate));
    assert.ok(emoji.length > 2_500, `${emoji.length} emoji`);
    assert.deepEqual(codesIn(emoji.join("\n")), []);
    assert.deepEqual(codesIn(emoji.join("")), []);
  });

  it("are none in the names that countries and languages have all over the world", () => {
    let names = 0;
    let joiners = 0;
    for (const locale of locales) {
      for (const [type, codes] of [
        ["region", regions],
        ["language", languages],
      ] as const) {
        const display = new Intl.DisplayNames(locale, { type, fallback: "none" });
        for (const code of codes) {
          // Marks of direction are always said, and so is a place to break before the first letter.
          const name = (display.of(code) ?? "").replace(/[\u200E\u200F]|^\u200B/g, "");
          names += name === "" ? 0 : 1;
          joiners += /[\u200B-\u200D]/.test(name) ? 1 : 0;
          assert.deepEqual(codesIn(name), [], `${locale} ${code}`);
        }
      }
    }
    assert.ok(names > 10_000 && joiners > 100, `${names} names, ${joiners} with joiners`);
  });

  it("are none when nothing changes, or lines only move or go", () => {
    const unit = fc.constantFrom(
      "a",
      "\u200B",
      "\u202E",
      "\u200D",
      "👩",
      "\uFE0F",
      "ی",
      "\f",
      "\u2800",
      "⣀",
      "\u{E0041}",
    );
    const line = fc.string({ unit, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (lines, order) => {
        assert.deepEqual(hiddenCharacters(lines, lines), []);
        const moved = lines.map((text) => ({ text, key: order.next().value ?? 0 }));
        moved.sort((a, b) => a.key - b.key);
        const some = moved.map(({ text }) => text).slice(lines.length / 3);
        assert.deepEqual(hiddenCharacters(some, lines), []);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are counted alone, wherever they stand among letters and signs of code", () => {
    const bad = fc.constantFrom("\u202E", "\u2066", "\u200B", "\u2060", "\u{E0041}", "\u3164", "\u0007");
    const code = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(code, bad, code, (before, character, after) => {
        const plain = (text: string): string => text.replace(/[^\t -~]/g, "");
        const text = plain(before) + character + plain(after);
        assert.deepEqual(hiddenCharacters([text], [""]), [{ line: 0, code: character.codePointAt(0) }]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are found at once in much text", () => {
    const start = performance.now();
    assert.deepEqual(codesIn("⠀⣀".repeat(100_000)), []);
    assert.equal(codesIn("👩\u200D".repeat(50_000)).length, 1);
    assert.equal(codesIn("\u200B".repeat(100_000)).length, 100_000);
    assert.ok(performance.now() - start < 2_000);
  });
});

const tones = ["🏻", "🏼", "🏽", "🏾", "🏿"];
const locales =
  "ar fa ur ps ckb he hi mr ne bn as pa gu or ta te kn ml si th lo km my mn ka hy am zh-Hans zh-Hant ja ko vi tr de fr ru el".split(
    " ",
  );
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");
const regions = letters.flatMap((first) => letters.map((second) => first + second));
const languages = regions.map((code) => code.toLowerCase());

function* charactersOf(pattern: RegExp): Iterable<string> {
  for (let code = 0x23; code < 0x20000; code++) {
    const character = String.fromCodePoint(code);
    if (pattern.test(character)) {
      yield character;
    }
  }
}
