import * as l10n from "./l10n";
import type { ContextItem, ContextKind } from "../core/context";

/** The codicon of what a chip holds. */
export function chipIcon(kind: ContextKind): string {
  switch (kind) {
    case "selection":
      return "list-selection";
    case "symbol":
      return "symbol-method";
    case "visible":
      return "file-code";
    case "file":
      return "file";
    case "folder":
      return "folder";
    case "problems":
      return "warning";
    case "terminal":
      return "terminal";
    case "diff":
      return "diff";
    case "cell":
      return "notebook";
    case "image":
      return "file-media";
  }
}

/**
 * What hovering over a chip tells, a line each: where it comes from, what it is, and what else is to be known.
 * @param details what an image's chip says below its name, cost included
 */
export function chipTooltip(
  item: ContextItem,
  tokens: string | undefined,
  isAutomatic: boolean,
  canRemove: boolean,
  details?: string,
): string {
  return [
    item.fileName,
    kindWords(item.kind),
    ...(details === undefined ? [] : [details]),
    ...(tokens === undefined || details !== undefined ? [] : [l10n.t("About {0} tokens", tokens)]),
    ...(item.isIgnored ? [l10n.t("Ignored by Git")] : []),
    ...(isAutomatic ? [l10n.t("Goes along by itself: this is a setting")] : []),
    ...(canRemove ? [l10n.t("Click to open; Delete removes it")] : [l10n.t("Click to open")]),
  ].join("\n");
}

function kindWords(kind: ContextKind): string {
  switch (kind) {
    case "selection":
      return l10n.t("Selected text");
    case "symbol":
      return l10n.t("A block of code");
    case "visible":
      return l10n.t("The part of the file that was in sight");
    case "file":
      return l10n.t("The whole file");
    case "folder":
      return l10n.t("The names of what is in the folder");
    case "problems":
      return l10n.t("Errors and warnings");
    case "terminal":
      return l10n.t("Text from a terminal");
    case "diff":
      return l10n.t("Changes that are not committed");
    case "cell":
      return l10n.t("A notebook cell");
    case "image":
      return l10n.t("An image");
  }
}
