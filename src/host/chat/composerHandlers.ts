import type { CompletionItem, CompletionTrigger, ToHost } from "../../core/protocol";
import type { Handlers } from "./pageHandlers";
import type { ChatView } from "./view";

type ComposerMessage = "complete" | "choose" | "drop" | "dismissAuto" | "newChat";

/** What the composer asks for: what to attach and how to be answered. */
export interface ComposerActions {
  /** What fits what was typed after `#` or `/`, the best first. */
  readonly complete: (
    view: ChatView,
    trigger: CompletionTrigger,
    query: string,
  ) => Promise<readonly CompletionItem[]>;
  /** Attaches or inserts a completion; an id that was not among the last ones does nothing. */
  readonly choose: (view: ChatView, id: string) => Promise<void>;
  /** Attaches what was dropped, as far as it may be. */
  readonly drop: (view: ChatView, uris: readonly string[]) => Promise<void>;
  readonly dismissAuto: (view: ChatView) => void;
  readonly newChat: (view: ChatView) => Promise<void>;
}

/** What a view does with the messages of its composer. */
export function composerHandlers(
  view: ChatView,
  actions: ComposerActions,
): Pick<Handlers, Extract<ToHost["type"], ComposerMessage>> {
  return {
    complete: async ({ request, trigger, query }) => {
      const items = await actions.complete(view, trigger, query);
      view.post({ type: "completions", request, items });
    },
    choose: ({ id }) => actions.choose(view, id),
    drop: ({ uris }) => actions.drop(view, uris),
    dismissAuto: () => actions.dismissAuto(view),
    newChat: () => actions.newChat(view),
  };
}
