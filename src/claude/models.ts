import type { ModelInfo, ModelList } from "../core/model";
import { isObject } from "../core/shape";
import { countIn, objectIn, textIn } from "./shape";

/** When the table below was true. */
export const tableDate = "2026-11";

const million = { contextTokens: 1_000_000, maxOutputTokens: 128_000, imageInput: true } as const;
const smaller = { contextTokens: 200_000, maxOutputTokens: 64_000, imageInput: true } as const;

/** For servers that speak Messages and list no models, as many gateways do. The newest generation comes first. */
export const modelTable: ModelList = {
  source: "table",
  models: [
    { id: "claude-sonnet-5-5", name: "Claude Sonnet 5.5", lifecycle: "active", ...million },
    { id: "claude-opus-5-5", name: "Claude Opus 5.5", lifecycle: "active", ...million },
    { id: "claude-haiku-5-5", name: "Claude Haiku 5.5", lifecycle: "active", ...million },
    { id: "claude-fable-5-2", name: "Claude Fable 5.2", lifecycle: "active", ...million },
    { id: "claude-fable-5-1", name: "Claude Fable 5.1", lifecycle: "active", ...million },
    { id: "claude-opus-5", name: "Claude Opus 5", lifecycle: "active", ...million },
    { id: "claude-sonnet-5", name: "Claude Sonnet 5", lifecycle: "active", ...million },
    { id: "claude-fable-5", name: "Claude Fable 5", lifecycle: "active", ...million },
    { id: "claude-opus-4-8", name: "Claude Opus 4.8", lifecycle: "active", ...million },
    { id: "claude-opus-4-7", name: "Claude Opus 4.7", lifecycle: "active", ...million },
    { id: "claude-opus-4-6", name: "Claude Opus 4.6", lifecycle: "active", ...million },
    { id: "claude-sonnet-4-6", name: "Claude Sonnet 4.6", lifecycle: "active", ...million },
    { id: "claude-haiku-4-5", name: "Claude Haiku 4.5", lifecycle: "active", ...smaller },
    { id: "claude-opus-4-5", name: "Claude Opus 4.5", lifecycle: "active", ...smaller },
    {
      id: "claude-sonnet-4-5",
      name: "Claude Sonnet 4.5",
      lifecycle: "deprecated",
      retiresAt: "2026-11-30",
      ...smaller,
    },
  ],
};

/** One page of `GET /v1/models`, and the id to ask for the next page with, where there is one. */
export interface ModelPage {
  readonly models: readonly ModelInfo[];
  readonly next?: string;
}

/** Reads a page; a model without an id is passed over. Undefined when it is no page at all. */
export function readModelPage(body: unknown): ModelPage | undefined {
  const data = isObject(body) ? body["data"] : undefined;
  if (!isObject(body) || !Array.isArray(data)) {
    return undefined;
  }
  const models = data.flatMap((entry: unknown) => readModel(entry));
  const next = body["has_more"] === true ? textIn(body, "last_id") : undefined;
  return next === undefined ? { models } : { models, next };
}

function readModel(entry: unknown): readonly ModelInfo[] {
  const id = isObject(entry) ? textIn(entry, "id") : undefined;
  if (!isObject(entry) || id === undefined || id === "") {
    return [];
  }
  const contextTokens = countIn(entry, "max_input_tokens");
  const maxOutputTokens = countIn(entry, "max_tokens");
  const imageInput = objectIn(objectIn(entry, "capabilities") ?? {}, "image_input")?.["supported"];
  const lifecycle = entry["lifecycle"];
  const retiresAt = textIn(entry, "retires_at");
  return [
    {
      id,
      name: textIn(entry, "display_name") ?? id,
      ...(contextTokens === undefined ? {} : { contextTokens }),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
      ...(typeof imageInput === "boolean" ? { imageInput } : {}),
      ...(lifecycle === "active" || lifecycle === "deprecated" || lifecycle === "retired"
        ? { lifecycle }
        : {}),
      ...(retiresAt === undefined ? {} : { retiresAt }),
    },
  ];
}
