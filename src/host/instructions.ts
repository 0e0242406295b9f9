import { createHash } from "node:crypto";
import * as vscode from "vscode";

import { countHidden, totalOf, withoutHidden } from "../core/hiddenText";
import { hiddenCountWords } from "../core/hiddenWords";
import { quotedInMessage, withHiddenShown } from "../core/plainText";
import { isObject } from "../core/shape";
import type { Disposable } from "./disposables";
import { settingsSection } from "./manifest";
import { onDidChangeSetting } from "./settings";

/** Whether what a workspace would like to tell Claude is told, or the person has not agreed to it. */
export type InstructionsState = "used" | "waiting";

/** What the person said about a workspace's instructions. A text is known by its hash: another one is asked about anew. */
interface Decision {
  readonly agreedTo: readonly string[];
  /** The question was shown; it is not shown again by itself. */
  readonly askedAbout: readonly string[];
  readonly never: boolean;
}

const decisionName = "workspaceInstructions";
/** Texts come and go with branches; what was said of older ones than these is forgotten. */
const mostRemembered = 50;
/** A notification shows about this much; more is read in an editor. */
const longestInQuestion = 300;

/**
 * `askClaude.systemPrompt`: the person's own, or that of the workspace once the person has agreed to exactly that text. A
 * workspace comes from anywhere, and its instructions would speak in every question. What hides in them is left out.
 */
export class Instructions implements Disposable {
  readonly #decisions: vscode.Memento;
  readonly #showText: (text: string) => Promise<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];

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
    return ofWorkspace !== undefined && this.#decision.agreedTo.includes(hashOf(ofWorkspace))
      ? withoutHidden(ofWorkspace)
      : own;
  }

  /** Undefined when the workspace has none to give, or may not be asked about. */
  get state(): InstructionsState | undefined {
    const { ofWorkspace } = valuesNow();
    const { agreedTo, never } = this.#decision;
    if (ofWorkspace === undefined) {
      return undefined;
    }
    return agreedTo.includes(hashOf(ofWorkspace)) ? "used" : never ? undefined : "waiting";
  }

  /** Shows the question, unless it was shown for this text before. Resolves at once when there is nothing to ask. */
  async askOnce(): Promise<void> {
    const { ofWorkspace } = valuesNow();
    if (
      this.state === "waiting" &&
      ofWorkspace !== undefined &&
      !this.#decision.askedAbout.includes(hashOf(ofWorkspace))
    ) {
      await this.#ask(ofWorkspace);
    }
  }

  /** Takes the person to the instructions: to the question unless they have agreed, else to the setting. */
  async open(): Promise<void> {
    const { ofWorkspace } = valuesNow();
    if (this.state !== "used" && ofWorkspace !== undefined) {
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
    const hash = hashOf(text);
    await this.#decide({ askedAbout: remembered(this.#decision.askedAbout, hash) });
    const use = vscode.l10n.t("Use");
    const never = vscode.l10n.t("Never for This Workspace");
    const chosen = await vscode.window.showInformationMessage(
      await this.#question(text),
      use,
      vscode.l10n.t("Not Now"),
      never,
    );
    if (chosen === use) {
      await this.#decide({ agreedTo: remembered(this.#decision.agreedTo, hash), never: false });
    } else if (chosen === never) {
      await this.#decide({ agreedTo: [], never: true });
    }
    this.#changed.fire();
  }

  /** The question with the text in it; one that is too long for that is shown beside it. */
  async #question(text: string): Promise<string> {
    const shown = withHiddenShown(text).trim();
    const counts = countHidden(text);
    const isHiding = totalOf(counts) > 0;
    const hidden = hiddenCountWords(counts, vscode.l10n, vscode.env.language);
    if (shown.length <= longestInQuestion) {
      const quoted = quotedInMessage(shown.replaceAll(/\s+/g, " "));
      return isHiding
        ? vscode.l10n.t(
            "This workspace has instructions for Claude: “{0}” They hold {1}, which will be left out. Use the rest in your questions?",
            quoted,
            hidden,
          )
        : vscode.l10n.t(
            "This workspace has instructions for Claude: “{0}” Use them in your questions?",
            quoted,
          );
    }
    await this.#showText(shown);
    return isHiding
      ? vscode.l10n.t(
          "This workspace has instructions for Claude; they are open in the editor. They hold {0}, which will be left out. Use the rest in your questions?",
          hidden,
        )
      : vscode.l10n.t(
          "This workspace has instructions for Claude; they are open in the editor. Use them in your questions?",
        );
  }

  get #decision(): Decision {
    const kept: unknown = this.#decisions.get(decisionName);
    const { agreedTo, askedAbout, never } = isObject(kept) ? kept : {};
    return { agreedTo: hashes(agreedTo), askedAbout: hashes(askedAbout), never: never === true };
  }

  async #decide(change: Partial<Decision>): Promise<void> {
    await this.#decisions.update(decisionName, { ...this.#decision, ...change });
  }
}

function hashes(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((hash) => typeof hash === "string") : [];
}

function remembered(before: readonly string[], hash: string): readonly string[] {
  return [...before.filter((other) => other !== hash), hash].slice(-mostRemembered);
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
