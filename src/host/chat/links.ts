import * as vscode from "vscode";

import { isAllowed, plainHostOf } from "../../core/allowedLinks";
import { readLink, type WebLink } from "../../core/link";
import { settingsSection } from "../manifest";
import { setting } from "../settings";
import { linkDetail } from "./linkWords";

/**
 * Opens a link of an answer in the browser, after showing all of it: an address can carry text out. Only a plain address
 * of a host that the person has allowed is opened at once.
 */
export async function openLink(href: string): Promise<void> {
  const link = readLink(href);
  if (link === undefined) {
    return;
  }
  if (isAllowed(link, allowedHosts())) {
    await open(link);
    return;
  }
  await openShown(link, vscode.l10n.t("Open this link from Claude's answer? It goes to {0}.", link.host));
}

/** The same for an image that the person attached as a link; asks each time. */
export async function openImageLink(href: string): Promise<void> {
  const link = readLink(href);
  if (link !== undefined) {
    await openShown(link, vscode.l10n.t("Open the link of this image? It goes to {0}.", link.host));
  }
}

async function openShown(link: WebLink, question: string): Promise<void> {
  const openIt = vscode.l10n.t("Open");
  const copy = vscode.l10n.t("Copy");
  const host = plainHostOf(link);
  const always = host === undefined ? undefined : vscode.l10n.t("Open and Always Allow {0}", host);
  const chosen = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: linkDetail(link) },
    openIt,
    copy,
    ...(always === undefined ? [] : [always]),
  );
  if (chosen === undefined) {
    return;
  }
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(link.url);
    return;
  }
  await open(link);
  if (chosen === always && host !== undefined) {
    await allow(host);
  }
}

/** As a text: a Uri would encode it anew, and open another address than was shown. */
function open(link: WebLink): Thenable<unknown> {
  return vscode.commands.executeCommand("vscode.open", link.url);
}

function allowedHosts(): readonly unknown[] {
  const hosts: unknown = setting("allowedLinkHosts");
  return Array.isArray(hosts) ? hosts : [];
}

async function allow(host: string): Promise<void> {
  await vscode.workspace
    .getConfiguration(settingsSection)
    .update("allowedLinkHosts", [...allowedHosts(), host], vscode.ConfigurationTarget.Global);
}
