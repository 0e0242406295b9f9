import assert from "node:assert/strict";
import { modelFacts } from "../../../src/core/modelText";

const l10n = {
  t: (message: string, ...args: string[]): string =>
    message.replace(/\{(\d)\}/g, (whole, index) => args[Number(index)] ?? whole),
};

describe("what a model is chosen by", () => {
  it("is said of a model that is only known by its name as far as it is known", () => {
    assert.deepEqual(
      modelFacts({ id: "claude-sonnet-4-5", name: "S", imageInput: false }, {}, l10n, "en").slice(1),
      ["does not read images"],
    );
    assert.equal(modelFacts({ id: "claude-sonnet-4-5", name: "S" }, {}, l10n, "en").length, 1);
  });

  it("is its context, price, images and retirement", () => {
    const facts = modelFacts(
      {
        id: "claude-sonnet-4-5-20250929",
        name: "Claude Sonnet 4.5",
        contextTokens: 200_000,
        imageInput: true,
        retiresAt: "2026-11-30T00:00:00Z",
      },
      {},
      l10n,
      "en",
    );
    assert.deepEqual(facts, [
      "200K-token context",
      "$3.00 in, $15.00 out per million tokens",
      "reads images",
      "retires on 2026-11-30",
    ]);
  });

  it("says from where to where a price goes, and that one is not known", () => {
    const of = (id: string) => modelFacts({ id, name: id, imageInput: false }, {}, l10n, "en");
    assert.deepEqual(of("claude-haiku-5-5"), [
      "$0.10–$0.50 in, $0.50–$2.50 out per million tokens",
      "does not read images",
    ]);
    assert.equal(of("claude-fable-5-2")[0], "price unknown (?)");
  });
});
