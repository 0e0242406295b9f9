import type { CompletionItem, CompletionTrigger, ToHost } from "../../core/protocol";
import type { Handlers } from "./pageHandlers";
import type { ChatView } from "./view";

type ComposerMessage = "draft" | "send" | "complete" | "choose" | "drop" | "dismissAuto" | "newChat";

/** Work that a question waits for which is sent while it goes on; what the person is still asked is none. */
export type Attaching = <Value>(work: Promise<Value>) => Promise<Value>;

/** What the composer asks for: what to attach and how to be answered. */
export interface ComposerActions {
  /** Sends what was typed, as a saved prompt where it calls one. */
  readonly send: (view: ChatView, text: string) => Promise<void>;
  /** Takes over what was typed into a conversation that the view has left since; nothing when it is not open any more. */
  readonly draftLeft: (conversationId: string, text: string) => void;
  /** What fits what was typed after `#` or `/`, the best first. */
  readonly complete: (
    view: ChatView,
    trigger: CompletionTrigger,
    query: string,
  ) => Promise<readonly CompletionItem[]>;
  /** Attaches or inserts a completion; an id that was not among the last ones does nothing. */
  readonly choose: (view: ChatView, id: string, attaching: Attaching) => Promise<void>;
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
  // Each is waited for to its end, also where it fails.
  const attaching = new Set<Promise<unknown>>();
  const attach: Attaching = async (work) => {
    attaching.add(work);
    try {
      return await work;
    } finally {
      attaching.delete(work);
    }
  };
  return {
    draft: ({ conversationId, text, edits }) => {
      view.draftTyped(conversationId, text, edits);
      if (view.session.id !== conversationId) {
        actions.draftLeft(conversationId, text);
      }
    },
    send: async ({ conversationId, text }) => {
      // What was attached before the question goes with it, however long it takes to be read.
      await Promise.allSettled(attaching);
      if (view.session.id === conversationId) {
        await actions.send(view, text);
      }
    },
    complete: async ({ request, trigger, query }) => {
      const items = await actions.complete(view, trigger, query);
      view.post({ type: "completions", request, items });
    },
    choose: ({ id }) => actions.choose(view, id, attach),
    drop: ({ uris }) => attach(actions.drop(view, uris)),
    dismissAuto: () => actions.dismissAuto(view),
    newChat: () => actions.newChat(view),
  };
}
