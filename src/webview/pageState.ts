import type { Conversation } from "../core/conversation";
import type { ViewState } from "../core/protocol";

/** What the page knows: what the host told, with the turns of the conversation worked out. */
export type PageState = Omit<ViewState, "conversation"> & { readonly conversation: Conversation };
