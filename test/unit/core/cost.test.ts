import assert from "node:assert/strict";
import type { Usage } from "../../../src/core/answer";
import {
  addCost,
  addMoney,
  costOf,
  formatCost,
  formatMoney,
  formatUsd,
  noMoney,
} from "../../../src/core/cost";
import { modelTable } from "../../../src/core/modelTable";
import { priceOf, priceTableDate } from "../../../src/core/prices";

const million = 1_000_000;
const none: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** Dollars for a million tokens of each kind alone: input, output, written to the cache, read from it. */
const table: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "claude-fable-5-1": [10, 50, 12.5, 0.25],
  "claude-opus-5-5": [4, 20, 5, 0.2],
  "claude-sonnet-5-5": [2, 10, 2.5, 0.1],
  // A prompt of a million tokens is a long one.
  "claude-haiku-5-5": [0.5, 0.5, 0.625, 0.05],
  "claude-opus-5": [5, 25, 6.25, 0.5],
  "claude-sonnet-5": [2, 10, 2.5, 0.2],
  "claude-opus-4-8": [5, 25, 6.25, 0.5],
  "claude-opus-4-7": [5, 25, 6.25, 0.5],
  "claude-opus-4-6": [5, 25, 6.25, 0.5],
  "claude-sonnet-4-6": [3, 15, 3.75, 0.3],
  "claude-haiku-4-5": [1, 5, 1.25, 0.1],
  "claude-haiku-4-5-20251001": [1, 5, 1.25, 0.1],
  "claude-opus-4-5": [5, 25, 6.25, 0.5],
  "claude-opus-4-5-20251101": [5, 25, 6.25, 0.5],
  "claude-sonnet-4-5": [3, 15, 3.75, 0.3],
  "claude-sonnet-4-5-20250929": [3, 15, 3.75, 0.3],
};

const kinds = ["input", "output", "cacheWrite", "cacheRead"] as const;

function near(actual: number | undefined, wanted: number, of: string): void {
  assert.ok(actual !== undefined && Math.abs(actual - wanted) < 1e-9, `${of}: ${actual}, not ${wanted}`);
}

describe("what a request costs", () => {
  for (const [model, dollars] of Object.entries(table)) {
    it(`with ${model}`, () => {
      for (const [index, kind] of kinds.entries()) {
        near(costOf({ ...none, [kind]: million }, model, {}), dollars[index] ?? Number.NaN, kind);
      }
      const all = costOf({ input: 1000, output: 200, cacheWrite: 300, cacheRead: 4000 }, model, {});
      const short = model === "claude-haiku-5-5" ? [0.1, 0.5, 0.125, 0.01] : dollars;
      const [input = 0, output = 0, write = 0, read = 0] = short;
      near(all, (1000 * input + 200 * output + 300 * write + 4000 * read) / million, "all kinds");
    });
  }

  it("is more for a long prompt where the model says so, whatever part of it is cached", () => {
    const at = (usage: Partial<Usage>) => costOf({ ...none, ...usage }, "claude-haiku-5-5", {});
    near(at({ input: 100_000 }), 0.01, "up to the limit");
    near(at({ input: 100_001 }), 0.0500005, "above it");
    near(at({ input: 1, cacheRead: 100_000, output: million }), 2.5 + 0.0050005, "above it by the cache");
  });

  it("is unknown, and not nothing, for a model that has no price", () => {
    for (const model of ["claude-fable-5-2", "claude-fable-5", "my-gateway-model", "toString", ""]) {
      assert.equal(costOf({ ...none, input: 5 }, model, {}), undefined, model);
    }
    assert.equal(formatCost(undefined, "en"), "?");
  });

  it("has a price for every model of the table, or a reason", () => {
    const unknown = modelTable.models.filter(({ id }) => priceOf(id, {}, 0) === undefined);
    assert.deepEqual(
      unknown.map(({ id }) => id),
      ["claude-fable-5-2", "claude-fable-5"],
    );
    assert.match(priceTableDate, /^\d{4}-\d{2}$/);
  });

  it("follows the person's own prices, for new models and known ones, dated or not", () => {
    const own = {
      "my-model": { input: 1, output: 2, cacheRead: 0, cacheWrite: 3 },
      "claude-opus-5": { input: 8, output: 9 },
    };
    near(
      costOf({ input: million, output: million, cacheRead: million, cacheWrite: million }, "my-model", own),
      6,
      "own",
    );
    near(costOf({ ...none, cacheRead: million }, "claude-opus-5-20260724", own), 0.8, "filled");
    near(costOf({ ...none, cacheWrite: million }, "claude-opus-5", own), 10, "filled");
  });

  it("leaves a price alone that makes no sense", () => {
    for (const wrong of [null, 3, { input: -1, output: 1 }, { input: "2", output: 1 }, { input: 1 }]) {
      near(
        costOf({ ...none, input: million }, "claude-opus-5", { "claude-opus-5": wrong }),
        5,
        JSON.stringify(wrong),
      );
      assert.equal(costOf(none, "new", { new: wrong }), undefined);
    }
  });
});

describe("money as it is shown", () => {
  for (const [usd, shown] of [
    [0, "$0.00"],
    [0.000001, "<$0.0001"],
    [0.0001, "$0.0001"],
    [0.00123, "$0.0012"],
    [0.01234, "$0.012"],
    [0.1234, "$0.12"],
    [1.005, "$1.01"],
    [1234.5, "$1,234.50"],
  ] as const) {
    it(`${usd} is ${shown}`, () => assert.equal(formatUsd(usd, "en"), shown));
  }

  it("is written as the language has it", () => {
    assert.equal(formatUsd(1234.5, "de"), "1.234,50\u00a0$");
    assert.equal(formatUsd(0.5, "zh-cn"), "US$0.50");
  });

  it("says of a sum that something is missing in it", () => {
    const partial = addCost(addCost(noMoney, 0.12), undefined);
    assert.equal(formatMoney(partial, "en"), "≥ $0.12 + ?");
    assert.equal(formatMoney(addMoney(partial, { usd: 1, isPartial: false }), "en"), "≥ $1.12 + ?");
    assert.equal(formatMoney(addCost(noMoney, undefined), "en"), "?");
    assert.equal(formatMoney(addCost(noMoney, 0.5), "en"), "$0.50");
  });
});
