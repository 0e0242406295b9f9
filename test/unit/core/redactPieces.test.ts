import assert from "node:assert/strict";

import { keyForms } from "../../../src/core/redact";
import { redactPieces } from "../../../src/core/redactPieces";
import { proved, times } from "../../support/proof";
import { Random } from "./random";

const key = "sk-ant-test-Pieces+/%0123456789";

function inPieces(text: string, cuts: readonly number[]): string {
  const redactor = redactPieces(key);
  const ends = [...cuts, text.length];
  return ends.map((end, at) => redactor.push(text.slice(ends[at - 1] ?? 0, end))).join("") + redactor.end();
}

describe("a key in a text that comes in pieces", () => {
  it("is taken out in each of its forms, wherever one or two cuts fall", () => {
    let tried = 0;
    for (const form of keyForms(key).flatMap((each) => [each, each.toUpperCase()])) {
      const text = `say ${form}, and`;
      for (let first = 0; first <= text.length; first += 1) {
        for (let second = first; second <= text.length; second += 1) {
          const shown = inPieces(text, [first, second]);
          // At most the first seven characters were told before it could be known.
          const early = shown.indexOf("[API key]") - "say ".length;
          assert.ok(
            early <= 7 && shown === `say ${form.slice(0, Math.max(0, early))}[API key], and`,
            `${shown} for ${text} cut at ${first} and ${second}`,
          );
          tried += 1;
        }
      }
    }
    proved({ row: "T8", tried: "ways to cut an answer that echoes the key into pieces", count: tried });
  });

  it("leaves every other text as it is, and holds none of it back for long", () => {
    const random = new Random(8);
    const alphabet = ["s", "k", "-", "a", "n", "t", "sk-ant-test-Pie", "İ", "\u{1f914}", "sk-ant-test-"];
    for (let round = 0; round < times(100_000, 2_000); round += 1) {
      const pieces = Array.from({ length: 12 }, () => random.oneOf(alphabet));
      const redactor = redactPieces(key);
      const shown = pieces.map((piece) => redactor.push(piece)).join("");
      assert.ok(pieces.join("").startsWith(shown));
      assert.equal(shown + redactor.end(), pieces.join(""));
    }
  });

  it("is not told when the text ends in most of it", () => {
    for (let length = 16; length < key.length; length += 1) {
      const redactor = redactPieces(key);
      assert.equal(redactor.push(`x ${key.slice(0, length)}`) + redactor.end(), "x sk-ant-[API key]");
    }
  });

  it("that is a short word is no secret", () => {
    const redactor = redactPieces("password");
    assert.equal(redactor.push("my password") + redactor.end(), "my password");
  });

  it("is taken out as often as it stands in one piece, in whatever form", () => {
    const forms = [...keyForms(key)].reverse();
    const shown = inPieces(forms.join(" and "), []);
    assert.equal(shown, forms.map(() => "[API key]").join(" and "));
  });

  it("leaves nothing of a longer form that begins with the key", () => {
    const percent = "sk-ant-test-Ends-with-%";
    const redactor = redactPieces(percent);
    assert.equal(
      redactor.push(`${encodeURIComponent(percent)} ${percent}.`) + redactor.end(),
      "[API key] [API key].",
    );
  });

  it("that no request could carry is in no text: all of that is shown", () => {
    const redactor = redactPieces("ключ-которого-нет");
    assert.equal(redactor.push("say ключ-которого-нет") + redactor.end(), "say ключ-которого-нет");
  });

  it("is taken out of one piece that repeats it thirty thousand times, in no long time", function () {
    this.timeout(20_000);
    for (const form of keyForms(key)) {
      const redactor = redactPieces(key);
      const before = process.cpuUsage();
      const shown = redactor.push(`${form} `.repeat(30_000)) + redactor.end();
      const { user, system } = process.cpuUsage(before);
      assert.equal(shown, "[API key] ".repeat(30_000));
      assert.ok(user + system < 1_000_000, `${(user + system) / 1000} ms of work`);
    }
  });
});
