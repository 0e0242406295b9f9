import type { ContextItem } from "../../core/context";
import type { KeptImage } from "../../core/image";
import { changesNothing, type EditHistory, editsOf } from "../../core/imageEdits";

/** What was done to images and not applied, by `historyKey`, for as long as the window is open. */
export type Histories = Map<string, EditHistory>;

/** Names a chip's image: to the same picture on another chip nothing was done. */
export function historyKey(id: string, { hash }: Pick<KeptImage, "hash">): string {
  return `${id} ${hash}`;
}

/** Whether an image would look different if what was done to it were applied. */
export function isUnapplied(histories: Histories, id: string, image: KeptImage): boolean {
  const history = histories.get(historyKey(id, image));
  return history !== undefined && !changesNothing(editsOf(history, image));
}

/** What an image's tab is called; marked as VS Code marks a file that is not saved. */
export function tabTitle({ fileName }: Pick<ContextItem, "fileName">, isChanged: boolean): string {
  const name = fileName.slice(fileName.lastIndexOf("/") + 1);
  return isChanged ? `● ${name}` : name;
}
