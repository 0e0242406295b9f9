import { isCount, isObject } from "../core/shape";

/** Whether a message holds a line of the completion list that can be drawn. */
export function isCompletion(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value["id"] === "string" &&
    typeof value["label"] === "string" &&
    typeof value["detail"] === "string" &&
    typeof value["icon"] === "string" &&
    /^[a-z0-9-]+$/.test(value["icon"])
  );
}

/** Whether a message holds a model as the composer shows it. */
export function isModel(value: unknown): boolean {
  if (!isObject(value) || typeof value["id"] !== "string" || typeof value["name"] !== "string") {
    return false;
  }
  const { effort, thinking } = value;
  return (
    (effort === undefined ||
      (isObject(effort) &&
        typeof effort["value"] === "string" &&
        Array.isArray(effort["choices"]) &&
        effort["choices"].every((choice) => typeof choice === "string"))) &&
    (thinking === undefined ||
      (isObject(thinking) &&
        typeof thinking["on"] === "boolean" &&
        typeof thinking["canChange"] === "boolean"))
  );
}

/** Whether a message holds an estimate whose numbers can be shown. */
export function isEstimate(value: unknown): boolean {
  if (!isObject(value)) {
    return false;
  }
  const { tokens, isExact, contextTokens, price, fit, chips } = value;
  return (
    isCount(tokens) &&
    typeof isExact === "boolean" &&
    (contextTokens === undefined || isCount(contextTokens)) &&
    (price === undefined || (isObject(price) && isAmount(price["low"]) && isAmount(price["high"]))) &&
    (fit === "ok" || fit === "tight" || fit === "tooLong") &&
    isObject(chips) &&
    Object.values(chips).every(isCount)
  );
}

/** Whether a message holds what was spent. */
export function isTotals(value: unknown): boolean {
  return (
    isObject(value) &&
    isObject(value["today"]) &&
    isAmount(value["today"]["usd"]) &&
    typeof value["today"]["isPartial"] === "boolean" &&
    isAmount(value["budget"]) &&
    isObject(value["prices"])
  );
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
