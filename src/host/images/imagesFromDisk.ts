import * as vscode from "vscode";

import { type Gathered, nothingGathered } from "../context/item";
import { pictureAt, pictureEndings } from "../context/picture";
import { contextsAt } from "../context/several";

/** Lets the person choose image files, wherever they are; nothing when they left. */
export async function imagesFromDisk(canSelectMany: boolean): Promise<Gathered> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uris = await vscode.window.showOpenDialog({
    canSelectMany,
    title: canSelectMany ? vscode.l10n.t("Attach Images") : vscode.l10n.t("Choose an Image"),
    openLabel: vscode.l10n.t("Attach"),
    filters: {
      // Some systems match the endings as they are written.
      [vscode.l10n.t("Images")]: pictureEndings.flatMap((ending) => [ending, ending.toUpperCase()]),
      [vscode.l10n.t("All Files")]: ["*"],
    },
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  return uris === undefined ? nothingGathered : contextsAt(uris, pictureAt);
}
