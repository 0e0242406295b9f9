import * as vscode from "vscode";

import { isObject } from "../../core/shape";
import { gatherSelection } from "../editor/selection";
import { contextAt } from "./file";
import { alsoFilesOf } from "./folderFiles";
import { diffContext, type Repository, repositoryOf, type Stage } from "./git";
import { cellAt, type Gathered, nothingGathered, refused, together } from "./item";
import { cellContext } from "./notebook";
import { pictureAt } from "./picture";
import { contextsAt } from "./several";
import { fileOfTab } from "./tabs";

/** Why there is nothing to ask about, though perhaps the person sees some. */
export function noEditor(): string {
  return vscode.l10n.t("There is no text editor to ask about. (Files above 50 MB are kept from extensions.)");
}

/** What "Add to Ask Claude" means in an editor: what is selected, else all of it; in a notebook, the cell. */
export async function fromEditor(editor: vscode.TextEditor | undefined): Promise<Gathered> {
  if (editor === undefined) {
    const notebook = vscode.window.activeNotebookEditor;
    const index = notebook?.selections[0]?.start;
    return notebook === undefined || index === undefined || index >= notebook.notebook.cellCount
      ? refused(noEditor())
      : cellContext(notebook.notebook.cellAt(index), false);
  }
  return editor.selections.some(({ isEmpty }) => !isEmpty)
    ? { items: await gatherSelection(editor), refusals: [] }
    : contextAt(editor.document.uri);
}

/**
 * What was clicked in the explorer or on a tab: VS Code hands over the one that was clicked and, in the explorer, all
 * that are selected with it.
 */
export async function fromFiles(clicked: readonly unknown[]): Promise<Gathered> {
  return alsoFilesOf(await contextsAt(clickedUris(clicked)));
}

/** The same files as pictures, SVGs too; what is no picture is refused with a sentence. */
export async function fromPictures(clicked: readonly unknown[]): Promise<Gathered> {
  const uris = clickedUris(clicked);
  return uris.length === 0
    ? refused(vscode.l10n.t("There is no image to ask about. Open one first."))
    : contextsAt(uris, pictureAt);
}

/** The changes of the files, or of the group of files, that was clicked in the source control view. */
export async function fromChanges(clicked: readonly unknown[]): Promise<Gathered> {
  const [first] = clicked;
  if (isObject(first) && Array.isArray(first["resourceStates"])) {
    return fromGroup(String(first["id"]), resourcesOf(first["resourceStates"]));
  }
  const found = await Promise.all(resourcesOf(clicked).map(fromResource));
  return together(found);
}

/** A cell, whose own menu it was. */
export function fromCell(clicked: readonly unknown[], withOutputs: boolean): Gathered {
  const [first] = clicked;
  const document = isObject(first) && isObject(first["document"]) ? first["document"] : {};
  const uri = document["uri"];
  const cell = uri instanceof vscode.Uri ? cellAt(uri) : undefined;
  return cell === undefined ? nothingGathered : cellContext(cell, withOutputs);
}

interface Resource {
  readonly uri: vscode.Uri;
  /** Git's own number for the group a file stands in; other systems have none. */
  readonly group: unknown;
}

function resourcesOf(values: readonly unknown[]): readonly Resource[] {
  return values
    .filter(isObject)
    .flatMap(({ resourceUri, resourceGroupType }) =>
      resourceUri instanceof vscode.Uri ? [{ uri: resourceUri, group: resourceGroupType }] : [],
    );
}

async function fromGroup(id: string, resources: readonly Resource[]): Promise<Gathered> {
  const [first] = resources;
  const repository = first && (await repositoryOf(first.uri));
  if (repository === undefined || id === "untracked") {
    return together(await Promise.all(resources.map(({ uri }) => contextAt(uri))));
  }
  const changes = await diffContext(repository, id === "index" ? "staged" : "unstaged");
  const news = id === "index" ? [] : resources.filter(({ uri }) => isNew(repository, uri));
  const whole = await Promise.all(news.map(({ uri }) => contextAt(uri)));
  // Files that git does not know yet are in no diff: when there is nothing else, they are what was meant.
  return together(changes.items.length === 0 && whole.length > 0 ? whole : [changes, ...whole]);
}

async function fromResource({ uri, group }: Resource): Promise<Gathered> {
  const repository = await repositoryOf(uri);
  if (repository === undefined || isNew(repository, uri)) {
    return contextAt(uri);
  }
  return diffContext(repository, stageOf(repository, uri, group), uri);
}

/** Git's extension numbers its groups: merge, index, working tree, untracked. */
function stageOf({ state }: Repository, uri: vscode.Uri, group: unknown): Stage {
  const has = (changes: readonly { readonly uri: vscode.Uri }[]): boolean =>
    changes.some((change) => change.uri.toString() === uri.toString());
  const isOnlyStaged = has(state.indexChanges) && !has(state.workingTreeChanges);
  return group === 1 || (group === undefined && isOnlyStaged) ? "staged" : "unstaged";
}

/** Untracked, by the number that git's published API gives that status. */
function isNew({ state }: Repository, uri: vscode.Uri): boolean {
  return [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])].some(
    (change) => change.uri.toString() === uri.toString() && change.status === untracked,
  );
}

const untracked = 7;

function clickedUris(clicked: readonly unknown[]): readonly vscode.Uri[] {
  const [first, all] = clicked;
  const selected = Array.isArray(all) ? all.filter((one) => one instanceof vscode.Uri) : [];
  return selected.length > 0 ? selected : [first ?? activeTab()].filter((one) => one instanceof vscode.Uri);
}

function activeTab(): vscode.Uri | undefined {
  return fileOfTab(vscode.window.tabGroups.activeTabGroup.activeTab);
}
