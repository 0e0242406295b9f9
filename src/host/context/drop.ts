import * as vscode from "vscode";

import { goesDownOnly } from "../../core/plainPath";
import {
  baseName,
  cellAt,
  type Gathered,
  isInWorkspace,
  nothingGathered,
  openDocument,
  together,
} from "./item";
import { contextsAt } from "./several";

/** Where text may be read from when something is dropped: files, wherever they are, and what is open in an editor. */
const droppable: ReadonlySet<string> = new Set([
  "file",
  "vscode-remote",
  "vscode-vfs",
  "vscode-userdata",
  "vscode-notebook-cell",
  "untitled",
]);

/** What was dropped on the chat. Outside of the workspace the person is asked first: the page could have made it up. */
export async function dropped(texts: readonly string[]): Promise<Gathered> {
  const uris = texts.map(parsed).filter((uri) => uri !== undefined);
  const unknown = uris.length < texts.length ? [vscode.l10n.t("Only files can be dropped here.")] : [];
  const outside = uris.filter((uri) => !isKnown(uri));
  if (outside.length > 0 && !(await mayLeave(outside))) {
    return nothingGathered;
  }
  return together([await contextsAt(uris), { items: [], refusals: unknown }]);
}

function parsed(text: string): vscode.Uri | undefined {
  try {
    const uri = vscode.Uri.parse(text, true);
    // By its beginning alone, an address that leads up again would pass for one in the workspace.
    return droppable.has(uri.scheme) && goesDownOnly(uri.path) ? asSeenHere(uri) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The window calls the files of a remote machine by that machine. An extension that runs there has them as files of its
 * own: VS Code says so of every address it hands over, but knows nothing of those that the page passes on.
 */
function asSeenHere(uri: vscode.Uri): vscode.Uri {
  const schemes = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  return uri.scheme === "vscode-remote" && schemes.includes("file") && !schemes.includes("vscode-remote")
    ? uri.with({ scheme: "file", authority: "" })
    : uri;
}

/** In the workspace, or open in an editor. */
function isKnown(uri: vscode.Uri): boolean {
  const cell = cellAt(uri);
  return isInWorkspace(uri) || cell !== undefined || openDocument(uri) !== undefined;
}

async function mayLeave(uris: readonly vscode.Uri[]): Promise<boolean> {
  const leave = vscode.l10n.t("Do Not Attach");
  const attach = vscode.l10n.t("Attach");
  const [first] = uris;
  const chosen = await vscode.window.showWarningMessage(
    uris.length === 1 && first !== undefined
      ? vscode.l10n.t("{0} is outside of the workspace. Attach it?", baseName(first))
      : vscode.l10n.t("{0} of these are outside of the workspace. Attach them?", uris.length),
    { modal: true, detail: uris.map((uri) => uri.fsPath).join("\n") },
    leave,
    attach,
  );
  return chosen === attach;
}
