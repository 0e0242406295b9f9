import type { ModelList, ThinkingModes } from "./model";

/** When the table below was true. */
export const tableDate = "2026-11";

const million = { contextTokens: 1_000_000, maxOutputTokens: 128_000, imageInput: true } as const;
const smaller = { contextTokens: 200_000, maxOutputTokens: 64_000, imageInput: true } as const;
const active = { lifecycle: "active" } as const;

const everyEffort = ["low", "medium", "high", "xhigh", "max"];
const alwaysThinks: ThinkingModes = { adaptive: true, enabled: false, disabled: false };
const mayThink: ThinkingModes = { adaptive: true, enabled: false, disabled: true };
const mayThinkEitherWay: ThinkingModes = { adaptive: true, enabled: true, disabled: true };
const thinksWithBudget: ThinkingModes = { adaptive: false, enabled: true, disabled: true };

const five = { ...active, ...million, effort: everyEffort, thinking: alwaysThinks };
const optional = { ...five, thinking: mayThink };
const fourSix = {
  ...active,
  ...million,
  effort: ["low", "medium", "high", "max"],
  thinking: mayThinkEitherWay,
};
const fourFive = { ...active, ...smaller, effort: [], thinking: thinksWithBudget };

/**
 * For servers that speak Messages and list no models, as many gateways do, and for as long as a server has not been
 * asked. The newest generation comes first.
 */
export const modelTable: ModelList = {
  source: "table",
  models: [
    { id: "claude-sonnet-5-5", name: "Claude Sonnet 5.5", ...five },
    { id: "claude-opus-5-5", name: "Claude Opus 5.5", ...five },
    { id: "claude-haiku-5-5", name: "Claude Haiku 5.5", ...optional },
    { id: "claude-fable-5-2", name: "Claude Fable 5.2", ...five },
    { id: "claude-fable-5-1", name: "Claude Fable 5.1", ...five },
    { id: "claude-opus-5", name: "Claude Opus 5", ...optional },
    { id: "claude-sonnet-5", name: "Claude Sonnet 5", ...optional },
    { id: "claude-fable-5", name: "Claude Fable 5", ...five },
    { id: "claude-opus-4-8", name: "Claude Opus 4.8", ...optional },
    { id: "claude-opus-4-7", name: "Claude Opus 4.7", ...optional },
    { id: "claude-opus-4-6", name: "Claude Opus 4.6", ...fourSix },
    { id: "claude-sonnet-4-6", name: "Claude Sonnet 4.6", ...fourSix },
    { id: "claude-haiku-4-5", name: "Claude Haiku 4.5", ...fourFive },
    { id: "claude-opus-4-5", name: "Claude Opus 4.5", ...fourFive, effort: ["low", "medium", "high"] },
    {
      id: "claude-sonnet-4-5",
      name: "Claude Sonnet 4.5",
      ...fourFive,
      lifecycle: "deprecated",
      retiresAt: "2026-11-30",
    },
  ],
};
