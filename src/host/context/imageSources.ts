import * as vscode from "vscode";

import { imagesFromDisk } from "../images/imagesFromDisk";
import { imageFromLink } from "../images/imageFromLink";
import { nothingGathered } from "./item";
import type { Source } from "./sources";

/** Images that are not of the workspace: the person picks them, so that they are offered in Restricted Mode too. */
export function imageSources(): readonly Source[] {
  return [
    {
      line: { label: vscode.l10n.t("Image from Disk…"), detail: "", icon: "file-media" },
      gather: () => imagesFromDisk(true),
      isOfWorkspace: false,
    },
    {
      line: { label: vscode.l10n.t("Image from Link…"), detail: "", icon: "link" },
      gather: imageFromLink,
      isOfWorkspace: false,
    },
    {
      line: { label: vscode.l10n.t("Screenshot"), detail: "", icon: "device-camera" },
      gather: async () => {
        // It attaches itself, where and when there is one.
        await vscode.commands.executeCommand("askClaude.screenshot");
        return nothingGathered;
      },
      isOfWorkspace: false,
    },
  ];
}
