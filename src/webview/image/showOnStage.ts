import { type Editing, seenEdits } from "../../core/imageEditing";
import type { ShownImage } from "../../core/imageProtocol";
import type { BlobUrl } from "./blobUrl";
import type { Stage } from "./stage";
import { editingHelp } from "./words";

/**
 * Shows the image as it is sent, or, while it is edited, in its full size with what is to become of it.
 * @param whole the image in its full size; what is sent stands in for it until it is there
 */
export function showOnStage(
  stage: Stage,
  url: BlobUrl,
  { name, image, sent }: ShownImage,
  editing: Editing | undefined,
  whole: Uint8Array | undefined,
): void {
  if (editing !== undefined && whole !== undefined) {
    stage.show(url.of(whole, image.type), image, name);
  } else {
    stage.show(url.of(sent?.bytes, sent?.type ?? ""), editing?.size ?? sent ?? image, name);
  }
  stage.allowDrawing(editing?.tool !== undefined, editingHelp(editing?.tool));
  stage.draw(editing === undefined ? { blackouts: [] } : seenEdits(editing), editing?.active?.rectangle);
}
