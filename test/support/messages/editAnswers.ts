import { fenced } from "../../../src/core/contextText";
import { editSystemPrompt } from "../../../src/core/editPrompt";
import type { Json } from "./shape";
import { systemText, textOf, type Turn } from "./turns";

/** What is to be replaced, as the last question of an edit has it. */
interface Asked {
  readonly languageId: string;
  /** None where the answer is to be inserted. */
  readonly lines: readonly string[];
}

/** Goes beside the change, wherever the language can say it. */
export const standInWords = "Changed by the local stand-in, not by Claude.";

/**
 * The answer to an edit, which puts code into the person's own file: their lines with one small change or two, so that
 * there are lines that go and lines that come to be reviewed. `undefined` where the request is none of an edit.
 */
export function editAnswer(body: Json, turns: readonly Turn[]): string | undefined {
  if (!systemText(body).startsWith(editSystemPrompt(""))) {
    return undefined;
  }
  const { languageId, lines } = asked(turns);
  const changed = languageId === "json" ? changedJson(lines) : changedCode(lines, languageId);
  return `${fenced(changed.map((line) => `${line}\n`).join(""), languageId)}\n`;
}

function asked(turns: readonly Turn[]): Asked {
  const texts = (turns.at(-1)?.blocks ?? []).map(({ block }) => textOf(block));
  const section = texts.map(linesToReplace).find((found) => found !== undefined);
  if (section !== undefined) {
    return section;
  }
  // The first question tells the language; later ones do not say it again.
  const heading = turns
    .flatMap(({ blocks }) => blocks.map(({ block }) => textOf(block)))
    .map((text) => /^File: `[^`\n]*` \(([^)\n]*)\), /.exec(text)?.[1])
    .find((found) => found !== undefined);
  return { languageId: heading ?? "", lines: [] };
}

/** Reads past whole fences, as the text around the lines, and what is attached, may hold the very same words. */
function linesToReplace(text: string): Asked | undefined {
  const lines = text.split("\n");
  let at = 0;
  let title = "";
  while (at < lines.length) {
    const [, fence, languageId = ""] = /^(`{3,})([^`]*)$/.exec(lines[at] ?? "") ?? [];
    if (fence !== undefined) {
      const end = lines.indexOf(fence, at + 1);
      if (end === -1) {
        return undefined;
      }
      if (/^The lines to replace \([^)]*\):$/.test(title)) {
        return { languageId, lines: lines.slice(at + 1, end) };
      }
      at = end;
    }
    title = lines[at] ?? "";
    at += 1;
  }
  return undefined;
}

/** A number by itself: none of "utf-8", of "2026-11-22" or of "1.2.3". */
const number = /(?<![\w.-])\d{1,9}(?:\.\d{1,6})?(?![\w.-])/;

/**
 * Counts a number up in the first line that has one, says above it who did it, and changes a line further down as well,
 * so that there are two hunks wherever there is room for them.
 */
function changedCode(lines: readonly string[], languageId: string): readonly string[] {
  const remark = remarkIn(languageId);
  const isSaid = lines.some((line) => line.includes(standInWords));
  const isTheirs = (line: string): boolean => line.trim() !== "" && !line.includes(standInWords);
  const isCounted = (line: string): boolean => isTheirs(line) && number.test(line);
  const lastTheirs = lines.findLastIndex(isTheirs);
  const counted = lines.findIndex(isCounted);
  const first = counted === -1 ? lastTheirs : counted;
  const second = [lines.findLastIndex(isCounted), lastTheirs].find((index) => index > first + 1);
  const changed = lines.map((line, index) => {
    if (index !== first && index !== second) {
      return line;
    }
    return isCounted(line) ? line.replace(number, countedUp) : `${line} ${remark("changed")}`;
  });
  const place = Math.max(0, first);
  const indentation = /^\s*/.exec(lines[place] ?? "")?.[0] ?? "";
  return isSaid
    ? changed
    : [...changed.slice(0, place), `${indentation}${remark(standInWords)}`, ...changed.slice(place)];
}

/** JSON has no comments: what is said stands in its last text, if it has one. */
function changedJson(lines: readonly string[]): readonly string[] {
  const place = lines.findLastIndex((line) => /"(?:[^"\\]|\\.)*"\s*[,\]}]*\s*$/.test(line));
  return lines.map((line, index) => {
    if (place === -1) {
      return line.replace(number, countedUp);
    }
    const words = line.includes(standInWords) ? " Again." : ` ${standInWords}`;
    return index === place ? line.replace(/"(?=\s*[,\]}]*\s*$)/, `${words}"`) : line;
  });
}

/** By one in its last place: 3 becomes 4, 0.19 becomes 0.20. */
function countedUp(text: string): string {
  const places = text.split(".")[1]?.length ?? 0;
  return (Number(text) + 10 ** -places).toFixed(places);
}

const remarks: readonly (readonly [before: string, after: string, languages: string])[] = [
  [
    "# ",
    "",
    "python ruby shellscript yaml dockercompose dockerfile makefile perl r powershell toml properties elixir julia " +
      "coffeescript ignore",
  ],
  ["-- ", "", "sql lua haskell"],
  ["% ", "", "latex tex erlang"],
  ["; ", "", "clojure lisp ini"],
  ["<!-- ", " -->", "html xml xsl markdown vue svelte"],
  ["/* ", " */", "css"],
  ["", "", "plaintext csv log"],
];

function remarkIn(languageId: string): (words: string) => string {
  const [before, after] = remarks.find(([, , languages]) => languages.split(" ").includes(languageId)) ?? [
    languageId === "" ? "" : "// ",
    "",
  ];
  return (words) => `${before}${words}${after}`;
}
