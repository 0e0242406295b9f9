import * as vscode from "vscode";

import { contextAt } from "./file";
import { type Gathered, refused, together } from "./item";

/** So many files are read at a time: one after another is slow on a remote machine. */
const atATime = 8;

/** What pictures may hold of the memory before they are made into images, in bytes. */
const mostPictureBytes = 200 * 1024 * 1024;

/**
 * What stands at several addresses, in their order.
 * @param at what reads one of them
 */
export async function contextsAt(uris: readonly vscode.Uri[], at = contextAt): Promise<Gathered> {
  const found: Gathered[] = [];
  while (found.length < uris.length) {
    const next = uris.slice(found.length, found.length + atATime);
    found.push(...(await Promise.all(next.map(at))));
    const left = uris.length - found.length;
    if (left > 0 && pictureBytes(found) > mostPictureBytes) {
      const why = vscode.l10n.t("{0} files were left out: the images before them are very large.", left);
      return together([...found, refused(why)]);
    }
  }
  return together(found);
}

function pictureBytes(found: readonly Gathered[]): number {
  return found.flatMap(({ images }) => images ?? []).reduce((sum, { bytes }) => sum + bytes.length, 0);
}
