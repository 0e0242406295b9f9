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

/** How large the images of a conversation may be for one JSON file, in bytes: it has to be one string. */
const mostInJson = 200_000_000;

/** Why a conversation cannot be exported as JSON, if so. */
export function tooLargeForJson(conversation: Conversation): string | undefined {
  const bytes = imagesIn(conversation, true).reduce((sum, image) => sum + image.bytes, 0);
  return bytes <= mostInJson
    ? undefined
    : vscode.l10n.t(
        "The conversation has {0} MB of images, too much for one JSON file. Export it as Markdown: its images then lie in a folder.",
        `${Math.round(bytes / 1_000_000)}`,
      );
}

/**
 * Writes a document and, before it, the images in sight into a new folder beside it, named after it. When something
 * cannot be written, the folder goes again.
 * @param text of the document, with where each image lies, by its hash, relative to the document
 */
export async function writeWithImages(
  conversation: Conversation,
  document: vscode.Uri,
  images: Pick<Images, "read">,
  text: (links: ReadonlyMap<string, string>) => string,
): Promise<void> {
  const links = new Map<string, string>();
  const folder = await newFolder(document);
  const name = folder.path.slice(folder.path.lastIndexOf("/") + 1);
  try {
    for (const [index, { hash, type }] of imagesIn(conversation, false).entries()) {
      const bytes = await images.read(hash);
      if (bytes !== undefined) {
        const file = `${index + 1}.${type.slice("image/".length)}`;
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, file), bytes);
        links.set(hash, `${encodeURIComponent(name)}/${file}`);
      }
    }
    await vscode.workspace.fs.writeFile(document, new TextEncoder().encode(text(links)));
  } catch (error) {
    if (await isThere(folder)) {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
    throw error;
  }
}

/** The first of `NAME-images`, `NAME-images-2` and so on that is not there: what lies in others is not ours. */
async function newFolder(document: vscode.Uri): Promise<vscode.Uri> {
  const name = document.path.slice(document.path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
  const base = `${fileNameOf(name, "conversation")}-images`;
  for (let number = 1; ; number += 1) {
    const folder = vscode.Uri.joinPath(document, "..", number === 1 ? base : `${base}-${number}`);
    if (!(await isThere(folder))) {
      return folder;
    }
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") {
      return false;
    }
    throw error;
  }
}
