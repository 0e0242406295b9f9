import * as vscode from "vscode";

import { baseName, type Gathered, nothingGathered } from "./item";

/** The kinds of output that are pictures, the best first: an output may come in several. */
const pictureMimes: readonly string[] = [
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/svg+xml",
];

/** A loop may draw without end. */
const mostImages = 20;

/** The pictures that a cell has shown, in their order; says so when there are too many. */
export function outputImages(cell: vscode.NotebookCell): Gathered {
  const pictures = cell.outputs.flatMap((output, index) => {
    const item = pictureIn(output);
    return item === undefined ? [] : [{ number: index + 1, bytes: item.data }];
  });
  const name = `${baseName(cell.notebook.uri)}#${cell.index + 1}`;
  return {
    ...nothingGathered,
    refusals:
      pictures.length > mostImages
        ? [
            vscode.l10n.t(
              "{0} shows {1} images. Only the first {2} were attached.",
              name,
              pictures.length,
              mostImages,
            ),
          ]
        : [],
    images: pictures
      .slice(0, mostImages)
      .map(({ number, bytes }) => ({ name: `${name} output ${number}`, uri: "", bytes })),
  };
}

/** Whether a cell has shown a picture. */
export function hasOutputImages(cell: vscode.NotebookCell): boolean {
  return cell.outputs.some((output) => pictureIn(output) !== undefined);
}

function pictureIn({ items }: vscode.NotebookCellOutput): vscode.NotebookCellOutputItem | undefined {
  return pictureMimes
    .map((mime) => items.find((item) => item.mime === mime && item.data.length > 0))
    .find((item) => item !== undefined);
}
