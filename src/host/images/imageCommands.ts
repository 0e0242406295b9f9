import * as vscode from "vscode";

import type { CommandHandlers } from "../commands";
import { fromFiles } from "../context/clicked";
import { type Gathered, nothingGathered } from "../context/item";
import { mayAttach } from "../context/trust";
import type { ImageCommandId } from "../manifest";

/** Attaches what a command brings to the chat that was used last, and brings that to the front. */
export type AttachAndReveal = (gather: () => Promise<Gathered>) => Promise<void>;

/** The commands that bring images into the chat. */
export function imageCommands(
  attach: AttachAndReveal,
  screenshot: () => Promise<void>,
): Pick<CommandHandlers, ImageCommandId> {
  return {
    "askClaude.askAboutImage": (...clicked) =>
      attach(async () => ((await mayAttach()) ? fromFiles(clicked) : nothingGathered)),
    "askClaude.attachImages": () =>
      attach(async () => {
        const uris = await vscode.window.showOpenDialog({ canSelectMany: true });
        const found = (uris ?? []).map(async (uri) => ({
          name: uri.path.slice(uri.path.lastIndexOf("/") + 1),
          uri: uri.toString(),
          bytes: await vscode.workspace.fs.readFile(uri),
        }));
        return { ...nothingGathered, images: await Promise.all(found) };
      }),
    "askClaude.addImageLink": () => attach(() => Promise.resolve(nothingGathered)),
    "askClaude.screenshot": screenshot,
  };
}
