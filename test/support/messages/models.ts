import { catalogue, type CatalogueModel } from "./catalogue";
import { refuse } from "./refused";

/** The reply to `GET /v1/models`: a page of the catalogue, in the direction that the query's cursor names. */
export function modelPage(query: URLSearchParams): object {
  const limit = limitOf(query.get("limit"));
  const after = query.get("after_id");
  const before = query.get("before_id");
  if (after !== null && before !== null) {
    refuse("before_id: Only one of `after_id` and `before_id` may be given");
  }
  const wanted = lifecycles(query);
  const models = catalogue.filter((model) => wanted.includes(model.lifecycle));
  let start = 0;
  let end = Math.min(limit, models.length);
  if (after !== null) {
    start = placeOf(models, after, "after_id") + 1;
    end = Math.min(start + limit, models.length);
  } else if (before !== null) {
    end = placeOf(models, before, "before_id");
    start = Math.max(0, end - limit);
  }
  const page = models.slice(start, end);
  return {
    data: page.map(modelInfo),
    has_more: before === null ? end < models.length : start > 0,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

/** The reply to `GET /v1/models/{id}`; a retired model is still described. */
export function modelById(id: string): object {
  const model = catalogue.find((entry) => entry.id === id || entry.aliases.includes(id));
  return model === undefined ? refuse(`model: ${id}`, 404, "not_found_error") : modelInfo(model);
}

function limitOf(given: string | null): number {
  if (given === null) {
    return 20;
  }
  if (!/^-?\d+$/.test(given)) {
    refuse("limit: Input should be a valid integer, unable to parse string as an integer");
  }
  const limit = Number(given);
  if (limit < 1) {
    refuse("limit: Input should be greater than or equal to 1");
  }
  return limit > 1000 ? refuse("limit: Input should be less than or equal to 1000") : limit;
}

function lifecycles(query: URLSearchParams): readonly string[] {
  const given = [...query.getAll("lifecycle[]"), ...query.getAll("lifecycle")];
  for (const [index, value] of given.entries()) {
    if (!["active", "deprecated", "retired"].includes(value)) {
      refuse(`lifecycle.${index}: Input should be 'active', 'deprecated' or 'retired'`);
    }
  }
  return given.length === 0 ? ["active", "deprecated"] : given;
}

function placeOf(models: readonly CatalogueModel[], id: string, field: string): number {
  const place = models.findIndex((model) => model.id === id);
  return place < 0 ? refuse(`${field}: no model with id ${id}`) : place;
}

function modelInfo(model: CatalogueModel): object {
  const supported = (yes: boolean): object => ({ supported: yes });
  const effort = (level: CatalogueModel["effort"][number]): object => supported(model.effort.includes(level));
  const thinking = (type: CatalogueModel["thinking"][number]): object =>
    supported(model.thinking.includes(type));
  return {
    type: "model",
    id: model.id,
    display_name: model.name,
    created_at: model.created,
    lifecycle: model.lifecycle,
    // When each deprecation was announced is not known here; the field is documented as set for these.
    deprecated_at: model.lifecycle === "active" ? null : "1970-01-01T00:00:00Z",
    retires_at: model.retires,
    line: model.line,
    max_input_tokens: model.context,
    max_tokens: model.maxOutput,
    capabilities: {
      batch: supported(true),
      citations: supported(true),
      code_execution: supported(true),
      context_management: {
        supported: true,
        clear_thinking_20251015: supported(true),
        clear_tool_uses_20250919: supported(true),
        compact_20260112: supported(model.context > 200_000),
      },
      effort: {
        supported: model.effort.length > 0,
        low: effort("low"),
        medium: effort("medium"),
        high: effort("high"),
        xhigh: effort("xhigh"),
        max: effort("max"),
      },
      image_input: supported(true),
      pdf_input: supported(true),
      server_tools: { supported: true, code_execution: supported(true), web_search: supported(true) },
      structured_outputs: supported(true),
      thinking: {
        supported: true,
        types: {
          adaptive: thinking("adaptive"),
          between_tools: thinking("between_tools"),
          disabled: thinking("disabled"),
          enabled: thinking("enabled"),
        },
      },
    },
  };
}
