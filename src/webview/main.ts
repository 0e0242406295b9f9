import { App } from "./app";
import { connect } from "./bridge";
import { watchTheme } from "./colours/shownTheme";
import { watchFocus } from "./inactiveSelection";

const root = document.getElementById("app");
if (root) {
  const bridge = connect((message) => app.receive(message));
  const app = new App(root, (message) => bridge.post(message));
  bridge.post({ type: "ready" });
  watchFocus();
  watchTheme((id) => bridge.post({ type: "theme", id }));
  window.addEventListener("focus", () => bridge.post({ type: "focused" }));
}
