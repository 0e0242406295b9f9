import { matchesGlob } from "../glob";

/** What an extension says of a language that it contributes; names in lower case. */
export interface ContributedLanguage {
  readonly id: string;
  readonly aliases: readonly string[];
  /** With their dot. */
  readonly extensions: readonly string[];
  readonly fileNames: readonly string[];
  readonly fileNamePatterns: readonly string[];
  /** An expression for the first line of a file. */
  readonly firstLine?: string;
}

/** Names that code blocks go by and no extension contributes. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["console", "shellscript"],
  ["golang", "go"],
  ["make", "makefile"],
  ["node", "javascript"],
  ["objc", "objective-c"],
  ["patch", "diff"],
  ["pwsh", "powershell"],
  ["shell", "shellscript"],
  ["shell-session", "shellscript"],
  ["vbnet", "vb"],
]);

/**
 * The id of the language of a code block, by what the answer says of it; undefined when none is known. What it begins
 * with counts only where the answer names no language: one that nobody knows is no other.
 * @param associations the person's own, languages by patterns
 */
export function languageOfCode(
  languages: readonly ContributedLanguage[],
  code: { readonly text: string; readonly language: string; readonly fileName: string },
  associations: readonly (readonly [string, string])[] = [],
): string | undefined {
  return (
    languageOfLabel(languages, code.language) ??
    languageOfFile(languages, code.fileName, associations) ??
    (code.language === "" ? languageOfFirstLine(languages, code.text) : undefined)
  );
}

/** The id of the language that a code block's label means; undefined when none is known. */
export function languageOfLabel(
  languages: readonly ContributedLanguage[],
  label: string,
): string | undefined {
  const wanted = label.toLowerCase();
  if (wanted === "") {
    return undefined;
  }
  const named = (has: (language: ContributedLanguage) => boolean): string | undefined =>
    languages.findLast(has)?.id;
  const other = otherNames.get(wanted);
  const ending = `.${wanted.replace(/^\./, "")}`;
  return (
    named(({ id }) => id.toLowerCase() === wanted) ??
    named(({ aliases }) => aliases.includes(wanted)) ??
    named(({ extensions }) => extensions.includes(ending)) ??
    named(({ fileNames }) => fileNames.includes(wanted)) ??
    named(({ id }) => id === other)
  );
}

/**
 * The id of the language that VS Code opens a file with, by its name; undefined when none is known.
 * @param associations the person's own, languages by patterns
 */
export function languageOfFile(
  languages: readonly ContributedLanguage[],
  fileName: string,
  associations: readonly (readonly [string, string])[] = [],
): string | undefined {
  const path = fileName.replaceAll("\\", "/").toLowerCase();
  const base = path.slice(path.lastIndexOf("/") + 1);
  if (base === "") {
    return undefined;
  }
  const isMeant = (pattern: string): boolean =>
    matchesGlob(pattern.toLowerCase(), pattern.includes("/") ? path : base);
  const longest = (found: readonly (readonly [string, string])[]): string | undefined =>
    found.reduce<readonly [string, string]>(
      (best, each) => (each[0].length >= best[0].length ? each : best),
      ["", ""],
    )[1] || undefined;
  const all = (
    field: "extensions" | "fileNamePatterns",
    has: (name: string) => boolean,
  ): readonly (readonly [string, string])[] =>
    languages.flatMap((language) =>
      language[field].filter(has).map((name): readonly [string, string] => [name, language.id]),
    );
  return (
    longest(associations.filter(([pattern]) => isMeant(pattern))) ??
    languages.findLast(({ fileNames }) => fileNames.includes(base))?.id ??
    longest(all("fileNamePatterns", isMeant)) ??
    longest(all("extensions", (extension) => base.endsWith(extension)))
  );
}

/** The id of the language that a text's first line shows; undefined when it shows none. */
export function languageOfFirstLine(
  languages: readonly ContributedLanguage[],
  text: string,
): string | undefined {
  const line = text.slice(0, Math.min(text.search(/[\r\n]|$/), 1000));
  return languages.findLast(({ firstLine }) => firstLine !== undefined && matches(firstLine, line))?.id;
}

function matches(expression: string, line: string): boolean {
  try {
    return new RegExp(expression).test(line);
  } catch {
    return false;
  }
}
