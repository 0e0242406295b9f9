import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { LineRange } from "../../src/core/lineRange";
import { projectRoot } from "./project";

/** How the document of a case is made; what test/cases/edits/README.md calls options. */
export interface EditCaseOptions {
  readonly languageId: string;
  readonly eol: "\n" | "\r\n";
  readonly bom: boolean;
  readonly insertSpaces: boolean;
  readonly tabSize: number;
}

/** A picture of one edit: what was there, what was asked, what came, what is there then. */
export interface EditCase {
  /** The file's name without its ending. */
  readonly name: string;
  readonly about: string;
  readonly options: EditCaseOptions;
  /** The whole text with its real line ends, without the byte order mark. */
  readonly document: string;
  /** The selected lines. */
  readonly range: LineRange;
  readonly instruction: string;
  /** The model's raw text, with the line ends and the byte order mark that the options give it. */
  readonly answer: string;
  /** The whole text with its real line ends; undefined when the answer holds nothing to put there. */
  readonly after: string | undefined;
  /** What is to be shown of the words around the code; undefined where a case says nothing of it. */
  readonly said: string | undefined;
}

const sectionNames = [
  "about",
  "options",
  "before",
  "instruction",
  "answer",
  "after",
  "nothing",
  "said",
] as const;
type SectionName = (typeof sectionNames)[number];

const optionNames = [
  "language",
  "eol",
  "bom",
  "indent",
  "final newline",
  "tab",
  "space",
  "answer eol",
  "answer bom",
] as const;
type OptionName = (typeof optionNames)[number];

/** All cases, by name. Throws, saying which file and why, when one is not as the README has it. */
export function readEditCases(): readonly EditCase[] {
  const folder = join(projectRoot, "test", "cases", "edits");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .map((file) => editCaseOf(file.slice(0, -".txt".length), readFileSync(join(folder, file), "utf8")));
}

/** The case that a file's text tells of. Throws when it is not as the README has it. */
export function editCaseOf(name: string, text: string): EditCase {
  const fail = (why: string): never => {
    throw new Error(`test/cases/edits/${name}.txt: ${why}`);
  };
  const sections = sectionsOf(text, fail);
  const options = optionsOf(sections.get("options") ?? [], fail);
  const visible = (line: string): string => {
    const tab = options.get("tab");
    const space = options.get("space");
    const tabbed = tab === undefined ? line : line.replaceAll(tab, "\t");
    return space === undefined ? tabbed : tabbed.replaceAll(space, " ");
  };
  const section = (wanted: SectionName): readonly string[] =>
    sections.get(wanted)?.map(visible) ?? fail(`"--- ${wanted}" is missing`);
  if (sections.has("after") === sections.has("nothing")) {
    fail('it needs either "--- after" or "--- nothing"');
  }
  const eol = options.get("eol") === "crlf" ? "\r\n" : "\n";
  const hasFinalNewline = options.get("final newline") !== "no";
  const joined = (lines: readonly string[]): string =>
    lines.join(eol) + (hasFinalNewline && lines.length > 0 ? eol : "");
  const { lines, range } = selectionOf(section("before"), hasFinalNewline, fail);
  const [, unit = "4", kind = "spaces"] =
    /^(?:(\d) )?(spaces|tabs)$/.exec(options.get("indent") ?? "4 spaces") ?? fail("indent is like 2 spaces");
  const answerEol = { crlf: "\r\n", cr: "\r", lf: "\n" }[options.get("answer eol") ?? "lf"];
  return {
    name,
    about: section("about").join(" "),
    options: {
      languageId: options.get("language") ?? "typescript",
      eol,
      bom: options.get("bom") === "yes",
      insertSpaces: kind === "spaces",
      tabSize: Number(unit),
    },
    document: joined(lines),
    range,
    instruction: section("instruction").join("\n"),
    answer: (options.get("answer bom") === "yes" ? "\uFEFF" : "") + section("answer").join(answerEol),
    after: sections.has("after") ? joined(section("after")) : undefined,
    said: sections.has("said") ? section("said").join("\n") : undefined,
  };
}

function sectionsOf(text: string, fail: (why: string) => never): ReadonlyMap<SectionName, readonly string[]> {
  const sections = new Map<SectionName, string[]>();
  let open: string[] | undefined;
  for (const line of text.replace(/\n$/, "").split("\n")) {
    const title = sectionNames.find((name) => line === `--- ${name}`);
    if (title !== undefined) {
      open = sections.has(title) ? fail(`"--- ${title}" is there twice`) : [];
      sections.set(title, open);
    } else {
      (open ?? fail("it begins with a section, such as --- about")).push(line);
    }
  }
  return sections;
}

function optionsOf(lines: readonly string[], fail: (why: string) => never): ReadonlyMap<OptionName, string> {
  return new Map(
    lines.map((line) => {
      const [, key = "", value = ""] = /^([a-z ]+): (.+)$/.exec(line) ?? [];
      const name = optionNames.find((known) => known === key) ?? fail(`"${line}" is no option`);
      return [name, value];
    }),
  );
}

function selectionOf(
  shown: readonly string[],
  hasFinalNewline: boolean,
  fail: (why: string) => never,
): { readonly lines: readonly string[]; readonly range: LineRange } {
  const from = shown.indexOf("▼");
  const to = shown.indexOf("▲");
  const lines = shown.filter((line) => line !== "▼" && line !== "▲");
  if (from === -1 && to === -1) {
    return {
      lines,
      range: { start: 0, end: Math.max(1, lines.length + (hasFinalNewline && lines.length > 0 ? 1 : 0)) },
    };
  }
  return from === -1 || to < from || lines.length !== shown.length - 2
    ? fail("the selected lines stand between one ▼ and one ▲")
    : { lines, range: { start: from, end: to - 1 } };
}
