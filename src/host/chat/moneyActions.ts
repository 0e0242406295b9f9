import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { withExpansion } from "../../core/nextRequest";
import type { Accounts } from "../accounts";
import type { Connections } from "../connection";
import type { Log } from "../log";
import { settingsSection } from "../manifest";
import { pickModel } from "../modelPicker";
import type { Models } from "../models";
import { modelStateFor } from "../nextModel";
import { Preflight } from "../preflight";
import type { ComposerPrompts } from "../prompts/composerPrompts";
import { setting } from "../settings";
import type { TokenCounter } from "../tokenCounter";
import { showUsage } from "../usageList";
import type { ChatActions } from "./pageHandlers";

/** What models and money need. */
export interface MoneyParts {
  readonly connections: Connections;
  readonly models: Models;
  readonly accounts: Accounts;
  readonly counter: TokenCounter;
  readonly prompts: Pick<ComposerPrompts, "preview">;
  /** What would go out now for what is attached. */
  readonly toSend: (attached: readonly ContextItem[]) => readonly ContextItem[];
  readonly log: Log;
}

type MoneyAction = "selectModel" | "pickModel" | "modelState" | "totals" | "showUsage" | "preflight";

/** What a page may ask of models and money. */
export function moneyActions({
  connections,
  models,
  accounts,
  counter,
  prompts,
  toSend,
  log,
}: MoneyParts): Pick<ChatActions, MoneyAction> {
  const prices = (): Readonly<Record<string, unknown>> => setting("prices");
  const pick: ChatActions["pickModel"] = ({ session }) =>
    pickModel({
      models,
      prices,
      log,
      currentId: session.requestOptions.model,
      defaultId: () => setting("model"),
      makeDefault: async (id) => {
        const configuration = vscode.workspace.getConfiguration(settingsSection);
        await configuration.update("model", id, vscode.ConfigurationTarget.Global);
      },
    });
  return {
    pickModel: pick,
    selectModel: async (view) => {
      const { session } = view;
      const model = await pick(view);
      if (model !== undefined) {
        session.configure({ type: "configured", options: { model } });
      }
      return model !== undefined;
    },
    modelState: (chosen) => modelStateFor(models, chosen),
    totals: () => accounts.totals,
    showUsage: () => showUsage(accounts.ledger, setting("dailyBudget")),
    preflight: (view, onEstimate) =>
      new Preflight({
        connections,
        models,
        counter,
        prices,
        subject: async () => {
          const { session } = view;
          const { draft } = session;
          const expansion = await prompts.preview(session, draft.text);
          const written = expansion === undefined ? draft : withExpansion(draft, expansion);
          const question = { ...written, context: toSend(written.context) };
          const { conversation, requestOptions: options } = session;
          // What a prompt takes from the editor is shown to nobody before it is sent.
          return { conversation, question, options, isInSight: expansion?.text === draft.text };
        },
        isVisible: () => view.isVisible,
        onEstimate,
        log,
      }),
  };
}
