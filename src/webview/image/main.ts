import { ImageMaker } from "../images/imageMaker";
import { watchFocus } from "../inactiveSelection";
import { ImageTab } from "./imageTab";
import { connectTab } from "./tabBridge";

const root = document.getElementById("app");
if (root) {
  const post = connectTab((message) => tab.receive(message));
  const tab = new ImageTab(root, post, new ImageMaker());
  watchFocus();
  post({ type: "ready" });
}
