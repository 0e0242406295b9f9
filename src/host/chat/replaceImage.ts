import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { isKept } from "../../core/image";
import type { Gathered } from "../context/item";
import { pictureAt } from "../context/picture";
import { mayAttach } from "../context/trust";
import { imagesFromDisk } from "../images/imagesFromDisk";

type Way = "another" | "edit" | "update" | "remove";

/** What a person does with an image of a question that was asked. */
export interface SentImage {
  readonly item: ContextItem;
  /** The chips of what was found, for the conversation of the image. */
  readonly made: (gathered: Gathered) => Promise<readonly ContextItem[]>;
  /** Shows the image where it can be cropped and blacked out. */
  readonly open: () => unknown;
  /** Puts something in the image's place; without, takes it off. */
  readonly put: (item?: ContextItem) => void;
}

/** Lets the person choose what becomes of an image of a question that was asked. */
export async function replaceImage({ item, made, open, put }: SentImage): Promise<void> {
  const chosen = await vscode.window.showQuickPick(waysFor(item), {
    title: vscode.l10n.t("Replace {0}", item.fileName),
  });
  switch (chosen?.way) {
    case "another":
      replaceBy(await made(await imagesFromDisk(false)));
      break;
    case "update":
      if (await mayAttach()) {
        replaceBy(await made(await pictureAt(vscode.Uri.parse(item.uri, true))));
      }
      break;
    case "edit":
      await open();
      break;
    case "remove":
      put();
      break;
    case undefined:
      break;
  }

  function replaceBy([now]: readonly ContextItem[]): void {
    if (now !== undefined) {
      put({ ...now, id: item.id });
    }
  }
}

function waysFor(item: ContextItem): readonly (vscode.QuickPickItem & { readonly way: Way })[] {
  return [
    {
      label: vscode.l10n.t("Choose Another Image…"),
      iconPath: new vscode.ThemeIcon("file-media"),
      way: "another",
    },
    ...(isKept(item.image)
      ? [
          {
            label: vscode.l10n.t("Crop or Black Out…"),
            iconPath: new vscode.ThemeIcon("edit"),
            way: "edit" as const,
          },
        ]
      : []),
    ...(item.uri === ""
      ? []
      : [
          {
            label: vscode.l10n.t("Update to the File's Current Content"),
            description: item.fileName,
            iconPath: new vscode.ThemeIcon("refresh"),
            way: "update" as const,
          },
        ]),
    { label: vscode.l10n.t("Remove"), iconPath: new vscode.ThemeIcon("trash"), way: "remove" },
  ];
}
