import { isCount, isObject } from "./shape";

/** What the picker and the request need to know of a model. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  /** Tokens of input and output together; undefined when not known. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly imageInput?: boolean;
  readonly lifecycle?: "active" | "deprecated" | "retired";
  /** ISO 8601 date, when one is announced. */
  readonly retiresAt?: string;
  /** Levels of effort it takes, the least first; none where it has no such control, undefined when not known. */
  readonly effort?: readonly string[];
  /** Undefined when not known: then a request says nothing of thinking. */
  readonly thinking?: ThinkingModes;
}

/** The `thinking` types that a model takes. One that takes neither `enabled` nor `disabled` always thinks. */
export interface ThinkingModes {
  readonly adaptive: boolean;
  readonly enabled: boolean;
  readonly disabled: boolean;
}

/** The models to choose from, and whether they came from the endpoint or from the table built in. */
export interface ModelList {
  readonly models: readonly ModelInfo[];
  readonly source: "endpoint" | "table";
}

/** The model of a conversation, as its controls show it. */
export interface ModelState {
  readonly id: string;
  readonly name: string;
  /** Left out where the model has no such control. `value` is "" for the model's own default. */
  readonly effort?: { readonly value: string; readonly choices: readonly string[] };
  /** Left out where the model does not think. */
  readonly thinking?: { readonly on: boolean; readonly canChange: boolean };
  /** Left out when not known. */
  readonly imageInput?: boolean;
  /** `retired`: nobody can ask it any more; `unknown`: the endpoint does not list it. */
  readonly problem?: "retired" | "unknown";
}

/** The id without the date of its snapshot: `claude-haiku-4-5-20251001` is `claude-haiku-4-5`. */
export function undatedId(id: string): string {
  return id.replace(/[-@]\d{8}$/, "");
}

const before47 = /^(?:anthropic\.)?claude-(?:[123]\b|[a-z]+-[1-3]\b|[a-z]+-4(?:-[0-6])?$)/;

/** Whether the model is older than Claude 4.7, with which the tokenizer and the resolution of images changed. */
export function isBefore47(id: string): boolean {
  return before47.test(undatedId(id));
}

/** The model with this id, or else the one that differs from it only in the date of its snapshot. */
export function findModel(models: readonly ModelInfo[], id: string): ModelInfo | undefined {
  return (
    models.find((model) => model.id === id) ?? models.find((model) => undatedId(model.id) === undatedId(id))
  );
}

/**
 * Whether nobody can ask the model any more.
 * @param today as in `2026-11-30`
 */
export function isRetired(model: ModelInfo, today: string): boolean {
  return (
    model.lifecycle === "retired" || (model.retiresAt !== undefined && model.retiresAt.slice(0, 10) <= today)
  );
}

/** Whether something read from the disk is a model, whole. */
export function isModelInfo(value: unknown): value is ModelInfo {
  if (!isObject(value)) {
    return false;
  }
  const { id, name, contextTokens, maxOutputTokens, imageInput, lifecycle, retiresAt, effort, thinking } =
    value;
  return (
    typeof id === "string" &&
    typeof name === "string" &&
    (contextTokens === undefined || isCount(contextTokens)) &&
    (maxOutputTokens === undefined || isCount(maxOutputTokens)) &&
    (imageInput === undefined || typeof imageInput === "boolean") &&
    (lifecycle === undefined || ["active", "deprecated", "retired"].some((known) => known === lifecycle)) &&
    (retiresAt === undefined || typeof retiresAt === "string") &&
    (effort === undefined || (Array.isArray(effort) && effort.every((level) => typeof level === "string"))) &&
    (thinking === undefined ||
      (isObject(thinking) &&
        [thinking["adaptive"], thinking["enabled"], thinking["disabled"]].every(
          (flag) => typeof flag === "boolean",
        )))
  );
}
