import { isObject } from "../core/shape";

/** Whether it is a `ModelState`, as deep as the page reads it. */
export function isModel(value: unknown): boolean {
  if (!isObject(value) || !isText(value["id"]) || !isText(value["name"])) {
    return false;
  }
  const { effort, thinking } = value;
  return (
    (effort === undefined ||
      (isObject(effort) &&
        isText(effort["value"]) &&
        Array.isArray(effort["choices"]) &&
        effort["choices"].every(isText))) &&
    (thinking === undefined ||
      (isObject(thinking) && isFlag(thinking["on"]) && isFlag(thinking["canChange"])))
  );
}

/** Whether it is a `Totals`. */
export function isTotals(value: unknown): boolean {
  return (
    isObject(value) &&
    isObject(value["today"]) &&
    isNumber(value["today"]["usd"]) &&
    isFlag(value["today"]["isPartial"]) &&
    isNumber(value["budget"]) &&
    isObject(value["prices"])
  );
}

/** Whether it is an `Estimate`. */
export function isEstimate(value: unknown): boolean {
  if (!isObject(value)) {
    return false;
  }
  const { tokens, isExact, contextTokens, price, fit, chips } = value;
  return (
    isNumber(tokens) &&
    isFlag(isExact) &&
    (contextTokens === undefined || isNumber(contextTokens)) &&
    (price === undefined || (isObject(price) && isNumber(price["low"]) && isNumber(price["high"]))) &&
    ["ok", "tight", "tooLong"].some((known) => known === fit) &&
    isObject(chips) &&
    Object.values(chips).every(isNumber)
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

function isFlag(value: unknown): boolean {
  return typeof value === "boolean";
}
