import { refuse } from "./refused";

/** Refuses a value that does not have the shape; `path` is where it stands in the body. */
export type Check = (value: unknown, path: string) => void;

/** A JSON object, once it is known to be one. */
export type Json = Readonly<Record<string, unknown>>;

/** Tells objects from arrays and null. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field's place in the API's notation: `messages.0.content`. */
export function at(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

/** Accepts everything: for parts whose inside the endpoint does not know. */
export const anything: Check = () => {};

/** A JSON object whatever is in it. */
export const anyObject: Check = (value, path) => {
  if (!isObject(value)) {
    refuse(`${path === "" ? "" : `${path}: `}Input should be an object`);
  }
};

/** true or false. */
export const flag: Check = (value, path) => {
  if (typeof value !== "boolean") {
    refuse(`${path}: Input should be a valid boolean`);
  }
};

/** A string of some length and form. */
export function text(limits: { min?: number; max?: number; pattern?: RegExp } = {}): Check {
  return (value, path) => {
    if (typeof value !== "string") {
      refuse(`${path}: Input should be a valid string`);
    }
    if (limits.min !== undefined && value.length < limits.min) {
      refuse(`${path}: String should have at least ${plural(limits.min, "character")}`);
    }
    if (limits.max !== undefined && value.length > limits.max) {
      refuse(`${path}: String should have at most ${plural(limits.max, "character")}`);
    }
    if (limits.pattern !== undefined && !limits.pattern.test(value)) {
      refuse(`${path}: String should match pattern '${limits.pattern.source}'`);
    }
  };
}

/** A number between limits that belong to the range. */
export function number(limits: { min?: number; max?: number; whole?: boolean } = {}): Check {
  return (value, path) => {
    if (typeof value !== "number" || (limits.whole === true && !Number.isInteger(value))) {
      refuse(`${path}: Input should be a valid ${limits.whole === true ? "integer" : "number"}`);
    }
    if (limits.min !== undefined && value < limits.min) {
      refuse(`${path}: Input should be greater than or equal to ${limits.min}`);
    }
    if (limits.max !== undefined && value > limits.max) {
      refuse(`${path}: Input should be less than or equal to ${limits.max}`);
    }
  };
}

/** One of some strings. */
export function oneOf(...values: readonly string[]): Check {
  return (value, path) => {
    if (!values.some((known) => known === value)) {
      const quoted = values.map((known) => `'${known}'`);
      const last = quoted.pop() ?? "";
      refuse(`${path}: Input should be ${quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`}`);
    }
  };
}

/** An array of one kind of thing. */
export function list(item: Check, limits: { max?: number } = {}): Check {
  return (value, path) => {
    if (!Array.isArray(value)) {
      refuse(`${path}: Input should be a valid list`);
    }
    if (limits.max !== undefined && value.length > limits.max) {
      refuse(
        `${path}: List should have at most ${plural(limits.max, "item")} after validation, not ${value.length}`,
      );
    }
    for (const [index, element] of value.entries()) {
      item(element, at(path, index));
    }
  };
}

/** The one or null. */
export function orNull(check: Check): Check {
  return (value, path) => {
    if (value !== null) {
      check(value, path);
    }
  };
}

/** A string, or else the other. */
export function stringOr(check: Check): Check {
  return (value, path) => {
    if (typeof value !== "string") {
      check(value, path);
    }
  };
}

/** An object with these fields and no others. */
export function object(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, path) => {
    anyObject(value, path);
    if (!isObject(value)) {
      return;
    }
    for (const [key, check] of Object.entries(required)) {
      if (!Object.hasOwn(value, key)) {
        refuse(`${at(path, key)}: Field required`);
      }
      check(value[key], at(path, key));
    }
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(required, key)) {
        continue;
      }
      const check = Object.hasOwn(optional, key) ? optional[key] : undefined;
      if (check === undefined) {
        refuse(`${at(path, key)}: Extra inputs are not permitted`);
      }
      check(value[key], at(path, key));
    }
  };
}

/** An object whose `type` says which of several it is; the type is then part of the path, as in the API's words. */
export function tagged(variants: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    anyObject(value, path);
    if (!isObject(value)) {
      return;
    }
    const tag = value["type"];
    if (tag === undefined) {
      refuse(`${at(path, "type")}: Field required`);
    }
    const name = typeof tag === "string" ? tag : JSON.stringify(tag);
    const check = Object.hasOwn(variants, name) ? variants[name] : undefined;
    if (check === undefined) {
      const known = Object.keys(variants).map((variant) => `'${variant}'`);
      refuse(
        `${path}: Input tag '${name}' found using 'type' does not match any of the expected tags: ${known.join(", ")}`,
      );
    }
    check(value, at(path, name));
  };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
