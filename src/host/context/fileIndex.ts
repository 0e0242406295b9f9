import * as vscode from "vscode";

import type { Searchable } from "../../core/fuzzy";
import { type Disposable, Disposables } from "../disposables";
import { outcomeWithin } from "../patience";
import { skippedNames } from "./folder";

/** A file or folder of the workspace, to be found by its path. */
export interface IndexedPath extends Searchable {
  readonly uri: vscode.Uri;
  readonly isFolder: boolean;
}

const mostFiles = 50_000;
/** Later than this, the list of before is good enough for the moment. */
const listingPatienceMs = 1_000;
const neverListed = `**/{${[...skippedNames].flatMap((name) => [name, `${name}/**`]).join(",")}}`;

/** The paths of the workspace, listed when first asked for and again after files came or went. */
export class FileIndex implements Disposable {
  readonly #disposables = new Disposables();
  #paths: readonly IndexedPath[] = [];
  /** Counts what came and went; the paths are those of `#listedAt`. */
  #changes = 0;
  #listedAt = -1;
  #listing: Promise<void> | undefined;
  #isWatching = false;

  /** Files, and the folders they are in; what the settings hide, or has much that nobody asks about, is left out. */
  async paths(): Promise<readonly IndexedPath[]> {
    this.#watch();
    if (this.#listedAt !== this.#changes) {
      this.#listing ??= this.#list();
      await outcomeWithin(this.#listing, listingPatienceMs);
    }
    return this.#paths;
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  async #list(): Promise<void> {
    const changes = this.#changes;
    try {
      const files = await vscode.workspace.findFiles("**/*", neverListed, mostFiles);
      this.#paths = withFolders(files);
      this.#listedAt = changes;
    } finally {
      this.#listing = undefined;
    }
  }

  /** Only once somebody asks: until then nobody needs to know. */
  #watch(): void {
    if (this.#isWatching) {
      return;
    }
    this.#isWatching = true;
    const changed = (): void => {
      this.#changes += 1;
    };
    const watcher = this.#disposables.add(
      vscode.workspace.createFileSystemWatcher("**/*", false, true, false),
    );
    this.#disposables.add(watcher.onDidCreate(changed));
    this.#disposables.add(watcher.onDidDelete(changed));
    this.#disposables.add(vscode.workspace.onDidCreateFiles(changed));
    this.#disposables.add(vscode.workspace.onDidDeleteFiles(changed));
    this.#disposables.add(vscode.workspace.onDidRenameFiles(changed));
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(changed));
  }
}

/** Files with all folders above them, up to those of the workspace. */
function withFolders(files: readonly vscode.Uri[]): readonly IndexedPath[] {
  const folders = new Map<string, IndexedPath>();
  const paths = files.map((uri) => {
    const path = indexed(uri, vscode.workspace.asRelativePath(uri), false);
    addFolders(folders, uri, path.text);
    return path;
  });
  return [...paths, ...folders.values()];
}

function addFolders(folders: Map<string, IndexedPath>, file: vscode.Uri, path: string): void {
  let uri = file;
  let text = path;
  while (text.includes("/")) {
    uri = vscode.Uri.joinPath(uri, "..");
    text = text.slice(0, text.lastIndexOf("/"));
    if (folders.has(text)) {
      return;
    }
    folders.set(text, indexed(uri, text, true));
  }
}

function indexed(uri: vscode.Uri, text: string, isFolder: boolean): IndexedPath {
  return { uri, text, nameStart: text.lastIndexOf("/") + 1, isFolder };
}
