import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { ToHost } from "../../core/protocol";
import type { Gathered } from "../context/item";
import type { Disposable } from "../disposables";
import type { Handlers } from "./pageHandlers";
import type { ChatSession } from "./session";
import type { ChatView } from "./view";

type ImageMessage =
  | "attachImage"
  | "preparingImages"
  | "imageMade"
  | "imageFitted"
  | "imageNotMade"
  | "loadThumbnails"
  | "takeScreenshot"
  | "openSnippingTool";

/** What becomes of the images that a page makes, and which it may show. */
export interface ImageActions {
  /** Attaches what was pasted or dropped to the conversation it was meant for. */
  readonly attachImage: (view: ChatView, message: Extract<ToHost, { type: "attachImage" }>) => Promise<void>;
  /** The pictures that the view's page is still making images of, by their names. */
  readonly preparing: (view: ChatView, names: readonly string[]) => void;
  /** The chips of what was found, for a conversation; what cannot be one is left out and told of. */
  readonly itemsOf: (
    view: ChatView,
    session: ChatSession,
    gathered: Gathered,
  ) => Promise<readonly ContextItem[]>;
  readonly imageDone: (
    message: Extract<ToHost, { type: "imageMade" | "imageFitted" | "imageNotMade" }>,
  ) => void;
  readonly loadThumbnails: (
    view: ChatView,
    message: Extract<ToHost, { type: "loadThumbnails" }>,
  ) => Promise<void>;
  /** The view's page listens from now on, until what is given back is disposed of. */
  readonly joinImages: (view: ChatView) => Disposable;
}

/** What a view does with the messages of its page about images. */
export function imageHandlers(
  view: ChatView,
  actions: ImageActions,
): Pick<Handlers, Extract<ToHost["type"], ImageMessage>> {
  return {
    attachImage: (message) => actions.attachImage(view, message),
    preparingImages: ({ names }) => actions.preparing(view, names),
    imageMade: (message) => actions.imageDone(message),
    imageFitted: (message) => actions.imageDone(message),
    imageNotMade: (message) => actions.imageDone(message),
    loadThumbnails: (message) => actions.loadThumbnails(view, message),
    takeScreenshot: () => vscode.commands.executeCommand("askClaude.screenshot"),
    // It opens where the person is, whatever machine this is.
    openSnippingTool: () => vscode.env.openExternal(vscode.Uri.parse("ms-screenclip:", true)),
  };
}
