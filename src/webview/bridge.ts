import type { Envelope, ToHost, ToView } from "../core/protocol";
import { readMessage } from "./messages";

interface VsCodeApi {
  postMessage(message: Envelope<ToHost>): void;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The only way from the page to the host. */
export interface Bridge {
  post(message: ToHost): void;
}

/**
 * Opens the way to the host and says `ready`. Whatever does not carry this page's token, or is not of the protocol's
 * shape, is dropped. Events come numbered: old ones are dropped, and after a gap the page says `missed`, once, and
 * waits for a snapshot.
 */
export function connect(receive: (message: ToView) => void): Bridge {
  const api = acquireVsCodeApi();
  const token = document.body.dataset["token"] ?? "";
  let nextSequence: number | undefined;
  const post = (message: ToHost): void => api.postMessage({ token, message });
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = token === "" ? undefined : readMessage(event.data, token);
    if (!message) {
      return;
    }
    if (message.type === "snapshot") {
      nextSequence = message.sequence;
      // What a tab is told by when VS Code opens it again after a reload.
      api.setState({ conversationId: message.state.conversation.id });
    } else if (message.type === "events") {
      if (nextSequence === undefined || message.sequence < nextSequence) {
        return;
      }
      if (message.sequence > nextSequence) {
        nextSequence = undefined;
        post({ type: "missed" });
        return;
      }
      nextSequence += 1;
    }
    receive(message);
  });
  return { post };
}
