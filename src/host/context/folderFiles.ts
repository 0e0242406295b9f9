import * as vscode from "vscode";

import { filesIn } from "./folder";
import { type Gathered, together } from "./item";
import { contextsAt } from "./several";

interface FilePick extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** After a folder's listing: lets the person choose files of it to attach as well. Escape means none. */
export async function alsoFilesOf(found: Gathered): Promise<Gathered> {
  const [item, ...others] = found.items;
  if (item?.kind !== "folder" || others.length > 0) {
    return found;
  }
  const folder = vscode.Uri.parse(item.uri, true);
  const files = await filesIn(folder);
  if (files.length === 0) {
    return found;
  }
  const chosen = await vscode.window.showQuickPick(
    files.map((uri): FilePick => {
      const path = uri.path.slice(folder.path.replace(/\/*$/, "/").length);
      return { label: path, uri };
    }),
    {
      canPickMany: true,
      title: vscode.l10n.t("Files of {0} to Attach", item.fileName),
      placeHolder: vscode.l10n.t(
        "The folder's list of names is attached. Choose files to attach their text too.",
      ),
    },
  );
  const picked = await contextsAt((chosen ?? []).map(({ uri }) => uri));
  return together([found, picked]);
}
