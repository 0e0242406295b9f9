import type { Draft, ToHost } from "../core/protocol";
import { SentQuestion } from "./sentQuestion";

/** The composer's text between page and host: each change is told, and what the host tells never undoes a newer one. */
export class DraftText {
  #conversationId = "";
  #edits = 0;
  #isEditing = false;
  readonly #sent = new SentQuestion();
  /**
   * What the field began with when a changed question was sent. Until the host gives back what was set aside for it,
   * what is typed on is not posted: it would be a newer draft, without that text.
   */
  #sentEdit: string | undefined;

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly post: (message: ToHost) => void,
  ) {}

  /** A question is on its way and the host has not answered yet. */
  get isSending(): boolean {
    return this.#sent.isUnderWay;
  }

  /** To be called at every change and at once: a page that is hidden or reloaded gets no other chance. */
  typed(): void {
    if (this.#sentEdit === undefined) {
      this.#postDraft();
    }
  }

  /** @param givenUp called when the host says nothing to the question */
  send(givenUp: () => void): void {
    const text = this.field.value;
    this.#sentEdit = this.#isEditing ? text : undefined;
    this.#sent.begin(() => {
      this.#postWithheld();
      givenUp();
    });
    this.post({ type: "send", conversationId: this.#conversationId, text });
  }

  /** What is being changed is to be left as it was. */
  cancelEdit(): void {
    this.#sentEdit = undefined;
  }

  /** The host has taken a question over: only now does its text go. What was typed on since belongs to the next one. */
  asked(text: string): void {
    this.#sent.end();
    const isTaken = this.field.value.startsWith(text);
    if (isTaken) {
      this.field.value = this.field.value.slice(text.length);
    }
    if (this.#sentEdit !== undefined || (isTaken && this.#isEditing)) {
      this.#sentEdit = "";
    } else if (isTaken) {
      this.#postDraft();
    }
  }

  /**
   * Takes the host's text, unless something was typed that the host had not heard of by then.
   * @param edits the last of our drafts that the host had heard
   * @returns whether the field holds another text now
   */
  restore(conversationId: string, draft: Draft, edits: number): boolean {
    const before = this.field.value;
    const isOther = conversationId !== this.#conversationId;
    this.#conversationId = conversationId;
    this.#isEditing = draft.editing !== undefined;
    if (isOther) {
      // What was typed before belongs to the other conversation, and was posted for it.
      this.#sent.end();
      this.#sentEdit = undefined;
      this.field.value = draft.text;
    } else if (this.#sentEdit !== undefined) {
      this.#restoreAfterEdit(this.#sentEdit, draft, edits);
    } else {
      this.#sent.end();
      if (edits === this.#edits) {
        this.#show(draft.text);
      }
    }
    return this.field.value !== before;
  }

  #restoreAfterEdit(sentEdit: string, draft: Draft, edits: number): void {
    if (edits !== this.#edits) {
      // From before the question was sent.
      return;
    }
    const { value } = this.field;
    const typedOn = value.startsWith(sentEdit) ? value.slice(sentEdit.length) : value;
    if (this.#isEditing && draft.text !== sentEdit) {
      // The words of a saved prompt took the place of its name; now they are asked.
      this.#sentEdit = draft.text;
      this.field.value = draft.text + typedOn;
      return;
    }
    this.#sent.end();
    if (!this.#isEditing) {
      const isBoth = draft.text !== "" && typedOn !== "";
      this.#show(isBoth ? `${draft.text.trimEnd()}\n${typedOn.trimStart()}` : draft.text + typedOn);
    }
    this.#sentEdit = draft.text;
    this.#postWithheld();
  }

  /** Posts what was typed since the host's own text, if anything was. */
  #postWithheld(): void {
    const known = this.#sentEdit;
    this.#sentEdit = undefined;
    if (known !== undefined && this.field.value !== known) {
      this.#postDraft();
    }
  }

  /** The caret stays where it is when the text is the same. */
  #show(text: string): void {
    if (this.field.value !== text) {
      this.field.value = text;
    }
  }

  #postDraft(): void {
    this.#edits += 1;
    this.post({
      type: "draft",
      conversationId: this.#conversationId,
      text: this.field.value,
      edits: this.#edits,
    });
  }
}
