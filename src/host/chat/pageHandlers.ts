import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import type { ConversationOptions } from "../../core/conversation";
import type { Estimate } from "../../core/estimate";
import type { FailureAction } from "../../core/failure";
import { isKept } from "../../core/image";
import type { ModelState } from "../../core/model";
import type { KeyState, ToHost, Totals, ViewState } from "../../core/protocol";
import type { Redact } from "../../core/redact";
import { effortLevels } from "../../core/thinking";
import type { ColouredPage } from "../colours/codeColours";
import type { Log } from "../log";

import type { Preflight } from "../preflight";
import { type ComposerActions, composerHandlers } from "./composerHandlers";
import { type ImageActions, imageHandlers } from "./imageHandlers";
import { openImageLink } from "./links";
import { turnHandlers } from "./turnHandlers";
import type { ChatView } from "./view";

/** What the page may ask for beyond the conversation itself. */
export interface ChatActions extends ComposerActions, ImageActions {
  /** Resolves when the session holds the conversation that was open. */
  readonly restored: Promise<void>;
  /** The person did something in this view. */
  readonly used: (view: ChatView) => void;
  /** A page of the chat has been loaded. */
  readonly seen: () => void;
  /** The view shows another conversation. */
  readonly shown: (view: ChatView) => void;
  /** What of the workspace's instructions is to be shown. */
  readonly instructions: () => Pick<ViewState, "instructions">;
  readonly openInstructions: () => Promise<void>;
  /** Loads what the first question needs: the person is about to write one. */
  readonly warm: () => Promise<unknown>;
  readonly showRequest: (view: ChatView) => Promise<void>;
  readonly keyState: () => Promise<KeyState>;
  readonly setApiKey: (view: ChatView) => Promise<void>;
  readonly selectModel: (view: ChatView) => Promise<boolean>;
  /** Lets the person choose a model, for the caller to use. */
  readonly pickModel: (view: ChatView) => Promise<string | undefined>;
  readonly modelState: (chosen: ConversationOptions) => ModelState;
  readonly totals: () => Totals;
  readonly showUsage: () => Promise<void>;
  /** Watches what the next question would take. */
  readonly preflight: (view: ChatView, onEstimate: (estimate: Estimate) => void) => Preflight;
  readonly openSettings: () => Promise<void>;
  readonly useEnvironmentKey: () => Promise<void>;
  readonly useSessionKey: (view: ChatView) => Promise<void>;
  readonly act: (view: ChatView, answerId: string, action: FailureAction) => Promise<void>;
  readonly openLink: (href: string) => Promise<void>;
  readonly openAttachment: (item: ContextItem) => Promise<void>;
  /** Shows an image that is kept, as it is sent from the view's conversation. */
  readonly openImage: (view: ChatView, item: ContextItem) => void;
  /** What goes with the next question by itself. */
  readonly auto: () => ContextItem | undefined;
  /** The view's page listens from now on, and knows no colours yet. */
  readonly joinColours: (view: ChatView) => ColouredPage;
  /** A page is shown in the theme of this id. */
  readonly themeShown: (id: string) => void;
  readonly placeCode: (view: ChatView, code: Extract<ToHost, { type: "code" }>) => Promise<void>;
}

/** One handler for each message of the page: the compiler misses none. */
export type Handlers = {
  readonly [Type in ToHost["type"]]: (message: Extract<ToHost, { type: Type }>) => unknown;
};

/** What a view does with the messages of its page. */
export function pageHandlers(view: ChatView, actions: ChatActions, log: Log): Handlers {
  const redact: Redact = (text) => log.withoutKeys(text);
  return {
    ready: () => view.pageLoaded(),
    missed: () => view.refresh(),
    stop: () => view.session.stop(),
    keepWaiting: () => view.session.keepWaiting(),
    focused: () => actions.warm(),
    removeAttachment: ({ id }) => view.session.removeAttachment(id),
    openAttachment: async ({ id }) => {
      const auto = actions.auto();
      const item = auto?.id === id ? auto : view.session.findAttachment(id);
      await (item === undefined ? undefined : open(view, item, actions));
    },
    act: ({ answerId, action }) => actions.act(view, answerId, action),
    setApiKey: () => actions.setApiKey(view),
    useEnvironmentKey: () => actions.useEnvironmentKey(),
    useSessionKey: () => actions.useSessionKey(view),
    selectModel: async () => {
      await actions.selectModel(view);
      await view.reveal();
    },
    setEffort: ({ effort }) => {
      if (effort === "" || effortLevels.some((level) => level === effort)) {
        view.session.configure({ type: "configured", options: { effort } });
      }
    },
    setThinking: ({ on }) => view.session.configure({ type: "configured", options: { thinking: on } }),
    showUsage: () => actions.showUsage(),
    continue: () => {
      view.session.ask(vscode.l10n.t("Continue exactly where you stopped."), []);
    },
    openSettings: () => actions.openSettings(),
    showLog: () => log.show(),
    showRequest: () => actions.showRequest(view),
    openInstructions: () => actions.openInstructions(),
    openLink: async ({ href }) => {
      await actions.openLink(href);
      // Back to where the link was clicked.
      await view.returnTo();
    },
    code: (code) => actions.placeCode(view, code),
    colourCode: (asked) => view.colours?.colour(asked),
    forgetCode: ({ blocks }) => view.colours?.forget(blocks),
    theme: ({ id }) => actions.themeShown(id),
    copy: ({ text }) => vscode.env.clipboard.writeText(redact(text)),
    ...turnHandlers(view, actions, redact),
    ...composerHandlers(view, actions),
    ...imageHandlers(view, actions),
  };
}

async function open(view: ChatView, item: ContextItem, actions: ChatActions): Promise<void> {
  const { image } = item;
  if (image === undefined) {
    await actions.openAttachment(item);
  } else if (isKept(image)) {
    actions.openImage(view, item);
  } else {
    await openImageLink(image.url);
  }
}
