import * as vscode from "vscode";

import type { Conversation } from "../../core/conversation";
import type { ExportedImages } from "../../core/export";
import { fileNameOf } from "../../core/exportFile";
import { isKept, type KeptImage } from "../../core/image";
import { imagesOf } from "../../core/sentImages";
import type { Images } from "../images/images";

/** The images of a conversation, each once; `isEverywhere` for all branches and not only the one in sight. */
function imagesIn(conversation: Conversation, isEverywhere: boolean): readonly KeptImage[] {
  const turns = isEverywhere ? conversation.all : conversation.turns;
  const images = turns
    .flatMap((turn) => (turn.role === "user" ? imagesOf(turn) : []))
    .map(({ item }) => item.image)
    .filter(isKept);
  return [...new Map(images.map((image) => [image.hash, image])).values()];
}

/** Every image of a conversation that is still there, as JSON holds it. */
export async function imagesAsBase64(
  conversation: Conversation,
  images: Pick<Images, "read">,
): Promise<ExportedImages> {
  const found: Record<string, ExportedImages[string]> = {};
  for (const { hash, type } of imagesIn(conversation, true)) {
    const bytes = await images.read(hash);
    if (bytes !== undefined) {
      found[hash] = { type, data: Buffer.from(bytes).toString("base64") };
    }
  }
  return found;
}

/**
 * Writes the images in sight into a folder beside the document, named after it.
 * @returns where each lies, by its hash, relative to the document
 */
export async function writeImages(
  conversation: Conversation,
  document: vscode.Uri,
  images: Pick<Images, "read">,
): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>();
  const name = document.path.slice(document.path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
  const folder = `${fileNameOf(name, "conversation")}-images`;
  for (const [index, { hash, type }] of imagesIn(conversation, false).entries()) {
    const bytes = await images.read(hash);
    if (bytes !== undefined) {
      const file = `${index + 1}.${type.slice("image/".length)}`;
      const uri = vscode.Uri.joinPath(document, "..", folder, file);
      await vscode.workspace.fs.writeFile(uri, bytes);
      links.set(hash, `${encodeURIComponent(folder)}/${file}`);
    }
  }
  return links;
}
