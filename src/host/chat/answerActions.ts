import type { FailureAction } from "../../core/failure";
import { diagnoseConnection } from "../diagnose/offer";
import type { KeyPrompt } from "../keyPrompt";
import { openSettings } from "../settings";
import { tryAgain } from "./askingAgain";
import type { moneyActions } from "./moneyActions";
import type { Sessions } from "./sessions";
import type { ChatView } from "./view";
import type { ChatViews } from "./views";
import { sendWithoutImages } from "./withoutImages";

/** What the buttons of an answer that failed need. */
interface AnswerActionParts {
  readonly keyPrompt: KeyPrompt;
  readonly money: Pick<ReturnType<typeof moneyActions>, "selectModel">;
  readonly sessions: Pick<Sessions, "find">;
  readonly views: Pick<ChatViews, "newChat">;
}

/** Does what a button of an answer that failed says. */
export async function actOnAnswer(
  { keyPrompt, money, sessions, views }: AnswerActionParts,
  view: ChatView,
  answerId: string,
  action: FailureAction,
): Promise<void> {
  const { session } = view;
  switch (action) {
    case "setApiKey":
      await askForKey(view, keyPrompt);
      break;
    case "selectModel":
      if (await money.selectModel(view)) {
        await tryAgain(session, answerId);
      }
      await view.reveal();
      break;
    case "tryAgain":
      await tryAgain(session, answerId);
      break;
    case "openSettings":
      await openSettings("baseUrl");
      break;
    case "diagnose":
      await diagnoseConnection();
      break;
    case "askAnyway":
      await tryAgain(session, answerId, true);
      break;
    case "changeBudget":
      await openSettings("dailyBudget");
      break;
    case "setPrices":
      await openSettings("prices");
      break;
    case "sendWithoutImages":
      await sendWithoutImages(session, answerId, () => sessions.find(session.id) === session);
      break;
    case "newChat":
      await views.newChat(view);
      break;
  }
}

/** Asks for the key from the page, and goes back to it. */
export async function askForKey(view: ChatView, keyPrompt: KeyPrompt): Promise<void> {
  await keyPrompt.ask();
  await view.reveal();
}
