import * as vscode from "vscode";

import type { ImageProblem } from "../../core/image";
import { readImageHeader } from "../../core/imageHeader";
import { imageProblemText } from "../../core/imageText";
import { largestPicture } from "../../core/protocol";
import { baseName, fileNameOf, type Gathered, nothingGathered, openDocument, refused } from "./item";

/** The endings by which people know pictures, without the dot. */
export const pictureEndings = [
  "png",
  "apng",
  "jpg",
  "jpeg",
  "jfif",
  "gif",
  "webp",
  "bmp",
  "avif",
  "svg",
  "tif",
  "tiff",
  "heic",
  "heif",
] as const;

/** Whether a file's name says that it is a picture which is no text; an SVG is both. */
export function hasPictureName(uri: vscode.Uri): boolean {
  const ending = endingOf(uri);
  return ending !== "svg" && pictureEndings.some((known) => known === ending);
}

/** The file as a picture, an SVG too; a sentence where it is none, or where it cannot be read. */
export async function pictureAt(uri: vscode.Uri): Promise<Gathered> {
  const document = endingOf(uri) === "svg" ? openDocument(uri) : undefined;
  if (document !== undefined) {
    // As it is in the editor, not saved text included.
    return pictureOf(uri, new TextEncoder().encode(document.getText()));
  }
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) {
      return problem(uri, { reason: "notAnImage" });
    }
    if ((type & vscode.FileType.File) === 0) {
      return refused(noFile(baseName(uri)));
    }
    return size > largestPicture
      ? problem(uri, { reason: "tooManyBytes" })
      : pictureOf(uri, await vscode.workspace.fs.readFile(uri));
  } catch {
    return refused(vscode.l10n.t("{0} could not be read.", baseName(uri)));
  }
}

/** Says so of a pipe or a device: reading one may never end. */
export function noFile(name: string): string {
  return vscode.l10n.t("{0} is a pipe or a device and no file.", name);
}

/**
 * What a file holds, when its bytes say that it is a picture which is no text: the picture, or why it cannot be used.
 * Undefined for everything else.
 */
export function pictureAmong(uri: vscode.Uri, bytes: Uint8Array): Gathered | undefined {
  const read = readImageHeader(bytes);
  if (read.ok) {
    return read.header.format === "svg" ? undefined : found(uri, bytes);
  }
  const { reason } = read.problem;
  return reason === "empty" || reason === "notAnImage" || reason === "unsafe"
    ? undefined
    : problem(uri, read.problem);
}

function pictureOf(uri: vscode.Uri, bytes: Uint8Array): Gathered {
  const read = readImageHeader(bytes);
  return read.ok ? found(uri, bytes) : problem(uri, read.problem);
}

function found(uri: vscode.Uri, bytes: Uint8Array): Gathered {
  return { ...nothingGathered, images: [{ name: fileNameOf(uri), uri: uri.toString(), bytes }] };
}

function problem(uri: vscode.Uri, why: ImageProblem): Gathered {
  return refused(imageProblemText(why, baseName(uri), vscode.l10n));
}

function endingOf(uri: vscode.Uri): string {
  return /\.([^./]+)$/.exec(uri.path)?.[1]?.toLowerCase() ?? "";
}
