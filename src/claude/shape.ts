import { isObject } from "../core/shape";

/** The field as an object, or undefined where it is anything else. */
export function objectIn(
  value: Readonly<Record<string, unknown>>,
  field: string,
): Readonly<Record<string, unknown>> | undefined {
  const inner = value[field];
  return isObject(inner) ? inner : undefined;
}

/** The field as a text, or undefined where it is anything else. */
export function textIn(value: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const inner = value[field];
  return typeof inner === "string" ? inner : undefined;
}

/** The field as a finite number that is not negative, or undefined where it is anything else. */
export function countIn(value: Readonly<Record<string, unknown>>, field: string): number | undefined {
  const inner = value[field];
  return typeof inner === "number" && Number.isFinite(inner) && inner >= 0 ? inner : undefined;
}

/** What a JSON text says, or undefined (which JSON cannot say) where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
