import * as vscode from "vscode";

import { failureText } from "../core/failureText";
import type { ModelInfo } from "../core/model";
import type { Connections } from "./connection";
import type { Log } from "./log";
import { settingsSection } from "./manifest";
import { setting } from "./settings";

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: ModelInfo;
}

/**
 * Lets the person choose the model from what the endpoint offers, and keeps the choice in the user settings. Resolves to
 * whether one was chosen.
 */
export async function selectModel(connections: Connections, log: Log): Promise<boolean> {
  const picker = vscode.window.createQuickPick<ModelItem>();
  const abort = new AbortController();
  picker.title = vscode.l10n.t("Select Model");
  picker.placeholder = vscode.l10n.t("Loading the models of the endpoint…");
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.busy = true;
  const chosen = new Promise<string | undefined>((resolve) => {
    picker.onDidAccept(() => resolve(picker.selectedItems[0]?.model?.id ?? nameTyped(picker.value)));
    picker.onDidHide(() => resolve(undefined));
  });
  picker.show();
  void fill(picker, connections, abort.signal).catch((error: unknown) =>
    log.error("The models could not be listed.", error),
  );
  try {
    const id = await chosen;
    if (id === undefined) {
      return false;
    }
    await vscode.workspace
      .getConfiguration(settingsSection)
      .update("model", id, vscode.ConfigurationTarget.Global);
    return true;
  } finally {
    abort.abort();
    picker.dispose();
  }
}

async function fill(
  picker: vscode.QuickPick<ModelItem>,
  connections: Connections,
  signal: AbortSignal,
): Promise<void> {
  const connection = await connections.open();
  const result = connection.ok ? await connection.client.models(signal) : connection;
  if (signal.aborted) {
    return;
  }
  picker.busy = false;
  picker.placeholder = vscode.l10n.t("Choose a model, or type a model id");
  if (!result.ok) {
    picker.items = [
      {
        label: vscode.l10n.t("The list of models could not be loaded. Type a model id and press Enter."),
        detail: failureText(result.failure, vscode.l10n),
        alwaysShow: true,
      },
    ];
    return;
  }
  const current = setting("model");
  const items = result.list.models
    .filter((model) => model.lifecycle !== "retired")
    .map((model) => itemOf(model, model.id === current));
  picker.items = items;
  // Enter at once changes nothing.
  picker.activeItems = items.filter(({ model }) => model?.id === current);
}

function itemOf(model: ModelInfo, isCurrent: boolean): ModelItem {
  const facts = [
    ...(model.contextTokens === undefined
      ? []
      : [vscode.l10n.t("{0} tokens of context", model.contextTokens.toLocaleString(vscode.env.language))]),
    ...(model.imageInput === true ? [vscode.l10n.t("reads images")] : []),
    ...(model.retiresAt === undefined
      ? []
      : [
          vscode.l10n.t(
            "retires on {0}",
            new Date(model.retiresAt).toLocaleDateString(vscode.env.language, { timeZone: "UTC" }),
          ),
        ]),
  ];
  return {
    model,
    label: isCurrent ? `$(check) ${model.name}` : model.name,
    description: model.id,
    detail: facts.join(" · "),
  };
}

/** A model id that the list does not have: new models, gateways. */
function nameTyped(text: string): string | undefined {
  const id = text.trim();
  return /^[\w.:@/-]+$/.test(id) ? id : undefined;
}
