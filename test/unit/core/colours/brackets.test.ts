import assert from "node:assert/strict";

import { bracketLevels } from "../../../../src/core/colours/bracketLevels";
import { type Bracket, LanguageBrackets } from "../../../../src/core/colours/languageBrackets";

const pairs = [
  ["{", "}"],
  ["[", "]"],
  ["(", ")"],
  ["<", ">"],
] as const;

/** Each bracket with how deep it is among all and among its own; `!` without a partner, nothing when not coloured. */
function levelsOf(language: LanguageBrackets, text: string): string {
  const brackets: Bracket[] = [];
  language.find(text, (bracket) => brackets.push(bracket));
  const levels = bracketLevels(brackets);
  return brackets
    .map((bracket, index) => {
      const level = levels[index];
      const told =
        level === undefined ? "" : level === "unexpected" ? "!" : `${level.nested}${level.nestedInSame}`;
      return bracket.text + told;
    })
    .join(" ");
}

describe("brackets in code", () => {
  const language = new LanguageBrackets({ brackets: pairs });

  it("are counted among all and among their own", () => {
    assert.equal(levelsOf(language, "a(b[c(d)]){}"), "(00 [10 (21 )21 ]10 )00 {00 }00");
  });

  it("close the nearest that they can, and leave what was opened since without partner", () => {
    assert.equal(levelsOf(language, "{ ( [ } ]"), "{00 (! [! }00 ]!");
    assert.equal(levelsOf(language, ") ( ( )"), ")! (! (11 )11");
  });

  it("have no colours when they are a sign of comparison, unless the language says so", () => {
    assert.equal(levelsOf(language, "<(a)>"), "< (00 )00 >");
    assert.equal(
      levelsOf(new LanguageBrackets({ brackets: pairs, colorizedBracketPairs: [["<", ">"]] }), "<(a)>"),
      "<00 ( ) >00",
    );
  });

  it("are whole words, in small or capital letters, when they are words", () => {
    const words = new LanguageBrackets({
      brackets: [
        ["begin", "end"],
        ["", ")"],
      ],
    });
    assert.equal(levelsOf(words, "BEGIN bending beginner End )"), "begin00 end00");
  });

  it("are text when they are nested too deep", () => {
    const found = levelsOf(language, `${"(".repeat(151)}${")".repeat(151)}`).split(" ");
    assert.equal(found[149], "(149149");
    assert.equal(found[150], "(");
    assert.equal(found[151], ")149149");
    assert.equal(found.at(-1), ")!");
  });

  it("of one language never close those of another", () => {
    const other = new LanguageBrackets({ brackets: pairs });
    const brackets: Bracket[] = [];
    language.find("(", (bracket) => brackets.push(bracket));
    other.find(")", (bracket) => brackets.push(bracket));
    assert.deepEqual(bracketLevels(brackets), ["unexpected", "unexpected"]);
  });
});
