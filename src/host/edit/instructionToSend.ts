import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { formToSend } from "../chat/hiddenConsent";

/**
 * An instruction and what goes with it, as they may be sent: the person is asked about hidden characters, as in the chat.
 * Undefined when nothing is to be sent.
 */
export async function instructionToSend(
  text: string,
  context: readonly ContextItem[] = [],
): Promise<{ readonly text: string; readonly context: readonly ContextItem[] } | undefined> {
  const form = await formToSend(text, context, vscode.l10n.t("Your instruction"));
  return form && { text: form.text(text), context: form.context(context) };
}
