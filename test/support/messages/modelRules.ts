import type { CatalogueModel } from "./catalogue";
import { refuse } from "./refused";
import { isObject, type Json } from "./shape";
import { judgeSignature } from "./signature";
import { listOf, systemText, textOf, typeOf, type Turn } from "./turns";

/** Refuses what the model in question does not take. */
export function checkForModel(body: Json, turns: readonly Turn[], model: CatalogueModel): void {
  checkLength(body, model);
  checkThinking(body, model);
  checkEffort(body, model);
  checkSampling(body, model);
  checkTools(body, model);
  checkLast(turns, model);
  checkSignatures(body, turns, model);
  if (!model.systemMessages && turns.some((turn) => turn.role === "system")) {
    refuse("role 'system' is not supported on this model");
  }
}

function checkLength(body: Json, model: CatalogueModel): void {
  const most = body["max_tokens"];
  if (typeof most === "number" && most > model.maxOutput) {
    refuse(
      `max_tokens: ${most} > ${model.maxOutput}, which is the maximum allowed number of output tokens for ${String(body["model"])}`,
    );
  }
  if (most === 0 && body["stream"] === true) {
    refuse("max_tokens: 0 is not supported with `stream`");
  }
}

function checkThinking(body: Json, model: CatalogueModel): void {
  const thinking = body["thinking"];
  const type = typeOf(thinking);
  if (!isObject(thinking)) {
    return;
  }
  if (!model.thinking.some((known) => known === type)) {
    if (type === "adaptive") {
      refuse("adaptive thinking is not supported on this model");
    }
    const instead = model.thinking.includes("adaptive")
      ? ' Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
      : "";
    refuse(`"thinking.type.${type}" is not supported for this model.${instead}`);
  }
  const budget = thinking["budget_tokens"];
  const most = body["max_tokens"];
  if (typeof budget === "number" && typeof most === "number" && budget >= most) {
    refuse("`max_tokens` must be greater than `thinking.budget_tokens`.");
  }
  const effort = effortOf(body);
  const limited = type === "between_tools" || (type === "disabled" && model.thinksByDefault);
  if (limited && (effort === "xhigh" || effort === "max") && model.id !== "claude-sonnet-5") {
    refuse(`"thinking.type.${type}" requires "output_config.effort" of "high" or lower on this model.`);
  }
}

function effortOf(body: Json): unknown {
  return isObject(body["output_config"]) ? body["output_config"]["effort"] : undefined;
}

function checkEffort(body: Json, model: CatalogueModel): void {
  const effort = effortOf(body);
  if (typeof effort === "string" && model.effort.length === 0) {
    refuse("This model does not support the effort parameter.");
  }
  if (typeof effort === "string" && !model.effort.some((level) => level === effort)) {
    refuse(
      `This model does not support effort level '${effort}'. Supported levels: ${model.effort.join(", ")}.`,
    );
  }
}

/** The fields themselves exist under version 2023-06-01 only; the body's shape has seen to that. */
function checkSampling(body: Json, model: CatalogueModel): void {
  for (const [field, usual] of [
    ["temperature", 1],
    ["top_p", 1],
    ["top_k", undefined],
  ] as const) {
    if (!model.sampling && body[field] !== undefined && body[field] !== usual) {
      refuse(`\`${field}\` is deprecated for this model.`);
    }
  }
  if (body["temperature"] !== undefined && body["top_p"] !== undefined) {
    refuse("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
  }
  const type = typeOf(body["thinking"]);
  const thinks = type === "enabled" || type === "adaptive";
  if (thinks && body["temperature"] !== undefined && body["temperature"] !== 1) {
    refuse("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
  }
  if (thinks && body["top_k"] !== undefined) {
    refuse("`top_k` must be unset when thinking is enabled or in adaptive mode.");
  }
  const topP = body["top_p"];
  if (thinks && typeof topP === "number" && topP < 0.95) {
    refuse(
      "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode.",
    );
  }
}

function checkTools(body: Json, model: CatalogueModel): void {
  const names = listOf(body["tools"]).map((tool) => String(tool["name"]));
  if (new Set(names).size < names.length) {
    refuse("tools: Tool names must be unique.");
  }
  const choice = typeOf(body["tool_choice"]);
  if (choice === "") {
    return;
  }
  if (names.length === 0 && choice !== "none") {
    refuse("tool_choice: `tool_choice` may only be specified while providing `tools`.");
  }
  const wanted = isObject(body["tool_choice"]) ? body["tool_choice"]["name"] : undefined;
  if (choice === "tool" && !names.includes(String(wanted))) {
    refuse(`Tool '${String(wanted)}' not found in provided tools`);
  }
  const forced = choice === "tool" || choice === "any";
  if (forced && !model.forcedTools) {
    refuse(`tool_choice: \`${choice}\` is not supported on this model.`);
  }
  if (forced && ["enabled", "adaptive"].includes(typeOf(body["thinking"]))) {
    refuse("Thinking may not be enabled when tool_choice forces tool use.");
  }
}

/** A last message of the assistant is the beginning of its answer, which newer models do not take from others. */
function checkLast(turns: readonly Turn[], model: CatalogueModel): void {
  const last = turns.at(-1);
  if (last?.role !== "assistant") {
    return;
  }
  // A turn that the API paused goes back as it is, and ends with what the server's tool was about.
  if (/^server_tool_use$|_tool_result$/.test(typeOf(turns.at(-1)?.blocks.at(-1)?.block))) {
    return;
  }
  if (!model.prefill) {
    refuse(
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
  }
  const block = last.blocks.at(-1)?.block;
  if (block !== undefined && textOf(block) !== textOf(block).trimEnd()) {
    refuse("messages: final assistant content cannot end with trailing whitespace");
  }
}

function checkSignatures(body: Json, turns: readonly Turn[], model: CatalogueModel): void {
  for (const [place, turn] of turns.entries()) {
    for (const { block, path } of turn.blocks) {
      if (typeOf(block) !== "thinking") {
        continue;
      }
      const before = turns.slice(0, place);
      const verdict = judgeSignature(String(block["signature"]), model.id, systemText(body), before);
      if (verdict === "invalid") {
        refuse(`${path}: Invalid \`signature\` in \`thinking\` block`);
      }
      if (verdict === "foreign" && model.boundThinking) {
        refuse(`${path}: \`thinking\` block is bound to a different conversation`);
      }
    }
  }
}
