import type { ChatView } from "../chat/view";
import type { CommandHandlers } from "../commands";
import type { QuickFixes } from "../quickFix";
import { askAboutProblem } from "./askAboutProblem";
import { askWithPrompt } from "./askWithPrompt";
import { editPrompts } from "./savedPrompts";

type PromptCommand =
  | "askClaude.explain"
  | "askClaude.review"
  | "askClaude.writeTests"
  | "askClaude.document"
  | "askClaude.fix"
  | "askClaude.explainProblem"
  | "askClaude.editPrompts";

/**
 * The commands that ask a saved prompt.
 * @param inView runs something with the view that commands are about
 */
export function promptCommands(
  inView: (run: (view: ChatView) => unknown) => () => Promise<void>,
  quickFixes: QuickFixes,
): Pick<CommandHandlers, PromptCommand> {
  const about = (name: string) => inView((view) => askWithPrompt(name, view.session, view));
  return {
    "askClaude.explain": about("explain"),
    "askClaude.review": about("review"),
    "askClaude.writeTests": about("tests"),
    "askClaude.document": about("document"),
    "askClaude.fix": about("fix"),
    "askClaude.explainProblem": inView((view) =>
      askAboutProblem("explain", quickFixes.offered, view.session, view),
    ),
    "askClaude.editPrompts": editPrompts,
  };
}
