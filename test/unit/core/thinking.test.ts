import assert from "node:assert/strict";
import { readModelPage } from "../../../src/claude/models";
import { findModel, isModelInfo, isRetired, type ModelInfo } from "../../../src/core/model";
import { modelState } from "../../../src/core/modelState";
import { modelTable } from "../../../src/core/modelTable";
import { effortChoices, effortFor, thinkingFor } from "../../../src/core/thinking";
import { catalogue } from "../../support/messages/catalogue";
import { checkCreate } from "../../support/messages/check";
import { modelPage } from "../../support/messages/models";

const listed = readModelPage(modelPage(new URLSearchParams({ limit: "100" })))?.models ?? [];
const summarized = { type: "adaptive", display: "summarized" };

function known(id: string): ModelInfo {
  const model = findModel(listed, id);
  assert.ok(model, id);
  return model;
}

describe("thinking and effort", () => {
  it("are refused by no model, however they are chosen", () => {
    let checked = 0;
    for (const source of [listed, modelTable.models]) {
      for (const model of source) {
        for (const on of [true, false]) {
          for (const wanted of ["", "low", "medium", "high", "xhigh", "max"]) {
            for (const maxTokens of [1, 1500, 2048, 16_384, 64_000]) {
              const thinking = thinkingFor(model, on, maxTokens);
              const effort = effortFor(model, wanted, on);
              checkCreate(
                {
                  model: model.id,
                  max_tokens: maxTokens,
                  messages: [{ role: "user", content: "Why?" }],
                  ...(thinking === undefined ? {} : { thinking }),
                  ...(effort === undefined ? {} : { output_config: { effort } }),
                },
                "2023-06-01",
              );
              checked += 1;
            }
          }
        }
      }
    }
    assert.ok(checked > 1500);
  });

  it("are known of the table's models as the endpoint lists them", () => {
    for (const { id, effort, thinking } of modelTable.models) {
      const model = known(id);
      assert.deepEqual(model.effort, effort, id);
      assert.deepEqual(model.thinking, thinking, id);
    }
    assert.ok(listed.length >= catalogue.filter(({ lifecycle }) => lifecycle !== "retired").length);
  });

  it("are asked for in the way that each model has", () => {
    assert.deepEqual(thinkingFor(known("claude-sonnet-5-5"), true, 16_384), summarized);
    assert.deepEqual(thinkingFor(known("claude-sonnet-5-5"), false, 16_384), summarized);
    assert.deepEqual(thinkingFor(known("claude-opus-4-8"), true, 16_384), summarized);
    assert.deepEqual(thinkingFor(known("claude-opus-4-8"), false, 16_384), { type: "disabled" });
    assert.deepEqual(thinkingFor(known("claude-sonnet-4-6"), true, 16_384), summarized);
    assert.deepEqual(thinkingFor(known("claude-haiku-4-5"), true, 16_384), {
      type: "enabled",
      budget_tokens: 8192,
      display: "summarized",
    });
    assert.equal(thinkingFor(known("claude-haiku-4-5"), true, 2000), undefined);
    assert.equal(thinkingFor(undefined, true, 16_384), undefined);
    assert.equal(thinkingFor({ id: "x", name: "x" }, true, 16_384), undefined);
  });

  it("become what the model has", () => {
    assert.equal(effortFor(known("claude-sonnet-4-6"), "xhigh", true), "high");
    assert.equal(effortFor(known("claude-opus-4-5"), "max", true), "high");
    assert.equal(effortFor(known("claude-opus-5"), "max", true), "max");
    assert.equal(effortFor(known("claude-opus-5"), "max", false), "high");
    assert.equal(effortFor(known("claude-opus-5"), "", true), undefined);
    assert.equal(effortFor(known("claude-haiku-4-5"), "low", true), undefined);
    assert.equal(effortFor(undefined, "low", true), undefined);
    assert.equal(effortFor(known("claude-opus-5"), "enormous", true), undefined);
    assert.deepEqual(effortChoices(known("claude-haiku-5-5"), false), ["low", "medium", "high"]);
  });
});

describe("a model as the page shows it", () => {
  const facts = { today: "2026-11-22", isListed: true };

  it("offers what it has", () => {
    const opus = known("claude-opus-5");
    assert.deepEqual(modelState(opus.id, opus, { effort: "max", thinking: false }, facts), {
      id: "claude-opus-5",
      name: "Claude Opus 5",
      effort: { value: "high", choices: ["low", "medium", "high"] },
      thinking: { on: false, canChange: true },
      imageInput: true,
    });
    const sonnet = known("claude-sonnet-5-5");
    assert.deepEqual(modelState(sonnet.id, sonnet, { effort: "", thinking: false }, facts).thinking, {
      on: true,
      canChange: false,
    });
    const haiku = known("claude-haiku-4-5");
    assert.equal(modelState(haiku.id, haiku, { effort: "low", thinking: true }, facts).effort, undefined);
  });

  it("offers nothing of a model that nobody knows", () => {
    assert.deepEqual(
      modelState("mine", undefined, { effort: "max", thinking: true }, { ...facts, isListed: false }),
      { id: "mine", name: "mine", problem: "unknown" },
    );
  });

  it("says that it is retired, from the day on", () => {
    const old = known("claude-sonnet-4-5");
    assert.equal(old.id, "claude-sonnet-4-5-20250929");
    assert.equal(isRetired(old, "2026-11-29"), false);
    assert.equal(isRetired(old, "2026-11-30"), true);
    assert.equal(isRetired({ id: "x", name: "x", lifecycle: "retired" }, "2020-01-01"), true);
    const state = modelState(
      old.id,
      old,
      { effort: "", thinking: true },
      { today: "2026-12-01", isListed: true },
    );
    assert.equal(state.problem, "retired");
  });
});

describe("a model kept on the disk", () => {
  it("is taken whole or not at all", () => {
    for (const model of listed) {
      assert.ok(isModelInfo(JSON.parse(JSON.stringify(model))), model.id);
    }
    for (const broken of [
      {},
      { id: "x" },
      { id: "x", name: 1 },
      { id: "x", name: "x", contextTokens: "1" },
      { id: "x", name: "x", effort: ["low", 1] },
      { id: "x", name: "x", thinking: { adaptive: true } },
      { id: "x", name: "x", lifecycle: "sleeping" },
      { id: "x", name: "x", retiresAt: 5 },
    ]) {
      assert.equal(isModelInfo(broken), false, JSON.stringify(broken));
    }
  });
});
