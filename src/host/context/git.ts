import * as vscode from "vscode";

import { diffOfFile, pathBelow } from "../../core/diff";
import { isObject } from "../../core/shape";
import { outcomeWithin } from "../patience";
import { baseName, fileNameOf, type Gathered, gathered, newItem, refused } from "./item";

/** A repository that VS Code's own git extension has open: the part of its published API that is used here. */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    /** Where the settings keep files that git does not know apart from the rest. */
    readonly untrackedChanges?: readonly Change[];
  };
  /** The whole unified diff, of what is staged or of what is not. */
  diff(cached: boolean): Promise<string>;
  /** Those of some paths of the disk that git is told to ignore. Older versions do not have it. */
  checkIgnore?(paths: readonly string[]): Promise<ReadonlySet<string>>;
}

interface Change {
  readonly uri: vscode.Uri;
  /** The API's number for what happened to the file. */
  readonly status: number;
}

interface GitApi {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}

export type Stage = "staged" | "unstaged";

const ignorePatienceMs = 500;

/** The repositories of the workspace; none when git or its extension is off. */
export async function repositories(): Promise<readonly Repository[]> {
  return (await gitApi())?.repositories ?? [];
}

/** The repository that a file belongs to. */
export async function repositoryOf(uri: vscode.Uri): Promise<Repository | undefined> {
  return (await gitApi())?.getRepository(uri) ?? undefined;
}

/** The changes of a repository, or of one file in it, that are staged or that are not. */
export async function diffContext(
  repository: Repository,
  stage: Stage,
  file?: vscode.Uri,
): Promise<Gathered> {
  const whole = (await repository.diff(stage === "staged")).replaceAll("\r\n", "\n");
  const text = file === undefined ? whole : diffOfFile(whole, pathBelow(repository.rootUri.path, file.path));
  const name = file === undefined ? baseName(repository.rootUri) : fileNameOf(file);
  if (text.trim() === "") {
    return refused(
      stage === "staged"
        ? vscode.l10n.t("{0} has no staged changes.", name)
        : vscode.l10n.t("{0} has no unstaged changes. (Files that git does not know yet have none.)", name),
    );
  }
  return gathered(
    newItem({
      kind: "diff",
      uri: (file ?? repository.rootUri).toString(),
      fileName: name,
      languageId: "diff",
      text,
      extent: stage,
    }),
  );
}

/** Those of some files that git is told to ignore; none where that cannot be found out in a moment. */
export async function ignoredOf(uris: readonly vscode.Uri[]): Promise<ReadonlySet<string>> {
  const api = await gitApi();
  const asked = new Map<string, { readonly repository: Repository; readonly uris: vscode.Uri[] }>();
  for (const uri of uris) {
    const repository =
      uri.scheme === "file" || uri.scheme === "vscode-remote" ? api?.getRepository(uri) : undefined;
    if (repository?.checkIgnore !== undefined) {
      const root = repository.rootUri.toString();
      const together = asked.get(root) ?? { repository, uris: [] };
      together.uris.push(uri);
      asked.set(root, together);
    }
  }
  const ignored = new Set<string>();
  for (const { repository, uris: inside } of asked.values()) {
    const answer = await outcomeWithin(
      Promise.resolve(repository.checkIgnore?.(inside.map(({ fsPath }) => fsPath))),
      ignorePatienceMs,
    );
    const paths: ReadonlySet<string> = (answer.ok ? answer.value : undefined) ?? new Set();
    for (const uri of inside) {
      if (paths.has(uri.fsPath)) {
        ignored.add(uri.toString());
      }
    }
  }
  return ignored;
}

/** Undefined where the extension is missing, switched off, or not done starting. */
async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<unknown>("vscode.git");
  if (extension === undefined) {
    return undefined;
  }
  const started = await outcomeWithin(extension.activate(), ignorePatienceMs * 4);
  const exported = started.ok ? started.value : undefined;
  if (!isGitExtension(exported) || !exported.enabled) {
    return undefined;
  }
  return exported.getAPI(1);
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

function isGitExtension(value: unknown): value is GitExtension {
  return isObject(value) && typeof value["enabled"] === "boolean" && typeof value["getAPI"] === "function";
}
