import { refuse } from "./refused";

type Thinking = "adaptive" | "enabled" | "disabled" | "between_tools";
type Effort = "low" | "medium" | "high" | "xhigh" | "max";

/** What the endpoint knows of a model, as its documentation had it in November 2026. */
export interface CatalogueModel {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly name: string;
  readonly line: "haiku" | "sonnet" | "opus" | "fable";
  readonly context: number;
  readonly maxOutput: number;
  readonly thinking: readonly Thinking[];
  /** Whether it thinks when the request does not say. */
  readonly thinksByDefault: boolean;
  readonly effort: readonly Effort[];
  /** Whether the last message may be the beginning of the answer. */
  readonly prefill: boolean;
  /** Whether it takes temperature, top_p and top_k (under version 2023-06-01 only). */
  readonly sampling: boolean;
  readonly systemMessages: boolean;
  /** Whether `tool_choice` may force a tool. */
  readonly forcedTools: boolean;
  /** Whether a thinking block counts only for the conversation it was written in. */
  readonly boundThinking: boolean;
  /** Tokens below which a prefix is not kept in the cache. */
  readonly cacheMinimum: number;
  readonly lifecycle: "active" | "deprecated" | "retired";
  /** Epoch where it is not known. */
  readonly created: string;
  readonly retires: string | null;
}

const epoch = "1970-01-01T00:00:00Z";
const everyEffort: readonly Effort[] = ["low", "medium", "high", "xhigh", "max"];

/** Most models of generation 5 agree in most things. */
const five = {
  aliases: [],
  context: 1_000_000,
  maxOutput: 128_000,
  thinking: ["adaptive"],
  thinksByDefault: true,
  effort: everyEffort,
  prefill: false,
  sampling: false,
  systemMessages: true,
  forcedTools: true,
  boundThinking: false,
  cacheMinimum: 512,
  lifecycle: "active",
  created: epoch,
  retires: null,
} as const;

const four = {
  ...five,
  thinking: ["adaptive", "disabled"],
  thinksByDefault: false,
  cacheMinimum: 1024,
} as const;

const fourSix = {
  ...four,
  thinking: ["adaptive", "disabled", "enabled"],
  effort: ["low", "medium", "high", "max"],
  sampling: true,
  systemMessages: false,
} as const;

const fourFive = {
  ...fourSix,
  context: 200_000,
  maxOutput: 64_000,
  thinking: ["enabled", "disabled"],
  effort: [],
  prefill: true,
} as const;

/** Newest first, as the API lists them. */
export const catalogue: readonly CatalogueModel[] = [
  {
    ...five,
    id: "claude-fable-5-2",
    name: "Claude Fable 5.2",
    line: "fable",
    created: "2026-11-09T00:00:00Z",
  },
  {
    ...five,
    id: "claude-haiku-5-5",
    name: "Claude Haiku 5.5",
    line: "haiku",
    thinking: ["adaptive", "disabled"],
  },
  {
    ...five,
    id: "claude-sonnet-5-5",
    name: "Claude Sonnet 5.5",
    line: "sonnet",
    thinking: ["adaptive", "between_tools"],
    forcedTools: false,
    boundThinking: true,
  },
  {
    ...five,
    id: "claude-opus-5-5",
    name: "Claude Opus 5.5",
    line: "opus",
    forcedTools: false,
    boundThinking: true,
  },
  {
    ...five,
    id: "claude-fable-5-1",
    name: "Claude Fable 5.1",
    line: "fable",
    forcedTools: false,
    boundThinking: true,
  },
  {
    ...five,
    id: "claude-sonnet-5",
    name: "Claude Sonnet 5",
    line: "sonnet",
    cacheMinimum: 1024,
    thinking: ["adaptive", "disabled"],
    systemMessages: false,
  },
  { ...five, id: "claude-fable-5", name: "Claude Fable 5", line: "fable" },
  {
    ...five,
    id: "claude-opus-5",
    name: "Claude Opus 5",
    line: "opus",
    thinking: ["adaptive", "disabled"],
  },
  { ...four, id: "claude-opus-4-8", name: "Claude Opus 4.8", line: "opus", created: "2026-05-28T00:00:00Z" },
  {
    ...four,
    id: "claude-opus-4-7",
    name: "Claude Opus 4.7",
    line: "opus",
    cacheMinimum: 2048,
    systemMessages: false,
    created: "2026-04-16T00:00:00Z",
  },
  { ...fourSix, id: "claude-sonnet-4-6", name: "Claude Sonnet 4.6", line: "sonnet" },
  {
    ...fourSix,
    id: "claude-opus-4-6",
    name: "Claude Opus 4.6",
    line: "opus",
    cacheMinimum: 4096,
    created: "2026-02-05T00:00:00Z",
  },
  {
    ...fourFive,
    id: "claude-opus-4-5-20251101",
    aliases: ["claude-opus-4-5"],
    name: "Claude Opus 4.5",
    line: "opus",
    cacheMinimum: 4096,
    effort: ["low", "medium", "high"],
    created: "2025-11-24T00:00:00Z",
  },
  {
    ...fourFive,
    id: "claude-haiku-4-5-20251001",
    aliases: ["claude-haiku-4-5"],
    name: "Claude Haiku 4.5",
    line: "haiku",
    cacheMinimum: 4096,
    created: "2025-10-15T00:00:00Z",
  },
  {
    ...fourFive,
    id: "claude-sonnet-4-5-20250929",
    aliases: ["claude-sonnet-4-5"],
    name: "Claude Sonnet 4.5",
    line: "sonnet",
    lifecycle: "deprecated",
    created: "2025-09-29T00:00:00Z",
    retires: "2026-11-30T00:00:00Z",
  },
  {
    ...fourFive,
    id: "claude-opus-4-1-20250805",
    aliases: ["claude-opus-4-1"],
    name: "Claude Opus 4.1",
    line: "opus",
    lifecycle: "retired",
    created: "2025-08-05T00:00:00Z",
    retires: "2026-08-05T00:00:00Z",
  },
];

/** The model behind an id or an alias; 404 for one that nobody can use. */
export function modelOf(id: string): CatalogueModel {
  const model = catalogue.find((entry) => entry.id === id || entry.aliases.includes(id));
  return model === undefined || model.lifecycle === "retired"
    ? refuse(`model: ${id}`, 404, "not_found_error")
    : model;
}
