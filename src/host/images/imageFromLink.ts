import * as vscode from "vscode";

import { type ImageLink, type ImageLinkProblem, readImageLink } from "../../core/imageLink";
import { linkDetail } from "../chat/linkWords";
import { type Gathered, gathered, newItem, nothingGathered } from "../context/item";

/**
 * Asks for a link to an image, and whether the API's servers may fetch it; nothing is fetched from here. Nothing when
 * the person left or said no.
 */
export async function imageFromLink(): Promise<Gathered> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Attach Image from Link"),
    prompt: vscode.l10n.t("The link of an image that anybody can open. Anthropic's servers fetch it."),
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const read = readImageLink(typed);
      return read.ok || typed.trim() === "" ? undefined : sentence(read.problem);
    },
  });
  const read = readImageLink(text ?? "");
  if (!read.ok || !(await mayBeFetched(read.link))) {
    return nothingGathered;
  }
  const { name, url } = read.link;
  return gathered(newItem({ kind: "image", fileName: name, text: "", image: { url } }));
}

async function mayBeFetched(link: ImageLink): Promise<boolean> {
  const attach = vscode.l10n.t("Attach Link");
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Anthropic's servers fetch this image from {0}. Attach the link?", link.host),
    { modal: true, detail: linkDetail(link) },
    attach,
  );
  return chosen === attach;
}

function sentence(problem: ImageLinkProblem): string {
  switch (problem) {
    case "notALink":
      return vscode.l10n.t("This is not a link.");
    case "notHttps":
      return vscode.l10n.t("The link has to begin with https://.");
    case "credentials":
      return vscode.l10n.t("A user name or password stands in this link. It would be sent along.");
    case "private":
      return vscode.l10n.t("Anthropic's servers cannot reach this host. Save the image and attach the file.");
    case "tooLong":
      return vscode.l10n.t("The link is longer than 2,000 characters.");
  }
}
