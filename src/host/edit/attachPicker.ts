import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { admit } from "../context/guard";
import type { ContextCompletions } from "../context/completions";
import type { Gathered } from "../context/item";

type SourceRow = vscode.QuickPickItem & { readonly id: string };

/**
 * Lets the person choose one thing to go with an instruction, from what the chat offers after `#`. Empty when they left,
 * or nothing of it may be attached.
 */
export async function pickAttachment(completions: ContextCompletions): Promise<readonly ContextItem[]> {
  const picker = vscode.window.createQuickPick<SourceRow>();
  picker.title = vscode.l10n.t("Attach to the Instruction");
  picker.placeholder = vscode.l10n.t("Type the name of a file, folder or symbol");
  let shown = 0;
  const show = async (query: string): Promise<void> => {
    shown += 1;
    const current = shown;
    const lines = await completions.complete(query);
    if (current === shown) {
      picker.items = lines.map(({ id, label, detail, icon }) => ({
        id,
        // The order is the one of the chat's list; VS Code would sort by what labels have of the query.
        label: `$(${icon})`,
        description: detail === "" ? label : `${label}  ${detail}`,
        alwaysShow: true,
      }));
    }
  };
  const chosen = new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => resolve(picker.activeItems[0]?.id));
    picker.onDidHide(() => resolve(undefined));
  });
  picker.onDidChangeValue((query) => void show(query));
  void show("");
  picker.show();
  try {
    const id = await chosen;
    const gathered = id === undefined ? undefined : await completions.choose(id);
    return gathered === undefined ? [] : await admit(withoutImages(gathered));
  } finally {
    picker.dispose();
  }
}

/** An edit takes text alone: a picture is refused by its name. */
function withoutImages({ items, refusals, images = [] }: Gathered): Gathered {
  const refused = images.map(({ name }) =>
    vscode.l10n.t("{0} is an image, which cannot go with an edit. Ask about it in the chat.", name),
  );
  return { items, refusals: [...refusals, ...refused] };
}
