import * as vscode from "vscode";

import { curlCommand } from "../core/curl";
import { holdsKey } from "../core/ownKey";
import { redactKey } from "../core/redact";
import { type MessageRequest, requestBody } from "../core/request";
import type { ApiKeys } from "./apiKey";
import { readOnlyScheme, type ReadOnlyTexts } from "./readOnlyText";
import { endpointSetting } from "./settings";

/** A request that can be looked at: the next one, or the last one as it went out. */
export interface ShownRequest {
  readonly which: "next" | "last";
  readonly request: MessageRequest;
}

/** Shows the body of a request, byte for byte, in a read-only editor. */
export async function showRequest(
  shown: ShownRequest | undefined,
  texts: ReadOnlyTexts,
  keys: ApiKeys,
): Promise<void> {
  const body = await presentableBody(shown, keys);
  if (body !== undefined) {
    const name =
      shown?.which === "next" ? vscode.l10n.t("Next Request.json") : vscode.l10n.t("Last Request.json");
    await texts.show(name, body, { preview: true });
  }
}

/** Puts a shell command on the clipboard that sends what is shown in the active editor, else the request given. */
export async function copyAsCurl(shown: ShownRequest | undefined, keys: ApiKeys): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const isShown = document?.uri.scheme === readOnlyScheme && document.languageId === "json";
  const body = isShown ? document.getText() : await presentableBody(shown, keys);
  const setting = endpointSetting();
  if (body === undefined) {
    return;
  }
  if (!setting.ok) {
    void vscode.window.showWarningMessage(vscode.l10n.t("Set a base URL that can be used first."));
    return;
  }
  await vscode.env.clipboard.writeText(curlCommand(setting.endpoint.baseUrl, body));
  vscode.window.setStatusBarMessage(
    vscode.l10n.t("Copied. The command takes your key from ANTHROPIC_API_KEY."),
    5_000,
  );
}

/** A body that holds the key is never sent, and not shown with it either. */
async function presentableBody(shown: ShownRequest | undefined, keys: ApiKeys): Promise<string | undefined> {
  if (shown === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        "Nothing was sent from this conversation since the window opened. Write a question to see its request.",
      ),
    );
    return undefined;
  }
  const body = requestBody(shown.request);
  const setting = endpointSetting();
  const search = setting.ok ? await keys.find(setting.endpoint.origin) : undefined;
  if (search?.found !== true || !holdsKey(body, search.key)) {
    return body;
  }
  void vscode.window.showWarningMessage(
    vscode.l10n.t("Your API key stands in this request, so it would not be sent. It is not shown here."),
  );
  return redactKey(search.key)(body);
}
