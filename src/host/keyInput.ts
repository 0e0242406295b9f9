import * as vscode from "vscode";

import type { Endpoint } from "../core/endpoint";
import { type KeyText, readKeyText } from "../core/keyText";

/** Asks for the key of an endpoint, and objects while it cannot be one. `prompt` says where it is kept. */
export async function inputKey(endpoint: Endpoint, prompt: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("API key for {0}", endpoint.host),
    prompt,
    placeHolder: "sk-ant-…",
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value === "" ? undefined : judged(value, endpoint)),
  });
  const read = readKeyText(text ?? "");
  return read.ok ? read.key : undefined;
}

/** What is wrong with a key, or only odd about it: a gateway's keys may look as they like. */
function judged(value: string, endpoint: Endpoint): string | vscode.InputBoxValidationMessage | undefined {
  const read = readKeyText(value);
  if (read.ok && endpoint.host === "api.anthropic.com" && !read.key.startsWith("sk-ant-")) {
    return {
      message: vscode.l10n.t("Keys of the Anthropic API begin with sk-ant-."),
      severity: vscode.InputBoxValidationSeverity.Warning,
    };
  }
  return keyTextProblem(read);
}

function keyTextProblem(read: KeyText): string | undefined {
  if (read.ok) {
    return undefined;
  }
  switch (read.problem) {
    case "empty":
      return vscode.l10n.t("The key is empty.");
    case "lineBreak":
      return vscode.l10n.t("The key has a line break in it. Copy it again, without anything around it.");
    case "space":
      return vscode.l10n.t("The key has a space in it. Copy it again, without anything around it.");
    case "notAscii":
      return vscode.l10n.t(
        "The key has a character that no API key has (such as a typographic dash or an invisible one). Copy it again from the console.",
      );
    case "tooShort":
      return vscode.l10n.t("That is too short for an API key.");
    case "tooLong":
      return vscode.l10n.t("That is too long for an API key.");
  }
}
