/** Whether something parsed is an object whose fields can be asked for. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether something parsed counts or numbers something: a whole number, not below zero. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The same value with every text in it changed, however deep it is. Names of properties stay. */
export function withEveryString<Value>(value: Value, change: (text: string) => string): Value;
export function withEveryString(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((each: unknown) => withEveryString(each, change));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withEveryString(each, change)]))
    : value;
}
