import type { CodeStyle } from "./colours/codeStyle";
import type { ConversationEvent, ConversationTree } from "./conversation";
import type { ContextItem } from "./context";
import type { Money } from "./cost";
import type { Estimate } from "./estimate";
import type { Failure, FailureAction } from "./failure";
import type { ImageProblem, MadeImage } from "./image";
import type { ImageLimits } from "./imageLimits";
import type { ModelState } from "./model";
import type { PriceOverrides } from "./prices";

/** What the page needs to know of the key; never the key itself. */
export type KeyState =
  | {
      readonly type: "ready";
      /** The key is in memory only and gone when the window closes. */
      readonly sessionOnly?: true;
    }
  /** `askClaude.baseUrl` cannot be used, so that there is nothing a key could be for. */
  | { readonly type: "noEndpoint"; readonly failure: Failure }
  | {
      readonly type: "missing";
      /** The host that requests would go to. */
      readonly host: string;
      /** The host that the saved key belongs to, when that is another one. */
      readonly savedFor?: string;
      /** The last four characters of `ANTHROPIC_API_KEY`, when the environment has one. */
      readonly environmentKeyEnd?: string;
      /** A key was saved before and the system's key store no longer has it. */
      readonly lost?: boolean;
      /** The system's key store does not answer. */
      readonly unavailable?: boolean;
    };

/** What is in the composer and not sent yet. */
export interface Draft {
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** The question that is being changed: sending asks it anew in its place. */
  readonly editing?: string;
  /** What was in the composer before that, to come back afterwards. */
  readonly setAside?: Draft;
}

/** Which key sends what is in the composer; the other one breaks the line. */
export type SendKey = "enter" | "ctrlEnter";

/** What a completion is asked for: something to attach, or a saved prompt. */
export type CompletionTrigger = "context" | "prompt";

/** One line of the list above the composer. */
export interface CompletionItem {
  /** Issued by the host, and good until it issues the next list. */
  readonly id: string;
  readonly label: string;
  /** Tells apart what has the same label: a folder, a container; may be empty. */
  readonly detail: string;
  /** The name of a codicon. */
  readonly icon: string;
  /** Git is told to ignore the file. */
  readonly isIgnored?: true;
}

/** What the page needs to tell what was spent. */
export interface Totals {
  /** In all windows. */
  readonly today: Money;
  /** US dollars for a day; 0 for none. */
  readonly budget: number;
  readonly prices: PriceOverrides;
}

/** What can be done with a code block of an answer. */
export const codeActions = ["insert", "apply", "newFile"] as const;

export type CodeAction = (typeof codeActions)[number];

/** The fonts of the person's settings; what is absent is as VS Code has it. Sizes are in pixels. */
export interface Fonts {
  readonly family?: string;
  readonly size?: number;
  readonly codeFamily?: string;
  readonly codeSize?: number;
  /** What joins characters of code, as CSS's `font-feature-settings`. */
  readonly codeFeatures?: string;
  /** Pixels that are put between characters of code. */
  readonly codeSpacing?: number;
  /** How many spaces a tab in code is as wide as. */
  readonly codeTabSize?: number;
}

/** Everything the page shows. Sent whole once, after `ready`; afterwards only changes cross. */
export interface ViewState {
  readonly conversation: ConversationTree;
  readonly draft: Draft;
  readonly key: KeyState;
  readonly model: ModelState;
  readonly sendWith: SendKey;
  /** The selection that goes with the next question because the person set it so. */
  readonly auto?: ContextItem;
  readonly totals: Totals;
  /** What the next question takes and costs, once that is known. */
  readonly estimate?: Estimate;
  /** False in Restricted Mode, where nothing of the workspace is attached. */
  readonly canAttach: boolean;
  /** Whether the workspace's own instructions go with each question, or wait for the person to agree. */
  readonly instructions?: "used" | "waiting";
  readonly fonts: Fonts;
  /** The last turn that was deleted here can be had back. */
  readonly canUndoDeletion?: boolean;
}

