import { isModelInfo, type ModelList } from "../core/model";
import { isObject } from "../core/shape";

/** A list as an endpoint gave it, and when. */
export interface DatedList {
  readonly list: ModelList;
  /** Milliseconds since 1970; undefined for the built-in table of an endpoint that was never asked. */
  readonly date?: number;
  /** The endpoint has more models than were kept. */
  readonly isCut?: true;
}

/** VS Code reads all that extensions keep at every start. */
const mostOrigins = 3;
const mostModels = 200;

/** What is kept from session to session, by origin: a new list, and those of the endpoints that were asked last before. */
export function keptLists(
  before: Readonly<Record<string, unknown>>,
  origin: string,
  dated: DatedList & { readonly date: number },
): Readonly<Record<string, unknown>> {
  const others = Object.entries(before).flatMap(([other, value]) =>
    other !== origin && isDatedList(value) ? [[other, value] as const] : [],
  );
  const latest = others.toSorted(([, a], [, b]) => b.date - a.date).slice(0, mostOrigins - 1);
  return Object.fromEntries([[origin, dated] as const, ...latest].map(([each, value]) => [each, cut(value)]));
}

/** Whether something kept is a list, whole. */
export function isDatedList(value: unknown): value is DatedList & { readonly date: number } {
  if (!isObject(value) || typeof value["date"] !== "number" || !isObject(value["list"])) {
    return false;
  }
  const { source, models } = value["list"];
  return (source === "endpoint" || source === "table") && Array.isArray(models) && models.every(isModelInfo);
}

function cut(dated: DatedList): DatedList {
  const { models } = dated.list;
  return models.length <= mostModels
    ? dated
    : { ...dated, list: { ...dated.list, models: models.slice(0, mostModels) }, isCut: true };
}
