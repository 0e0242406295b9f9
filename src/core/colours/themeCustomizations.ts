import { isObject } from "../shape";
import type { ThemeRule } from "./themeRules";

/** The scopes behind the plain words of `editor.tokenColorCustomizations`. */
const scopesOfWord = {
  comments: ["comment", "punctuation.definition.comment"],
  strings: ["string", "meta.embedded.assembly"],
  keywords: ["keyword - keyword.operator", "keyword.control", "storage", "storage.type"],
  numbers: ["constant.numeric"],
  types: ["entity.name.type", "entity.name.class", "support.type", "support.class"],
  functions: ["entity.name.function", "support.function"],
  variables: ["variable", "entity.name.variable"],
} as const;

/** The rules that `editor.tokenColorCustomizations` adds for a theme; they come after the theme's own. */
export function customRules(setting: unknown, theme: string): readonly ThemeRule[] {
  return [...rulesIn(setting), ...rulesIn(partForTheme(setting, theme))];
}

/** What a customization says for one theme, in parts like `[Abyss][*Dark*]`. */
export function partForTheme(setting: unknown, theme: string): Readonly<Record<string, unknown>> {
  const parts = Object.entries(isObject(setting) ? setting : {}).flatMap(([key, part]) =>
    key.startsWith("[") && key.endsWith("]") && isObject(part)
      ? (key.match(/\[.+?\]/g) ?? []).filter((name) => isMeant(name.slice(1, -1), theme)).map(() => part)
      : [],
  );
  const merged = new Map<string, unknown>();
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = merged.get(name);
    if (Array.isArray(before) && Array.isArray(value)) {
      merged.set(name, [...before, ...value]);
    } else if (value !== undefined && value !== null && value !== "" && value !== false) {
      merged.set(name, value);
    }
  }
  return Object.fromEntries(merged);
}

/** Rules as theme files and settings write them; what is none is left out. */
export function readRules(list: unknown): readonly ThemeRule[] {
  return (Array.isArray(list) ? list : []).flatMap((rule: unknown) => {
    const scope = isObject(rule) ? scopeOf(rule["scope"]) : undefined;
    return isObject(rule) && scope !== undefined && isObject(rule["settings"])
      ? [ruleOf(scope, rule["settings"])]
      : [];
  });
}

function rulesIn(setting: unknown): readonly ThemeRule[] {
  if (!isObject(setting)) {
    return [];
  }
  const words = Object.entries(scopesOfWord).flatMap(([word, scopes]) => {
    const value = setting[word];
    const settings = typeof value === "string" ? { foreground: value } : value;
    return isObject(settings) ? scopes.map((scope) => ruleOf(scope, settings)) : [];
  });
  return [...words, ...readRules(setting["textMateRules"])];
}

function scopeOf(value: unknown): string | readonly string[] | undefined {
  if (Array.isArray(value)) {
    return value.filter((each) => typeof each === "string");
  }
  return typeof value === "string" && value !== "" ? value : undefined;
}

function ruleOf(scope: string | readonly string[], settings: Readonly<Record<string, unknown>>): ThemeRule {
  const { foreground, fontStyle } = settings;
  return {
    scope,
    ...(typeof foreground === "string" ? { foreground } : {}),
    ...(typeof fontStyle === "string" ? { fontStyle } : {}),
  };
}

function isMeant(name: string, theme: string): boolean {
  const [begins, ends] = [name.startsWith("*"), name.endsWith("*")];
  return (
    name === theme ||
    (begins && ends && theme.includes(name.slice(1, -1))) ||
    (ends && theme.startsWith(name.slice(0, -1))) ||
    (begins && theme.endsWith(name.slice(1)))
  );
}
