import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as vscode from "vscode";

import { Accounts } from "./host/accounts";
import { ApiKeys } from "./host/apiKey";
import { Chat } from "./host/chat/chat";
import { History } from "./host/chat/history";
import { registerCommands } from "./host/commands";
import { type Client, Connections } from "./host/connection";
import { Diagnosis } from "./host/diagnose/diagnosis";
import type { DiagnosisClient } from "./host/diagnose/world";
import { Disposables } from "./host/disposables";
import { editCommands } from "./host/edit/editCommands";
import { editAction } from "./host/edit/editActions";
import { EditEntry } from "./host/edit/editEntry";
import { EditPreview } from "./host/edit/editPreview";
import { EditSurfaces } from "./host/edit/editSurfaces";
import { Edits } from "./host/edit/edits";
import { InstructionMemory } from "./host/edit/instructionMemory";
import { SentLines } from "./host/edit/sentLines";
import { LastEditor } from "./host/editor/lastEditor";
import { Gate } from "./host/gate";
import { Images } from "./host/images/images";
import { ImageStore } from "./host/images/imageStore";
import { KeyPrompt } from "./host/keyPrompt";
import { KeysOffDisk } from "./host/keysOffDisk";
import { Ledger } from "./host/ledger";
import { Log } from "./host/log";
import { DiskTrouble } from "./host/diskTrouble";
import { Models } from "./host/models";
import { editOptions } from "./host/nextModel";
import { OrderedMemento } from "./host/orderedMemento";
import { ProvenKeys } from "./host/provenKeys";
import { setting } from "./host/settings";
import { TokenCounter } from "./host/tokenCounter";
import { Instructions } from "./host/instructions";
import { QuickFixes } from "./host/quickFix";
import { ReadOnlyTexts } from "./host/readOnlyText";

/** What tests may touch; other extensions get nothing. */
export interface TestApi {
  readonly chat: Chat;
  readonly edits: Edits;
  readonly keys: ApiKeys;
  readonly images: Images;
  /** What VS Code keeps for us besides files: for all windows, and for this workspace. */
  readonly mementos: readonly vscode.Memento[];
  readonly storeKey: (origin: string, key: string) => Promise<boolean>;
}

const disposables = new Disposables();

/**
 * Called by VS Code soon after a window has opened: problems in the editor get their quick fixes only from an extension
 * that runs already.
 */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const log = disposables.add(new Log(vscode.window.createOutputChannel("Ask Claude", { log: true })));
  const { version }: { version: string } = context.extension.packageJSON;
  const userAgent = `ask-claude-vscode/${version}`;
  const state = new OrderedMemento(context.globalState);
  const keys = disposables.add(new ApiKeys(context.secrets, state, log));
  const connect = async (target: {
    readonly baseUrl: string;
    readonly apiKey: string;
  }): Promise<Client & DiagnosisClient> => {
    const { createClient } = await import("./claude/client");
    return createClient({ ...target, userAgent });
  };
  const connections = new Connections(keys, connect);
  const trouble = disposables.add(new DiskTrouble(log));
  const storage = context.globalStorageUri.fsPath;
  const writer = randomUUID().slice(0, 8);
  const history = new History(join(storage, "conversations"), writer, (error) => trouble.tell(error), {
    redact: (text) => log.forDisk(text),
    onWritten: () => trouble.over(),
  });
  const keysOffDisk = new KeysOffDisk({
    history,
    state,
    workspaceState: context.workspaceState,
    log,
  });
  log.onLearned((isNew) => void keysOffDisk.learned(isNew));
  const ledger = new Ledger(join(storage, "usage"), writer, (error) =>
    log.error("What was spent could not be written.", error),
  );
  const accounts = disposables.add(new Accounts(ledger, log));
  const models = disposables.add(new Models(connections, state));
  const proven = disposables.add(new ProvenKeys(state, keys));
  const counter = new TokenCounter(proven, () => setting("countTokens"));
  const gate = new Gate({
    models,
    ledger,
    counter,
    proven,
    prices: () => setting("prices"),
    dailyBudget: () => setting("dailyBudget"),
    log,
    onSpent: () => void accounts.refresh(),
  });
  const keyPrompt = new KeyPrompt(keys, () => process.env["ANTHROPIC_API_KEY"]);
  const texts = disposables.add(new ReadOnlyTexts());
  const instructions = disposables.add(
    new Instructions(context.workspaceState, (text) =>
      texts.show(vscode.l10n.t("Workspace Instructions.txt"), text, { preserveFocus: true }),
    ),
  );
  const quickFixes = new QuickFixes();
  disposables.add(vscode.languages.registerCodeActionsProvider("*", quickFixes, QuickFixes.metadata));
  const editors = disposables.add(new LastEditor());
  const sentLines = new SentLines();
  const edits = disposables.add(
    new Edits({
      connections,
      gate,
      log,
      state: context.workspaceState,
      options: () => editOptions(models, instructions.text),
      act: (choice) => editAction(choice, keyPrompt),
      maySend: (document, ranges) => sentLines.maySend(document, ranges),
    }),
  );
  const images = new Images(new ImageStore(join(storage, "images")), (error) =>
    log.error("An image could not be read or written.", error),
  );
  const chat = new Chat({
    extensionUri: context.extensionUri,
    state: context.workspaceState,
    keys,
    keyPrompt,
    connections,
    history,
    models,
    accounts,
    counter,
    gate,
    instructions,
    quickFixes,
    editors,
    edits,
    texts,
    images,
    log,
    globalState: state,
    folders: ["conversations", "usage", "images"].map((name) => join(storage, name)),
  });
  const entry = disposables.add(
    new EditEntry({
      edits,
      editors,
      quickFixes,
      sentLines,
      memory: new InstructionMemory(context.workspaceState, (text) => log.forDisk(text)),
      preview: new EditPreview(
        () => editOptions(models, instructions.text),
        () => setting("prices"),
        texts,
      ),
      completions: () => chat.context.completions(),
    }),
  );
  const surfaces = disposables.add(new EditSurfaces(edits, context.extensionUri));
  const diagnosis = new Diagnosis({ keys, connect, texts, log });
  disposables.add(
    registerCommands({
      ...chat.commands,
      ...editCommands({ edits, entry, surfaces }),
      "askClaude.diagnoseConnection": () => diagnosis.run(),
    }),
  );
  void edits.restore();
  disposables.add({
    dispose: async () => {
      await chat.close();
      trouble.lost(history.unwritten.length);
    },
  });
  return context.extensionMode === vscode.ExtensionMode.Production
    ? undefined
    : {
        chat,
        edits,
        keys,
        images,
        mementos: [context.globalState, context.workspaceState],
        storeKey: (origin, key) => keys.save({ origin, key }),
      };
}

/** Called by VS Code when the window closes; it waits a moment for what is still in memory to reach the disk. */
export function deactivate(): Promise<void> {
  return disposables.dispose();
}
