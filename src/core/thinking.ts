import type { ThinkingConfigParam } from "@anthropic-ai/sdk/resources/messages/messages";
import type { ModelInfo } from "./model";

/** The least that the API takes as a budget, and the most that is worth its price without being asked for. */
const leastBudget = 1_024;
const mostBudget = 16_000;

/** Levels that the API refuses together with `disabled` on some models, and says of none before it is tried. */
const highestEfforts: readonly string[] = ["xhigh", "max"];

/** Every level that a request can ask for, the least first. */
export const effortLevels = ["low", "medium", "high", "xhigh", "max"] as const;

export type EffortLevel = (typeof effortLevels)[number];

/** Whether the person can switch thinking: not where the model always or never thinks, and not where it is unknown. */
export function canChangeThinking(model: ModelInfo | undefined): boolean {
  const modes = model?.thinking;
  return modes !== undefined && (modes.adaptive || modes.enabled) && (modes.disabled || modes.enabled);
}

/** Whether the model thinks in a request made like this. */
export function thinks(model: ModelInfo | undefined, on: boolean): boolean {
  const modes = model?.thinking;
  return modes !== undefined && (modes.adaptive || modes.enabled) && (on || !canChangeThinking(model));
}

/**
 * The request's `thinking`, or undefined where nothing is to be said of it. What can be shown is asked for as a summary:
 * newer models leave it out by themselves.
 * @param on what the person wants, where there is a choice
 * @param maxTokens of the request: a budget has to leave room for an answer
 */
export function thinkingFor(
  model: ModelInfo | undefined,
  on: boolean,
  maxTokens: number,
): ThinkingConfigParam | undefined {
  const modes = model?.thinking;
  if (modes === undefined) {
    return undefined;
  }
  if (!thinks(model, on)) {
    return modes.disabled ? { type: "disabled" } : undefined;
  }
  if (modes.adaptive) {
    return { type: "adaptive", display: "summarized" };
  }
  const budget = Math.min(mostBudget, Math.floor(maxTokens / 2));
  return budget < leastBudget ? undefined : { type: "enabled", budget_tokens: budget, display: "summarized" };
}

/** The levels of effort to choose from: a model that is told not to think takes the highest ones not everywhere. */
export function effortChoices(model: ModelInfo | undefined, on: boolean): readonly EffortLevel[] {
  const offered = effortLevels.filter((level) => model?.effort?.includes(level));
  const isSwitchedOff = model?.thinking?.disabled === true && !thinks(model, on);
  return isSwitchedOff ? offered.filter((level) => !highestEfforts.includes(level)) : offered;
}

/**
 * The request's effort, or undefined for the model's own default. A level above those that the model takes becomes its
 * highest.
 * @param wanted "" for the model's own default
 */
export function effortFor(
  model: ModelInfo | undefined,
  wanted: string,
  on: boolean,
): EffortLevel | undefined {
  const level = effortLevels.findIndex((known) => known === wanted);
  return level === -1
    ? undefined
    : effortChoices(model, on).findLast((choice) => effortLevels.indexOf(choice) <= level);
}
