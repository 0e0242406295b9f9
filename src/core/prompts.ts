import { isObject } from "./shape";

/** A question that is kept under a name, in `askClaude.prompts`. */
export interface SavedPrompt {
  readonly name: string;
  /** With variables, as the person wrote it. */
  readonly text: string;
}

/** What a prompt can ask of the editor, as `${selection}` and so on. */
export const promptVariables = ["selection", "file", "language"] as const;

export type PromptVariable = (typeof promptVariables)[number];

const namePattern = /^[a-z0-9-]{1,50}$/;
const lonelySelection = /^[ \t]*\$\{selection\}[ \t]*(?:\n|$)/gm;
const variablePattern = /\$\{(\w+)\}/g;

/**
 * The prompts of a value of `askClaude.prompts`, in its order. What cannot be one is left out: a name that nobody could
 * type after `/`, a text that is empty or none at all (`null` takes a built-in prompt away).
 */
export function readPrompts(setting: unknown): readonly SavedPrompt[] {
  const entries = isObject(setting) ? Object.entries(setting) : [];
  return entries.flatMap(([name, text]) =>
    namePattern.test(name) && typeof text === "string" && text.trim() !== "" ? [{ name, text }] : [],
  );
}

/** The prompts whose name begins with a query, then those that have it anywhere in name or text. */
export function matchingPrompts(prompts: readonly SavedPrompt[], query: string): readonly SavedPrompt[] {
  const wanted = query.toLowerCase();
  const begins = prompts.filter(({ name }) => name.startsWith(wanted));
  const has = prompts.filter(
    (prompt) =>
      !begins.includes(prompt) &&
      (prompt.name.includes(wanted) || prompt.text.toLowerCase().includes(wanted)),
  );
  return [...begins, ...has];
}

/** `/name and what follows`, as typed; undefined when the text does not begin like that. */
export function readPromptCall(text: string): { readonly name: string; readonly rest: string } | undefined {
  const [, name, rest = ""] = /^\/([a-z0-9-]+)(?:\s+(.*))?$/s.exec(text) ?? [];
  return name === undefined ? undefined : { name, rest: rest.trim() };
}

/** Which variables a prompt needs a value for. */
export function variablesOf(text: string): ReadonlySet<PromptVariable> {
  const names = [...text.matchAll(variablePattern)].map(([, name]) => name);
  return new Set(promptVariables.filter((variable) => names.includes(variable)));
}

/**
 * Puts values in, once: a value that looks like a variable stays text, and so does a variable that has no value. A
 * `${selection}` alone on its line only attaches: the chip says what it is.
 */
export function expandPrompt(
  text: string,
  values: Readonly<Partial<Record<PromptVariable, string>>>,
): string {
  const spoken = values.selection === undefined ? text : text.replace(lonelySelection, "");
  return spoken.replace(variablePattern, (whole, name: string) => {
    const variable = promptVariables.find((known) => known === name);
    return (variable === undefined ? undefined : values[variable]) ?? whole;
  });
}
