import { type FromImageTab, readToImageTab, type ToImageTab } from "../../core/imageProtocol";
import type { Envelope } from "../../core/protocol";

interface VsCodeApi {
  postMessage(message: Envelope<FromImageTab>): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Opens the way to the host; whatever is not a message for this page is dropped. Gives what posts to the host. */
export function connectTab(receive: (message: ToImageTab) => void): (message: FromImageTab) => void {
  const api = acquireVsCodeApi();
  const token = document.body.dataset["token"] ?? "";
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = readToImageTab(event.data, token);
    if (message !== undefined) {
      receive(message);
    }
  });
  return (message) => api.postMessage({ token, message });
}