/** From the extension host to the page. */
export type ToView =
  /**
   * `sequence` is the number of the next `events` message. `edits` is the number of the last `draft` that the host had
   * heard: when the page has made more since, its own text is the newer one. `strings` is the l10n bundle of the
   * display language.
   */
  | {
      readonly type: "snapshot";
      readonly state: ViewState;
      readonly sequence: number;
      readonly edits: number;
      readonly strings: Readonly<Record<string, string>>;
    }
  /** Numbered without gaps; a page that misses a number says `missed`. */
  | { readonly type: "events"; readonly sequence: number; readonly events: readonly ConversationEvent[] }
  | { readonly type: "attachments"; readonly context: readonly ContextItem[] }
  | { readonly type: "key"; readonly key: KeyState }
  | { readonly type: "model"; readonly model: ModelState }
  /** Answers the `complete` with this number. */
  | {
      readonly type: "completions";
      readonly request: number;
      readonly items: readonly CompletionItem[];
    }
  /** Text for the composer, where its cursor is. */
  | { readonly type: "insert"; readonly text: string }
  /** Without `item`, nothing goes along by itself. */
  | { readonly type: "auto"; readonly item?: ContextItem }
  | { readonly type: "totals"; readonly totals: Totals }
  /** A turn was deleted that can be had back, or can no longer. */
  | { readonly type: "deletion"; readonly canUndo: boolean }
  | { readonly type: "estimate"; readonly estimate: Estimate }
  | { readonly type: "fonts"; readonly fonts: Fonts }
  /**
   * Colours for a part of the code that `colourCode` asked for with this number: pairs of a length in UTF-16 units and
   * the number of a style, one behind the other from `offset` on. Parts come in order; what none tells of stays plain.
   * The last one reaches to the end of the code, even when it has no runs.
   */
  | {
      readonly type: "codeColours";
      readonly block: number;
      readonly offset: number;
      readonly runs: readonly number[];
      /** How many spaces a tab in this code is as wide as, where it has tabs and a language. */
      readonly tabSize?: number;
    }
  /**
   * The styles from number `first` on, always before the first run that names them. All of them come once more, with
   * `first` 0, when the theme has changed: what a number stands for in the code never does.
   */
  | { readonly type: "codeStyles"; readonly first: number; readonly styles: readonly CodeStyle[] }
  /** All code can have other colours now: the page forgets what it was told of it and of styles, and asks again. */
  | { readonly type: "codeAnew" }
  /** Asks for an image to be made of the bytes of a picture; `imageMade` or `imageNotMade` answers. */
  | {
      readonly type: "makeImage";
      readonly job: number;
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly limits: ImageLimits;
    }
  /** Asks for an image that is kept to be made smaller; `imageFitted` or `imageNotMade` answers. */
  | {
      readonly type: "fitImage";
      readonly job: number;
      readonly bytes: Uint8Array;
      readonly limits: ImageLimits;
    }
  /** Answers `loadThumbnails`; what is no longer there is left out. */
  | {
      readonly type: "thumbnails";
      readonly thumbnails: readonly { readonly hash: string; readonly bytes: Uint8Array }[];
    }
  /** Has the page wait for a screenshot on the clipboard of the person's own machine, and attach it. */
  | { readonly type: "awaitClipboardImage" }
  /** Opens the find widget, or goes back to it. */
  | { readonly type: "find" }
  | { readonly type: "focusComposer" }
  /** Quotes what is selected in an answer, or else all of it, in the composer. */
  | { readonly type: "quote"; readonly turnId: string };

