import type { FailureAction } from "../../core/failure";
import { diagnoseConnection } from "../diagnose/offer";
import type { KeyPrompt } from "../keyPrompt";
import { openSettings } from "../settings";

/** Does what a person chose about an edit that failed; true when trying again makes sense right after. */
export async function editAction(action: FailureAction, keyPrompt: KeyPrompt): Promise<boolean> {
  switch (action) {
    case "setApiKey":
      // It may have been given elsewhere since.
      if ((await keyPrompt.state()).type !== "ready") {
        await keyPrompt.ask();
      }
      return (await keyPrompt.state()).type === "ready";
    case "selectModel":
      await openSettings("model");
      return false;
    case "openSettings":
      await openSettings("baseUrl");
      return false;
    case "changeBudget":
      await openSettings("dailyBudget");
      return false;
    case "setPrices":
      await openSettings("prices");
      return false;
    case "diagnose":
      await diagnoseConnection();
      return false;
    case "tryAgain":
    case "askAnyway":
      return true;
    case "newChat":
    case "sendWithoutImages":
      return false;
  }
}
