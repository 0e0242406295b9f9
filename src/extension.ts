import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as vscode from "vscode";

import { Accounts } from "./host/accounts";
import { ApiKeys } from "./host/apiKey";
import { Chat } from "./host/chat/chat";
import { History } from "./host/chat/history";
import type { ChatViews } from "./host/chat/views";
import type { CommandHandlers } from "./host/commands";
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
import type { LastEditor } from "./host/editor/lastEditor";
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
import type { QuickFixes } from "./host/quickFix";
import type { ReadOnlyTexts } from "./host/readOnlyText";

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

/** What there is from the start, because VS Code asks for it before anything was clicked. */
export interface FromTheStart {
  readonly editors: LastEditor;
  readonly quickFixes: QuickFixes;
  readonly texts: ReadOnlyTexts;
}

/** The extension at work. */
export interface Running {
  readonly commands: CommandHandlers;
  readonly views: Pick<ChatViews, "fillSideBar" | "restoreTab">;
  readonly api: TestApi;
  /** Writes what is in memory and lets go of everything. */
  readonly dispose: () => Promise<void>;
}

/** Makes every object, and wires them together. Called at the first use of anything; when it throws, nothing is left. */
export function run(context: vscode.ExtensionContext, fromTheStart: FromTheStart): Running {
  const disposables = new Disposables();
  try {
    return assembled(context, fromTheStart, disposables);
  } catch (error) {
    void disposables.dispose();
    throw error;
  }
}

function assembled(
  context: vscode.ExtensionContext,
  { editors, quickFixes, texts }: FromTheStart,
  disposables: Disposables,
): Running {
  const log = disposables.add(new Log(vscode.window.createOutputChannel("Ask Claude", { log: true })));
  const { version }: { version: string } = context.extension.packageJSON;
  const userAgent = `ask-claude-vscode/${version}`;
  const state = new OrderedMemento(context.globalState);
  disposables.add({ dispose: () => state.flushed() });
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
  const instructions = disposables.add(
    new Instructions(context.workspaceState, (text) =>
      texts.show(vscode.l10n.t("Workspace Instructions.txt"), text, { preserveFocus: true }),
    ),
  );
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
    warm: () => import("./claude/client"),
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
  const commands: CommandHandlers = {
    ...chat.commands,
    ...editCommands({ edits, entry, surfaces }),
    "askClaude.diagnoseConnection": () => diagnosis.run(),
  };
  void edits.restore();
  disposables.add({
    dispose: async () => {
      await chat.close();
      trouble.lost(history.unwritten.length);
    },
  });
  return {
    commands,
    views: chat.views,
    api: {
      chat,
      edits,
      keys,
      images,
      mementos: [context.globalState, context.workspaceState],
      storeKey: (origin, key) => keys.save({ origin, key }),
    },
    dispose: () => disposables.dispose(),
  };
}
