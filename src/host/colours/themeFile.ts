import * as vscode from "vscode";

import { parseJsonWithComments } from "../../core/jsonWithComments";
import { isObject } from "../../core/shape";
import { listOf } from "./contributions";

/** What theme files say: rules for code as they stand there, and colours by their ids. */
export interface ThemeContent {
  readonly rules: readonly unknown[];
  readonly colours: ReadonlyMap<string, string>;
}

/** So many files may include each other. */
const mostFiles = 20;

/** Reads the text of a property list, as old themes are written. */
export type ReadList = (text: string) => Promise<unknown>;

/** Reads a theme with everything that it includes; throws when a file is missing or cannot be read. */
export async function readTheme(file: vscode.Uri, readList: ReadList, files = 1): Promise<ThemeContent> {
  if (files > mostFiles) {
    throw new Error("The files of the theme include each other without end.");
  }
  const says = await contentOf(file, readList);
  const beside = (path: string): vscode.Uri => vscode.Uri.joinPath(file, "..", path);
  const { include, settings, tokenColors } = says;
  const base = typeof include === "string" ? await readTheme(beside(include), readList, files + 1) : empty;
  if (Array.isArray(settings)) {
    return { rules: [...base.rules, ...listOf(settings)], colours: base.colours };
  }
  const own =
    typeof tokenColors === "string"
      ? listOf((await contentOf(beside(tokenColors), readList))["settings"])
      : listOf(tokenColors);
  const colours = Object.entries(isObject(says["colors"]) ? says["colors"] : {}).flatMap(
    ([id, colour]): readonly (readonly [string, string])[] =>
      typeof colour === "string" ? [[id, colour]] : [],
  );
  return { rules: [...base.rules, ...own], colours: new Map([...base.colours, ...colours]) };
}

const empty: ThemeContent = { rules: [], colours: new Map() };

async function contentOf(file: vscode.Uri, readList: ReadList): Promise<Readonly<Record<string, unknown>>> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const content: unknown = file.path.endsWith(".json") ? parseJsonWithComments(text) : await readList(text);
  if (!isObject(content)) {
    throw new Error(`${file.toString()} holds no theme.`);
  }
  return content;
}
