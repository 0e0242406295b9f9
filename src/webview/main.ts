import { App } from "./app";
import { connect } from "./bridge";

const root = document.getElementById("app");
if (root) {
  const bridge = connect((message) => app.receive(message));
  const app = new App(root, (message) => bridge.post(message));
  bridge.post({ type: "ready" });
  window.addEventListener("focus", () => bridge.post({ type: "focused" }));
}