/** From the page to the extension host. The page names only ids that the host issued. */
export type ToHost =
  /** A page has been loaded and knows nothing. */
  | { readonly type: "ready" }
  /** The page knows too little to go on. */
  | { readonly type: "missed" }
  /**
   * The composer's text, as it changes; `edits` counts the changes since the page was loaded. Like `send` it names the
   * conversation that the page shows: the host may be showing another one by now.
   */
  | {
      readonly type: "draft";
      readonly conversationId: string;
      readonly text: string;
      readonly edits: number;
    }
  | { readonly type: "send"; readonly conversationId: string; readonly text: string }
  | { readonly type: "stop" }
  /** Nothing has come for a while, and the person goes on waiting. */
  | { readonly type: "keepWaiting" }
  /** The keyboard is in this page now: commands are about its conversation. */
  | { readonly type: "focused" }
  /** Asks Claude to go on with an answer that was cut. */
  | { readonly type: "continue" }
  /** Puts a question back into the composer, to be asked anew in its place. */
  | { readonly type: "edit"; readonly turnId: string }
  | { readonly type: "cancelEdit" }
  /** Asks for another answer beside this one, with the same model or with one to be chosen. */
  | { readonly type: "retry"; readonly turnId: string; readonly withOtherModel: boolean }
  | { readonly type: "showBranch"; readonly turnId: string }
  | { readonly type: "deleteTurn"; readonly turnId: string }
  /** Takes the last deletion back. */
  | { readonly type: "undoDeletion" }
  | { readonly type: "copyTurn"; readonly turnId: string }
  /** Takes an attachment off a question asked before, or replaces it by what its source holds now. */
  | { readonly type: "removeSent"; readonly turnId: string; readonly id: string }
  | { readonly type: "replaceSent"; readonly turnId: string; readonly id: string }
  | { readonly type: "removeAttachment"; readonly id: string }
  | { readonly type: "openAttachment"; readonly id: string }
  /** The action of the last answer's failure. */
  | { readonly type: "act"; readonly answerId: string; readonly action: FailureAction }
  | { readonly type: "setApiKey" }
  /** A key for this window only: the system's key store is no help. */
  | { readonly type: "useSessionKey" }
  /** What fits after `#` or `/` as it stands; numbered, so that a late answer can be told. */
  | {
      readonly type: "complete";
      readonly request: number;
      readonly trigger: CompletionTrigger;
      readonly query: string;
    }
  /** A completion by its id. */
  | { readonly type: "choose"; readonly id: string }
  | { readonly type: "showRequest" }
  /** The workspace's instructions: the question about them while it is open, else the setting. */
  | { readonly type: "openInstructions" }
  /** URIs as the drag carried them: nothing is attached that the host does not allow. */
  | { readonly type: "drop"; readonly uris: readonly string[] }
  /** A picture that was pasted or dropped, made into an image. */
  | {
      readonly type: "attachImage";
      readonly conversationId: string;
      readonly name: string;
      readonly made: MadeImage;
    }
  /** Every picture that was pasted or dropped and is not an image yet, by its name, each time that changes. */
  | { readonly type: "preparingImages"; readonly names: readonly string[] }
  | { readonly type: "imageMade"; readonly job: number; readonly made: MadeImage }
  | { readonly type: "imageFitted"; readonly job: number; readonly bytes: Uint8Array }
  | { readonly type: "imageNotMade"; readonly job: number; readonly problem: ImageProblem }
  /** Asks for a picture of a part of the screen. */
  | { readonly type: "takeScreenshot" }
  /** Asks for Windows' own tool for that, on the machine the page is on. */
  | { readonly type: "openSnippingTool" }
  /** Images that are in sight, by their hashes. */
  | { readonly type: "loadThumbnails"; readonly hashes: readonly string[] }
  /** Leaves out what goes along by itself, this once. */
  | { readonly type: "dismissAuto" }
  | { readonly type: "newChat" }
  | { readonly type: "selectModel" }
  /** For this conversation; "" is the model's own default. */
  | { readonly type: "setEffort"; readonly effort: string }
  | { readonly type: "setThinking"; readonly on: boolean }
  | { readonly type: "showUsage" }
  | { readonly type: "openSettings" }
  | { readonly type: "useEnvironmentKey" }
  | { readonly type: "showLog" }
  | { readonly type: "openLink"; readonly href: string }
  | { readonly type: "copy"; readonly text: string }
  /**
   * A finished code block that is in sight or nearly so, to be coloured; `block` is the page's own number for it.
   * `language` and `fileName` are what the answer says, and may be empty.
   */
  | {
      readonly type: "colourCode";
      readonly block: number;
      readonly text: string;
      readonly language: string;
      readonly fileName: string;
    }
  /** These blocks, asked for with `colourCode`, are not shown any more. */
  | { readonly type: "forgetCode"; readonly blocks: readonly number[] }
  /** The id of the theme that the page is shown in: when it is loaded, and when that has changed. */
  | { readonly type: "theme"; readonly id: string }
  /** A code block of an answer, as it is; `language` and `fileName` are what the answer says, and may be empty. */
  | {
      readonly type: "code";
      readonly action: CodeAction;
      readonly text: string;
      readonly language: string;
      readonly fileName: string;
      readonly answerId: string;
    };

/** The largest text one message from the page may carry, in UTF-16 units. */
export const longestMessageText = 4_000_000;

/** The longest query that a completion is asked for; what is typed beyond it is text. */
export const longestQuery = 200;

/** The most thumbnails that are asked for at once. */
export const mostThumbnails = 100;

/** The largest picture that is read, in bytes. */
export const largestPicture = 32 * 1024 * 1024;

/** The most things that one drop may attach. */
export const mostDropped = 100;

/**
 * How a message travels, both ways. Each view has a token of its own, so that what another page or frame posts is not
 * taken for ours.
 */
export interface Envelope<Message> {
  readonly token: string;
  readonly message: Message;
}
