import type { ContextItem } from "../../core/context";
import type { CompletionItem } from "../../core/protocol";
import { type FormToSend, formToSend } from "../chat/hiddenConsent";
import type { ChatSession } from "../chat/session";
import type { ChatView } from "../chat/view";
import type { LastEditor } from "../editor/lastEditor";
import { expandForComposer, type Expansion, expandTyped, previewTyped } from "./expansion";
import { promptCompletions, promptWithId } from "./savedPrompts";

/** What the composer of a view does with saved prompts. */
export class ComposerPrompts {
  readonly #editors: LastEditor;

  constructor(editors: LastEditor) {
    this.#editors = editors;
  }

  /** What the list after `/` offers. */
  complete(query: string): readonly CompletionItem[] {
    return promptCompletions(query);
  }

  /**
   * Puts a prompt that was chosen from the list into the composer, with what it attaches. False when the id is not that
   * of a prompt.
   */
  async choose(view: ChatView, id: string): Promise<boolean> {
    const prompt = promptWithId(id);
    if (prompt === undefined) {
      return false;
    }
    const { session } = view;
    const expansion = await expandForComposer(prompt, session.draft.context, this.#editors.current);
    if (expansion !== undefined) {
      session.attach(expansion.items);
      view.post({ type: "insert", text: expansion.text });
    }
    return true;
  }

  /**
   * Sends what was typed. What begins with `/` and the name of a prompt is expanded first, and the composer shows it.
   * What hides a text is sent only with the person's consent.
   * @param preview what goes out for what is attached
   */
  async send(
    view: ChatView,
    text: string,
    preview: (attached: readonly ContextItem[]) => readonly ContextItem[] = (attached) => attached,
  ): Promise<void> {
    const { session } = view;
    const expansion = await this.expand(session, text);
    if (expansion === undefined) {
      // The page waits for its question to be taken over: tell it that it was not.
      view.refresh();
      return;
    }
    if (expansion.text !== text && !session.isAnswering) {
      session.attach(expansion.items);
      session.suggest(expansion.text);
    }
    const form = await agreedForm(expansion.text, () => preview(session.draft.context));
    if (form === undefined || view.session !== session) {
      view.refresh();
      // The dialog had the focus.
      await view.reveal();
      return;
    }
    const sent = form.text(expansion.text);
    if (sent !== expansion.text && !session.isAnswering) {
      // The page takes out of its composer what was asked: it has to stand there.
      session.suggest(sent);
    }
    session.send(sent, form.context);
    if (form.wasAsked) {
      await view.reveal();
    }
  }

  /** What `send` would send; undefined when the person was told why it cannot. */
  expand(session: ChatSession, text: string): Promise<Expansion | undefined> {
    return expandTyped(text, session.draft.context, this.#editors.current);
  }

  /** The same with nobody asked or told anything; undefined where somebody would be. */
  preview(session: ChatSession, text: string): Promise<Expansion | undefined> {
    return previewTyped(text, session.draft.context, this.#editors.current);
  }
}

/** Files change while a question stands: it is asked again until what was looked at is what goes out. */
async function agreedForm(
  text: string,
  toSend: () => readonly ContextItem[],
): Promise<FormToSend | undefined> {
  let wasAsked = false;
  for (;;) {
    const examined = toSend();
    const form = await formToSend(text, examined);
    wasAsked ||= form?.wasAsked ?? true;
    if (form === undefined || JSON.stringify(toSend()) === JSON.stringify(examined)) {
      return form && { ...form, wasAsked };
    }
  }
}
