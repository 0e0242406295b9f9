import type * as vscode from "vscode";

import { addContext, type ContextItem } from "../../core/context";
import { AutoAttach } from "../context/autoAttach";
import { ContextCompletions } from "../context/completions";
import { dropped } from "../context/drop";
import { FileIndex } from "../context/fileIndex";
import { alsoFilesOf } from "../context/folderFiles";
import { refreshed, tellHeldBack } from "../context/fresh";
import { openAttachment } from "../context/open";
import { imageSources } from "../context/imageSources";
import type { Gathered } from "../context/item";
import { mayAttach } from "../context/trust";
import { type Disposable, Disposables } from "../disposables";
import type { LastEditor } from "../editor/lastEditor";
import type { ComposerPrompts } from "../prompts/composerPrompts";
import type { Images } from "../images/images";
import { attachGathered } from "./attaching";
import type { ChatActions } from "./pageHandlers";
import type { ChatView } from "./view";

type ContextAction = "auto" | "complete" | "choose" | "drop" | "dismissAuto" | "openAttachment";

/** What the chat's views attach: by completion, by drop, and by itself where the person wants that. */
export class ChatContext implements Disposable {
  readonly #disposables = new Disposables();
  readonly #index = this.#disposables.add(new FileIndex());
  readonly #editors: LastEditor;
  readonly #prompts: ComposerPrompts;
  readonly #auto: AutoAttach;
  readonly #images: Images;
  readonly #completions = new WeakMap<ChatView, ContextCompletions>();

  constructor(editors: LastEditor, prompts: ComposerPrompts, images: Images) {
    this.#images = images;
    this.#editors = editors;
    this.#prompts = prompts;
    this.#auto = this.#disposables.add(new AutoAttach(editors));
  }

  /** Tells when what goes along by itself is another one, or none. */
  get onDidChangeAuto(): vscode.Event<void> {
    return this.#auto.onDidChange;
  }

  /** What goes along by itself now. */
  get auto(): ContextItem | undefined {
    return this.#auto.item;
  }

  /** What goes with the question that is sent now: the chips as they are at this moment, and what goes along. */
  toSend(attached: readonly ContextItem[]): readonly ContextItem[] {
    const { items, heldBack } = refreshed(attached);
    tellHeldBack(heldBack);
    return [...items, ...this.#auto.take()].reduce(addContext, []);
  }

  /** What would go with a question that is sent now. */
  preview(attached: readonly ContextItem[]): readonly ContextItem[] {
    const { auto } = this;
    return [...refreshed(attached).items, ...(auto === undefined ? [] : [auto])].reduce(addContext, []);
  }

  /** A list of what can be attached, for a place of its own that takes text alone. */
  completions(): ContextCompletions {
    return new ContextCompletions(this.#index, this.#editors, []);
  }

  /** What a page may ask for. */
  get actions(): Pick<ChatActions, ContextAction> {
    return {
      auto: () => this.auto,
      complete: async (view, trigger, query) =>
        trigger === "context" ? this.#completionsOf(view).complete(query) : this.#prompts.complete(query),
      choose: async (view, id, attaching) => {
        const { session } = view;
        const completions = this.#completionsOf(view);
        const attach = async (chosen: Gathered | undefined): Promise<void> => {
          await (chosen && attachGathered(view, session, chosen, this.#images));
        };
        if (completions.asks(id)) {
          await attaching(attach(await completions.choose(id)));
          return;
        }
        const choosing = async (): Promise<void> => {
          if (!(await this.#prompts.choose(view, id))) {
            await attach(await completions.choose(id));
          }
        };
        await attaching(choosing());
      },
      drop: async (view, uris) => {
        const { session } = view;
        if (await mayAttach()) {
          const gathered = await alsoFilesOf(await dropped(uris));
          await attachGathered(view, session, gathered, this.#images);
          await view.reveal();
        }
      },
      dismissAuto: () => this.#auto.dismiss(),
      openAttachment,
    };
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  /** Each view has a list of its own. */
  #completionsOf(view: ChatView): ContextCompletions {
    const known = this.#completions.get(view);
    const completions = known ?? new ContextCompletions(this.#index, this.#editors, imageSources());
    this.#completions.set(view, completions);
    return completions;
  }
}
