import type { ModelInfo, ThinkingModes } from "../core/model";
import { effortLevels } from "../core/thinking";
import { isObject } from "../core/shape";
import { countIn, objectIn, textIn } from "./shape";

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
  const capabilities = objectIn(entry, "capabilities") ?? {};
  const imageInput = objectIn(capabilities, "image_input")?.["supported"];
  const effort = readEffort(objectIn(capabilities, "effort"));
  const thinking = readThinking(objectIn(capabilities, "thinking"));
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
      ...(effort === undefined ? {} : { effort }),
      ...(thinking === undefined ? {} : { thinking }),
    },
  ];
}

type Fields = Readonly<Record<string, unknown>>;

function readEffort(effort: Fields | undefined): readonly string[] | undefined {
  return effort === undefined ? undefined : effortLevels.filter((level) => isSupported(effort, level));
}

function readThinking(thinking: Fields | undefined): ThinkingModes | undefined {
  if (thinking === undefined) {
    return undefined;
  }
  const types = objectIn(thinking, "types") ?? {};
  return {
    adaptive: isSupported(types, "adaptive"),
    enabled: isSupported(types, "enabled"),
    disabled: isSupported(types, "disabled"),
  };
}

/** A capability that a model lacks is `supported: false`, or null. */
function isSupported(fields: Fields, name: string): boolean {
  return objectIn(fields, name)?.["supported"] === true;
}
