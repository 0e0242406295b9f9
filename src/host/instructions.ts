import { createHash } from "node:crypto";
import * as vscode from "vscode";

import { withHiddenShown } from "../core/plainText";
import { isObject } from "../core/shape";
import type { Disposable } from "./disposables";
import { settingsSection } from "./manifest";
import { onDidChangeSetting } from "./settings";

/** Whether what a workspace would like to tell Claude is told, or the person has not agreed to it. */
export type InstructionsState = "used" | "waiting";

/** What the person said about a workspace's instructions. A text is known by its hash: another one is asked about anew. */
interface Decision {
  readonly agreedTo?: string;
  /** The question was shown; it is not shown again by itself. */
  readonly askedAbout?: string;
  readonly never?: true;
}

const decisionName = "workspaceInstructions";
/** A notification shows about this much; more is read in an editor. */
const longestInQuestion = 300;

/**
 * `askClaude.systemPrompt`: the person's own, or that of the workspace once the person has agreed to exactly that text. A
 * workspace comes from anywhere, and its instructions would speak in every question.
 */
export class Instructions implements Disposable {
  readonly #decisions: vscode.Memento;
  readonly #showText: (text: string) => Promise<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #isAsking = false;

  /** Other instructions may be in force now. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param decisions of this workspace
   * @param showText opens a text to be read
   */
  constructor(decisions: vscode.Memento, showText: (text: string) => Promise<void>) {
    this.#decisions = decisions;
    this.#showText = showText;
    const changed = (): void => this.#changed.fire();
    this.#subscriptions = [
      onDidChangeSetting("systemPrompt", changed),
      vscode.workspace.onDidGrantWorkspaceTrust(changed),
    ];
  }

  /** What is added to the system prompt now. */
  get text(): string {
    const { own, ofWorkspace } = valuesNow();
    return ofWorkspace !== undefined && this.#decision.agreedTo === hashOf(ofWorkspace) ? ofWorkspace : own;
  }

  /** Undefined when the workspace has none to give, or may not be asked about. */
  get state(): InstructionsState | undefined {
    const { ofWorkspace } = valuesNow();
    const { agreedTo, never } = this.#decision;
    if (ofWorkspace === undefined) {
      return undefined;
    }
    return agreedTo === hashOf(ofWorkspace) ? "used" : never === true ? undefined : "waiting";
  }

  /** Shows the question, unless it was shown for this text before. Resolves at once when there is nothing to ask. */
  async askOnce(): Promise<void> {
    const { ofWorkspace } = valuesNow();
    if (
      this.state === "waiting" &&
      ofWorkspace !== undefined &&
      this.#decision.askedAbout !== hashOf(ofWorkspace)
    ) {
      await this.#ask(ofWorkspace);
    }
  }

  /** Takes the person to the instructions: to the question while it is open, else to the setting. */
  async open(): Promise<void> {
    const { ofWorkspace } = valuesNow();
    if (this.state === "waiting" && ofWorkspace !== undefined) {
      await this.#ask(ofWorkspace);
    } else {
      await vscode.commands.executeCommand(
        "workbench.action.openWorkspaceSettings",
        `${settingsSection}.systemPrompt`,
      );
    }
  }

  dispose(): void {
    this.#changed.dispose();
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }

  async #ask(text: string): Promise<void> {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    try {
      await this.#decide({ askedAbout: hashOf(text) });
      const use = vscode.l10n.t("Use");
      const never = vscode.l10n.t("Never for This Workspace");
      const readable = withHiddenShown(text).trim();
      const isLong = readable.length > longestInQuestion;
      if (isLong) {
        await this.#showText(readable);
      }
      const chosen = await vscode.window.showInformationMessage(
        isLong
          ? vscode.l10n.t(
              "This workspace has instructions for Claude, open beside this. Use them in your questions?",
            )
          : vscode.l10n.t(
              "This workspace has instructions for Claude: “{0}” Use them in your questions?",
              readable.replaceAll(/\s+/g, " "),
            ),
        use,
        vscode.l10n.t("Not Now"),
        never,
      );
      if (chosen === use) {
        await this.#decide({ askedAbout: hashOf(text), agreedTo: hashOf(text) });
      } else if (chosen === never) {
        await this.#decide({ never: true });
      }
    } finally {
      this.#isAsking = false;
    }
    this.#changed.fire();
  }

  get #decision(): Decision {
    const kept: unknown = this.#decisions.get(decisionName);
    return isObject(kept) ? kept : {};
  }

  async #decide(decision: Decision): Promise<void> {
    await this.#decisions.update(decisionName, decision);
  }
}

/** The person's own text, and the workspace's where it has one of its own that may be read. */
function valuesNow(): { readonly own: string; readonly ofWorkspace?: string } {
  const found = vscode.workspace.getConfiguration(settingsSection).inspect<unknown>("systemPrompt");
  const own = typeof found?.globalValue === "string" ? found.globalValue : "";
  const ofWorkspace = found?.workspaceValue;
  const counts =
    vscode.workspace.isTrusted &&
    typeof ofWorkspace === "string" &&
    ofWorkspace.trim() !== "" &&
    ofWorkspace.trim() !== own.trim();
  return counts ? { own, ofWorkspace } : { own };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
