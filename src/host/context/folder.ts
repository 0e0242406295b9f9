import * as vscode from "vscode";

import { matchesGlob } from "../../core/glob";
import { baseName, fileNameOf, type Gathered, gathered, newItem, refused } from "./item";

const deepest = 6;
const mostEntries = 1_000;
/** Never what a question is about, and often too much to look through. */
export const skippedNames: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  "bower_components",
  "__pycache__",
  ".DS_Store",
]);

interface Entry {
  readonly name: string;
  readonly depth: number;
  readonly isFolder: boolean;
  readonly within: Entry[];
}

/** The names of what is in a folder and its folders: the upper levels whole before the lower ones. */
export async function folderContext(uri: vscode.Uri): Promise<Gathered> {
  const top: Entry = { name: baseName(uri), depth: 0, isFolder: true, within: [] };
  const isComplete = await list(uri, top);
  if (top.within.length === 0) {
    return refused(vscode.l10n.t("There is nothing to list in {0}.", baseName(uri)));
  }
  const lines = top.within.flatMap(linesOf);
  return gathered(
    newItem({
      kind: "folder",
      uri: uri.toString(),
      fileName: folderName(uri),
      text: [...lines, ...(isComplete ? [] : ["… (not everything is listed)"])].join("\n"),
    }),
  );
}

/** The files in a folder and its folders, in the order of the listing. */
export async function filesIn(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const top: Entry = { name: "", depth: 0, isFolder: true, within: [] };
  await list(uri, top);
  const files = (entry: Entry, at: vscode.Uri): readonly vscode.Uri[] =>
    entry.isFolder
      ? entry.within.flatMap((inner) => files(inner, vscode.Uri.joinPath(at, inner.name)))
      : [at];
  return files(top, uri);
}

/** Fills in an entry, level by level. Gives false when something had to be left out. */
async function list(uri: vscode.Uri, top: Entry): Promise<boolean> {
  let count = 0;
  let isComplete = true;
  let level: readonly { readonly at: vscode.Uri; readonly entry: Entry }[] = [{ at: uri, entry: top }];
  while (level.length > 0) {
    const next: { readonly at: vscode.Uri; readonly entry: Entry }[] = [];
    for (const { at, entry } of level) {
      for (const [name, type] of await readFolder(at)) {
        if (count === mostEntries) {
          return false;
        }
        count += 1;
        const inner: Entry = { name, depth: entry.depth + 1, isFolder: isFolder(type), within: [] };
        entry.within.push(inner);
        if (inner.isFolder) {
          next.push({ at: vscode.Uri.joinPath(at, name), entry: inner });
        }
      }
    }
    isComplete &&= next.length === 0 || (next[0]?.entry.depth ?? 0) < deepest;
    level = isComplete ? next : [];
  }
  return isComplete;
}

async function readFolder(uri: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    const excluded = exclusion(uri, new Set(entries.map(([name]) => name)));
    return entries
      .filter(([name]) => !skippedNames.has(name) && !excluded(name))
      .sort(
        ([a, typeA], [b, typeB]) => Number(isFolder(typeB)) - Number(isFolder(typeA)) || a.localeCompare(b),
      );
  } catch {
    // A folder that may not be read has nothing to list.
    return [];
  }
}

/** A link to a folder is named, and not followed: it may lead back up. */
function isFolder(type: vscode.FileType): boolean {
  return type === vscode.FileType.Directory;
}

/** What the person's `files.exclude` hides in the explorer is hidden here too. */
function exclusion(folder: vscode.Uri, siblings: ReadonlySet<string>): (name: string) => boolean {
  const setting = vscode.workspace
    .getConfiguration("files", folder)
    .get<Readonly<Record<string, boolean | { readonly when?: string }>>>("exclude", {});
  const patterns = Object.entries(setting).filter(([, value]) => value !== false);
  return (name) => {
    const path = vscode.workspace.asRelativePath(vscode.Uri.joinPath(folder, name), false).replace(/^\//, "");
    return patterns.some(([pattern, value]) => {
      const when = typeof value === "object" ? value.when : undefined;
      const basename = name.replace(/\.[^.]*$/, "");
      const holds = when === undefined || siblings.has(when.replace("$(basename)", basename));
      return holds && matchesGlob(pattern, path);
    });
  };
}

function folderName(uri: vscode.Uri): string {
  const name = fileNameOf(uri);
  return name === "" || name === "." ? baseName(uri) : name;
}

function linesOf(entry: Entry): readonly string[] {
  const indent = "  ".repeat(entry.depth - 1);
  return [`${indent}${entry.name}${entry.isFolder ? "/" : ""}`, ...entry.within.flatMap(linesOf)];
}
